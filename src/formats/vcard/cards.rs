//! Splits a vCard file into cards and a card into logical lines: joins folded lines and soft line
//! breaks, and drops cards nested in cards. Knows nothing of what a property means.

use crate::formats::contacts::LeftOut;
use crate::text::normalize;

/// How deep cards may nest; even an agent's agent is rare.
const MAX_DEPTH: usize = 8;

/// Enough of a name to find the card again, in characters.
const LONGEST_SHOWN: usize = 60;

const UNFINISHED: &str = "the card has no `END:VCARD`";

/// The reason for rejecting a card in which this line, from 1, is neither a property nor the
/// continuation of one.
pub(crate) fn not_a_property(line: usize) -> String {
    format!("line {line} of the file is no property of a card")
}

/// A card, without its first and last line.
#[derive(Debug)]
pub(crate) struct Card {
    /// The line of its `BEGIN:VCARD`, from 1.
    pub(crate) line: usize,
    /// Its properties, one per logical line.
    pub(crate) properties: Vec<ContentLine>,
}

/// A logical line, which may span several lines of the file.
#[derive(Debug, Default)]
pub(crate) struct ContentLine {
    /// Its first line in the file, from 1.
    pub(crate) number: usize,
    text: String,
    /// The colon before the value: the first one outside quotation marks, or simply the first one
    /// if a mark is never closed.
    colon: Option<usize>,
    is_colon_final: bool,
    /// How far the search for the colon has come, and whether that is inside quotation marks. A
    /// line may grow a hundred thousand times, so only new text is searched.
    searched: usize,
    is_quoted: bool,
    /// Whether the parameters say so; the value is not looked at.
    pub(crate) is_quoted_printable: bool,
    is_base64: bool,
}

impl ContentLine {
    /// Appends more text.
    fn push(&mut self, more: &str) {
        self.text.push_str(more);
        if self.is_colon_final {
            return;
        }
        let before = self.colon;
        for (at, byte) in self.text.bytes().enumerate().skip(self.searched) {
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
        self.searched = self.text.len();
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

    /// Whether a nested card begins here: `AGENT:BEGIN:VCARD`, or `AGENT:` before such a line.
    fn opens_agent(&self, next: Option<&Self>) -> bool {
        self.is_property("AGENT", "BEGIN:VCARD")
            || (self.is_property("AGENT", "")
                && next.is_some_and(|line| line.is_property("BEGIN", "VCARD")))
    }
}

/// The cards of the text, and what could not be read.
pub(crate) fn split(text: &str) -> (Vec<Card>, Vec<LeftOut>) {
    let (mut cards, mut broken) = (Vec::new(), Vec::new());
    let mut open: Option<Card> = None;
    let mut stray = false;
    let mut lines = unfolded_lines(text).into_iter().peekable();
    while let Some(line) = lines.next() {
        if line.is_property("BEGIN", "VCARD") {
            // A card with another beginning inside has lost its end.
            if let Some(card) = open.take() {
                broken.push(card.broken(UNFINISHED));
            }
            open = Some(Card {
                line: line.number,
                properties: Vec::new(),
            });
            stray = false;
            continue;
        }
        let Some(card) = &mut open else {
            // One message for everything between two cards.
            if !stray {
                stray = true;
                broken.push(LeftOut {
                    line: line.number,
                    name: String::new(),
                    why: not_a_property(line.number),
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

/// Skips a nested card, including its end.
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
        if depth > MAX_DEPTH {
            return Err("cards inside cards, too deep");
        }
    }
    Err(UNFINISHED)
}

impl Card {
    /// Reports the card as unreadable.
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

/// Joins folded lines. Quoted-printable text continues after a final `=`, whatever the next line
/// begins with; base64 in old cards continues without any sign.
fn unfolded_lines(text: &str) -> Vec<ContentLine> {
    let mut lines: Vec<ContentLine> = Vec::new();
    let mut continues = false;
    let mut is_base64 = false;
    for (index, raw) in text.split('\n').enumerate() {
        let raw = raw.strip_suffix('\r').unwrap_or(raw);
        let folded = raw.strip_prefix([' ', '\t']);
        match (lines.last_mut(), folded) {
            (Some(last), _) if continues => {
                // The final `=`.
                last.text.pop();
                last.searched = last.searched.min(last.text.len());
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
                    number: index + 1,
                    ..ContentLine::default()
                };
                line.push(raw);
                lines.push(line);
            }
        }
        if let Some(last) = lines.last() {
            continues = last.text.ends_with('=') && last.is_quoted_printable;
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
