//! A plain log.

use crate::document::read::plain::Cursor;
use crate::document::tree::bare_length;
use crate::model::interaction::{Interaction, Kind, Size};

impl<'t> Cursor<'t> {
    /// A log, whose rows are added to those.
    pub(crate) fn log(&mut self, rows: &mut Vec<Interaction<'t>>) -> Option<()> {
        self.expect(b'[')?;
        self.lines()?;
        while self.expect(b']').is_none() {
            rows.push(self.row()?);
            self.next_entry()?;
        }
        Some(())
    }

    fn row(&mut self) -> Option<Interaction<'t>> {
        const USUAL: &str = "{ on = ";
        if self.rest()?.starts_with(USUAL) {
            self.at += USUAL.len();
        } else {
            self.expect(b'{')?;
            (self.key()? == "on").then_some(())?;
        }
        let day = self.day()?;
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
        let rest = self.rest()?.strip_prefix(", ")?;
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
                self.at += self.rest()?.starts_with("true").then_some(4)?;
            }
            "size" => row.size = Size::from_word(self.words()?)?,
            _ => return None,
        }
        Some(())
    }
}
