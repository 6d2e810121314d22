//! A log in the plain spelling, read straight from the text.
//!
//! Nine lines of ten in a large file are rows such as `{ on = 2026-11-20, met = "lunch" },`.
//! They are read here without a tree. Whatever is spelled in any other way, and whatever is
//! wrong, is no plain log: then the tree is asked, whose word is the rule.

use chrono::Datelike;

use crate::core::interaction::{Interaction, Kind, Size};
use crate::store::tree::{bare_length, day, usual_letters};

/// Reads the log that begins there, and tells where it ends.
pub(super) fn plain_log<'t>(
    text: &'t str,
    from: usize,
    rows: &mut Vec<Interaction<'t>>,
) -> Option<usize> {
    let mut scan = Scan { text, at: from };
    scan.expect(b'[')?;
    scan.lines();
    while scan.expect(b']').is_none() {
        rows.push(scan.row()?);
        scan.lines();
        if scan.expect(b',').is_some() {
            scan.lines();
        } else if scan.peek() != Some(b']') {
            return None;
        }
    }
    Some(scan.at)
}

/// A place in the text. Each function goes on behind what it is named after, or says that
/// it is not there.
struct Scan<'t> {
    text: &'t str,
    at: usize,
}

impl<'t> Scan<'t> {
    fn row(&mut self) -> Option<Interaction<'t>> {
        const USUAL: &str = "{ on = ";
        if self
            .text
            .as_bytes()
            .get(self.at..)?
            .starts_with(USUAL.as_bytes())
        {
            self.at += USUAL.len();
        } else {
            self.expect(b'{')?;
            (self.key()? == "on").then_some(())?;
        }
        let day = day(self.text.get(self.at..self.at + 10)?).filter(|day| day.year() >= 1)?;
        self.at += 10;
        let kind = match self.usual_kind() {
            Some(kind) => kind,
            None => self.kind()?,
        };
        let mut row = Interaction::new(day, kind, self.words()?);
        self.blanks();
        if self.expect(b',').is_some() {
            self.detail(&mut row)?;
            self.blanks();
        }
        self.expect(b'}')?;
        Some(row)
    }

    /// The kind, spelled as in `, met = "lunch"`, up to the quote.
    fn usual_kind(&mut self) -> Option<Kind> {
        let rest = self.text.get(self.at..)?.strip_prefix(", ")?;
        let (word, rest) = rest.split_at(bare_length(rest.as_bytes()));
        let kind = Kind::from_word(word)?;
        if !rest.starts_with(" = \"") {
            return None;
        }
        self.at += ", ".len() + word.len() + " = ".len();
        Some(kind)
    }

    /// The kind in any plain spelling, up to the quote.
    fn kind(&mut self) -> Option<Kind> {
        self.blanks();
        self.expect(b',')?;
        Kind::from_word(self.key()?)
    }

    /// How a row differs from a usual one.
    fn detail(&mut self, row: &mut Interaction<'_>) -> Option<()> {
        match self.key()? {
            "urgent" if row.kind == Kind::Asked => {
                row.urgent = true;
                self.at += self.text.get(self.at..)?.starts_with("true").then_some(4)?;
            }
            "size" => row.size = Size::from_word(self.words()?)?,
            _ => return None,
        }
        Some(())
    }

    /// A key without quotes and the sign behind it.
    fn key(&mut self) -> Option<&'t str> {
        self.blanks();
        let start = self.at;
        self.at += bare_length(self.text.as_bytes().get(start..)?);
        let key = self.text.get(start..self.at)?;
        self.blanks();
        self.expect(b'=')?;
        self.blanks();
        Some(key)
    }

    /// A text in double quotes without escapes.
    fn words(&mut self) -> Option<&'t str> {
        self.expect(b'"')?;
        let start = self.at;
        self.at += usual_letters(self.text.as_bytes().get(start..)?, b'"');
        let words = self.text.get(start..self.at)?;
        self.expect(b'"')?;
        // Two quotes and a third begin a text over several lines.
        (!words.is_empty() || self.peek() != Some(b'"')).then_some(words)
    }

    fn peek(&self) -> Option<u8> {
        self.text.as_bytes().get(self.at).copied()
    }

    fn expect(&mut self, byte: u8) -> Option<()> {
        (self.peek() == Some(byte)).then(|| self.at += 1)
    }

    fn blanks(&mut self) {
        while let Some(b' ' | b'\t') = self.peek() {
            self.at += 1;
        }
    }

    fn lines(&mut self) {
        while let Some(byte) = self.peek() {
            self.at += match byte {
                b' ' | b'\t' | b'\n' => 1,
                b'\r' if self.text.as_bytes().get(self.at + 1) == Some(&b'\n') => 2,
                _ => return,
            };
        }
    }
}
