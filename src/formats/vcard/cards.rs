//! A vCard file cut into cards and a card into whole lines: folded lines and soft line breaks
//! joined, cards inside cards taken out. What a line means is not looked at here.

use crate::formats::contacts::LeftOut;
use crate::text::normalize;

/// No program nests deeper: an agent's agent is rare enough.
const DEEPEST: usize = 8;

/// Enough of a name to find its card again, in characters.
const LONGEST_SHOWN: usize = 60;

const UNFINISHED: &str = "the card has no `END:VCARD`";

/// Why a card is broken with a line, from 1, that is no property and goes on with none.
pub(crate) fn no_property(line: usize) -> String {
    format!("line {line} of the file is no property of a card")
}

/// One card, without its first and last line.
#[derive(Debug)]
pub(crate) struct Card {
    /// The line of its `BEGIN:VCARD`, from 1.
    pub(crate) line: usize,
    /// Its properties, each on one line.
    pub(crate) properties: Vec<ContentLine>,
}

/// One whole line, whatever number of lines of the file it takes.
#[derive(Debug, Default)]
pub(crate) struct ContentLine {
    /// Its first line in the file, from 1.
    pub(crate) at: usize,
    text: String,
    /// The colon before the value: the first that is not inside quotation marks, or the first
    /// of all if a mark is never closed.
    colon: Option<usize>,
    is_colon_final: bool,
    /// How far the colon was looked for, and whether that is inside quotation marks. A line may
    /// grow a hundred thousand times, so it is looked for in what is new.
    seen: usize,
    is_quoted: bool,
    /// The header of the property says so, not its value.
    pub(crate) is_quoted_printable: bool,
    is_base64: bool,
}

impl ContentLine {
    /// Goes on with more text.
    fn push(&mut self, more: &str) {
        self.text.push_str(more);
        if self.is_colon_final {
            return;
        }
        let before = self.colon;
        for (at, byte) in self.text.bytes().enumerate().skip(self.seen) {
            self.is_quoted ^= byte == b'"';
            if byte == b':' && !self.is_quoted {
                self.colon = Some(at);
                self.is_colon_final = true;
                break;
            }
            if byte == b':' {
                self.colon.get_or_insert(at);
            }
        }
        self.seen = self.text.len();
        if self.colon != before {
            let parameters = self.parts().map_or("", |(_, parameters, _)| parameters);
            let parameters = parameters.to_ascii_uppercase();
            self.is_quoted_printable = parameters.contains("QUOTED-PRINTABLE");
            self.is_base64 = parameters.contains("BASE64") || parameters.contains("ENCODING=B");
        }
    }

    /// Its parts: the name without its group (`item1.`), the parameters with their leading
    /// semicolon, and the value. `None` if there is no colon or no name.
    pub(crate) fn parts(&self) -> Option<(&str, &str, &str)> {
        let colon = self.colon?;
        let (head, value) = (&self.text[..colon], &self.text[colon + 1..]);
        let (name, parameters) = head.split_at(head.find(';').unwrap_or(head.len()));
        let name = name.rsplit('.').next().unwrap_or(name).trim();
        (!name.is_empty()).then_some((name, parameters, value))
    }

    fn is_property(&self, name: &str, value: &str) -> bool {
        self.parts().is_some_and(|(own, _, text)| {
            own.eq_ignore_ascii_case(name) && text.trim().eq_ignore_ascii_case(value)
        })
    }

    /// Where a card begins inside this one: `AGENT:` alone, or with the first line behind it.
    fn opens_agent(&self, next: Option<&Self>) -> bool {
        self.is_property("AGENT", "BEGIN:VCARD")
            || (self.is_property("AGENT", "")
                && next.is_some_and(|line| line.is_property("BEGIN", "VCARD")))
    }
}

