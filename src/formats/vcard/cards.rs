//! A vCard file cut into cards and a card into whole lines: folded lines and soft line breaks
//! joined, cards inside cards taken out. What a line means is not looked at here.

use crate::formats::import::record::{Broken, Fault};

/// One card, without its first and last line.
#[derive(Debug)]
pub(crate) struct Card {
    /// The line of its `BEGIN:VCARD`, from 1.
    pub(crate) line: usize,
    /// Its properties, each on one line.
    pub(crate) properties: Vec<Line>,
}

/// One whole line, whatever number of lines of the file it takes.
#[derive(Debug)]
pub(crate) struct Line {
    /// Its first line in the file, from 1.
    at: usize,
    text: String,
    colon: Colon,
    /// The header of the property says so, not its value.
    is_quoted_printable: bool,
    is_base64: bool,
}

/// The colon before the value: the first that is not inside quotation marks, or the first of
/// all if a mark is never closed. A line may grow a hundred thousand times, so it is looked
/// for in what is new.
#[derive(Debug, Default)]
struct Colon {
    /// The text up to here was looked through.
    seen: usize,
    is_quoted: bool,
    first: Option<usize>,
    outside: Option<usize>,
}

impl Colon {
    fn look(&mut self, text: &str) {
        if self.outside.is_some() {
            return;
        }
        for (at, byte) in text.bytes().enumerate().skip(self.seen) {
            self.is_quoted ^= byte == b'"';
            if byte == b':' {
                self.first.get_or_insert(at);
                if !self.is_quoted {
                    self.outside = Some(at);
                    return;
                }
            }
        }
        self.seen = text.len();
    }

    fn at(&self) -> Option<usize> {
        self.outside.or(self.first)
    }
}

/// No program nests deeper: an agent's agent is rare enough.
const DEEPEST: usize = 8;

impl Line {
    fn new(at: usize, text: &str) -> Self {
        let mut line = Self {
            at,
            text: String::new(),
            colon: Colon::default(),
            is_quoted_printable: false,
            is_base64: false,
        };
        line.push(text);
        line
    }

    /// Goes on with more text.
    fn push(&mut self, more: &str) {
        self.text.push_str(more);
        let before = self.colon.at();
        self.colon.look(&self.text);
        if self.colon.at() != before {
            let parameters = self.parts().map_or("", |(_, parameters, _)| parameters);
            let parameters = parameters.to_ascii_uppercase();
            self.is_quoted_printable = parameters.contains("QUOTED-PRINTABLE");
            self.is_base64 = parameters.contains("BASE64") || parameters.contains("ENCODING=B");
        }
    }

    /// Goes on after the sign with which a quoted-printable line says so.
    fn push_instead_of_sign(&mut self, more: &str) {
        self.text.pop();
        self.colon.seen = self.colon.seen.min(self.text.len());
        self.push(more);
    }

    /// Its first line in the file, from 1.
    pub(crate) const fn at(&self) -> usize {
        self.at
    }

    /// Its parts: the name without its group (`item1.`), the parameters with their leading
    /// semicolon, and the value. `None` if there is no colon or no name.
    pub(crate) fn parts(&self) -> Option<(&str, &str, &str)> {
        let colon = self.colon.at()?;
        let (head, value) = (&self.text[..colon], &self.text[colon + 1..]);
        let (name, parameters) = head.split_at(head.find(';').unwrap_or(head.len()));
        let name = name.rsplit('.').next().unwrap_or(name).trim();
        (!name.is_empty()).then_some((name, parameters, value))
    }

    fn is(&self, name: &str, value: &str) -> bool {
        self.parts().is_some_and(|(own, _, text)| {
            own.eq_ignore_ascii_case(name) && text.trim().eq_ignore_ascii_case(value)
        })
    }

    /// The header of the property says so, not its value.
    pub(crate) const fn is_quoted_printable(&self) -> bool {
        self.is_quoted_printable
    }

    /// Where a card begins inside this one: `AGENT:` alone, or with the first line behind it.
    fn opens_agent(&self, next: Option<&Self>) -> bool {
        self.is("AGENT", "BEGIN:VCARD")
            || (self.is("AGENT", "") && next.is_some_and(|line| line.is("BEGIN", "VCARD")))
    }
}

/// All cards of the text, and what is none.
pub(crate) fn split(text: &str) -> (Vec<Card>, Vec<Broken>) {
    let (mut cards, mut broken) = (Vec::new(), Vec::new());
    let mut open: Option<Card> = None;
    let mut stray = false;
    let mut lines = whole_lines(text).into_iter().peekable();
    while let Some(line) = lines.next() {
        if line.is("BEGIN", "VCARD") {
            // A card that another begins in has lost its end.
            if let Some(card) = open.take() {
                broken.push(card.broken(Fault::Unfinished));
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
                broken.push(Broken {
                    line: line.at,
                    name: None,
                    fault: Fault::NoProperty { line: line.at },
                });
            }
            continue;
        };
        if line.is("END", "VCARD") {
            cards.extend(open.take());
        } else if line.opens_agent(lines.peek()) {
            let depth = usize::from(line.is("AGENT", "BEGIN:VCARD"));
            if let Some(fault) = skip_agent(&mut lines, depth) {
                broken.push(card.broken(fault));
                open = None;
            }
        } else {
            card.properties.push(line);
        }
    }
    broken.extend(open.map(|card| card.broken(Fault::Unfinished)));
    (cards, broken)
}

/// Passes over a card inside a card, to the end of the inner one.
fn skip_agent(
    lines: &mut std::iter::Peekable<std::vec::IntoIter<Line>>,
    mut depth: usize,
) -> Option<Fault> {
    for line in lines.by_ref() {
        if line.is("BEGIN", "VCARD") || line.is("AGENT", "BEGIN:VCARD") {
            depth += 1;
        } else if line.is("END", "VCARD") {
            depth = depth.saturating_sub(1);
            if depth == 0 {
                return None;
            }
        }
        if depth > DEEPEST {
            return Some(Fault::Nested);
        }
    }
    Some(Fault::Unfinished)
}

impl Card {
    pub(crate) fn broken(&self, fault: Fault) -> Broken {
        let named = |name: &str| {
            let mut lines = self.properties.iter();
            let value = lines.find_map(|line| {
                let (own, _, value) = line.parts()?;
                own.eq_ignore_ascii_case(name).then_some(value)
            });
            value.map(|value| {
                crate::formats::import::normalize::line(&value.replace([';', '\\'], " "))
            })
        };
        let name = named("FN").or_else(|| named("N"));
        Broken {
            line: self.line,
            name: name
                .map(|name| name.chars().take(60).collect())
                .filter(|name: &String| !name.is_empty()),
            fault,
        }
    }
}

/// Joins what was folded. A quoted-printable text goes on after a final `=`, whatever the next
/// line begins with; old base64 goes on without any sign.
fn whole_lines(text: &str) -> Vec<Line> {
    let mut lines: Vec<Line> = Vec::new();
    let mut goes_on = false;
    let mut is_base64 = false;
    for (number, raw) in text.split('\n').enumerate() {
        let raw = raw.strip_suffix('\r').unwrap_or(raw);
        let folded = raw.strip_prefix([' ', '\t']);
        match (lines.last_mut(), folded) {
            (Some(last), _) if goes_on => last.push_instead_of_sign(raw),
            (Some(last), Some(rest)) => last.push(rest),
            (Some(_), None) if is_base64 && is_base64_data(raw) => {}
            _ if raw.trim().is_empty() => {
                is_base64 = false;
                continue;
            }
            _ => lines.push(Line::new(number + 1, raw)),
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