/// All cards of the text, and what is none.
pub(crate) fn split(text: &str) -> (Vec<Card>, Vec<LeftOut>) {
    let (mut cards, mut broken) = (Vec::new(), Vec::new());
    let mut open: Option<Card> = None;
    let mut stray = false;
    let mut lines = unfolded_lines(text).into_iter().peekable();
    while let Some(line) = lines.next() {
        if line.is_property("BEGIN", "VCARD") {
            // A card that another begins in has lost its end.
            if let Some(card) = open.take() {
                broken.push(card.broken(UNFINISHED));
            }
            open = Some(Card {
                line: line.at,
                properties: Vec::new(),
            });
            stray = false;
            continue;
        }
        let Some(card) = &mut open else {
            // One message for all that stands between two cards.
            if !stray {
                stray = true;
                broken.push(LeftOut {
                    line: line.at,
                    name: String::new(),
                    why: no_property(line.at),
                });
            }
            continue;
        };
        if line.is_property("END", "VCARD") {
            cards.extend(open.take());
        } else if line.opens_agent(lines.peek()) {
            let depth = usize::from(line.is_property("AGENT", "BEGIN:VCARD"));
            if let Err(why) = skip_agent(&mut lines, depth) {
                broken.push(card.broken(why));
                open = None;
            }
        } else {
            card.properties.push(line);
        }
    }
    broken.extend(open.map(|card| card.broken(UNFINISHED)));
    (cards, broken)
}

/// Passes over a card inside a card, to the end of the inner one.
fn skip_agent(
    lines: &mut impl Iterator<Item = ContentLine>,
    mut depth: usize,
) -> Result<(), &'static str> {
    for line in lines {
        if line.is_property("BEGIN", "VCARD") || line.is_property("AGENT", "BEGIN:VCARD") {
            depth += 1;
        } else if line.is_property("END", "VCARD") {
            depth = depth.saturating_sub(1);
            if depth == 0 {
                return Ok(());
            }
        }
        if depth > DEEPEST {
            return Err("cards inside cards, too deep");
        }
    }
    Err(UNFINISHED)
}

impl Card {
    /// The card as one that could not be read.
    pub(crate) fn broken(&self, why: impl Into<String>) -> LeftOut {
        let named = |name: &str| {
            let properties = self.properties.iter().filter_map(ContentLine::parts);
            let mut named = properties.filter(|(own, ..)| own.eq_ignore_ascii_case(name));
            named.next().map(|(.., value)| value)
        };
        let name = named("FN").or_else(|| named("N")).unwrap_or_default();
        let name = normalize::line(&name.replace([';', '\\'], " "));
        LeftOut {
            line: self.line,
            name: name.chars().take(LONGEST_SHOWN).collect(),
            why: why.into(),
        }
    }
}

/// Joins what was folded. A quoted-printable text goes on after a final `=`, whatever the next
/// line begins with; old base64 goes on without any sign.
fn unfolded_lines(text: &str) -> Vec<ContentLine> {
    let mut lines: Vec<ContentLine> = Vec::new();
    let mut goes_on = false;
    let mut is_base64 = false;
    for (number, raw) in text.split('\n').enumerate() {
        let raw = raw.strip_suffix('\r').unwrap_or(raw);
        let folded = raw.strip_prefix([' ', '\t']);
        match (lines.last_mut(), folded) {
            (Some(last), _) if goes_on => {
                // The final `=`.
                last.text.pop();
                last.seen = last.seen.min(last.text.len());
                last.push(raw);
            }
            (Some(last), Some(rest)) => last.push(rest),
            (Some(_), None) if is_base64 && is_base64_data(raw) => {}
            _ if raw.trim().is_empty() => {
                is_base64 = false;
                continue;
            }
            _ => {
                let mut line = ContentLine {
                    at: number + 1,
                    ..ContentLine::default()
                };
                line.push(raw);
                lines.push(line);
            }
        }
        if let Some(last) = lines.last() {
            goes_on = last.text.ends_with('=') && last.is_quoted_printable;
            if folded.is_none() && raw.contains(':') {
                is_base64 = last.is_base64;
            }
        }
    }
    lines
}

fn is_base64_data(raw: &str) -> bool {
    !raw.is_empty()
        && raw
            .bytes()
            .all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'+' | b'/' | b'='))
}
