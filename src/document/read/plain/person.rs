//! A plain person: what `add`, `log`, `edit` and most hands write.

use crate::document::read::plain::{Cursor, taken_out};
use crate::model::custom_fields::Text;
use crate::model::interaction::Interaction;
use crate::model::person::{Cadence, Level, Person};

impl<'t> Cursor<'t> {
    /// A person from below the header up to the next one, or to the end of the text.
    pub(crate) fn person(
        &mut self,
        handle: &'t str,
        rows: &mut Vec<Interaction<'t>>,
    ) -> Option<Person<'t>> {
        let mut person = Person {
            handle: handle.into(),
            ..Person::default()
        };
        loop {
            self.blanks();
            match self.peek() {
                None | Some(b'[') => break,
                Some(b'\n' | b'\r' | b'#') => {}
                Some(_) => {
                    let key = self.key()?;
                    self.field(key, &mut person, rows)?;
                }
            }
            self.line_end()?;
        }
        let is_whole = !person.name.is_empty() && !self.goes_on(handle);
        is_whole.then_some(person)
    }

    /// Reads the value of a field that was not there yet.
    fn field(
        &mut self,
        key: &str,
        person: &mut Person<'t>,
        rows: &mut Vec<Interaction<'t>>,
    ) -> Option<()> {
        match key {
            "name" => {
                let name = self.words()?;
                let is_first = person.name.is_empty() && !name.trim().is_empty();
                person.name = name.into();
                is_first.then_some(())
            }
            "added" => set(&mut person.added, self.day()?),
            "archived" => set(&mut person.archived, self.day()?),
            "dept" => self.text_of(&mut person.dept),
            "role" => self.text_of(&mut person.role),
            "org" => self.text_of(&mut person.org),
            "boss" => self.text_of(&mut person.boss),
            "about" => self.text_of(&mut person.about),
            "helps" => self.list_of(&mut person.helps),
            "cares" => self.list_of(&mut person.cares),
            "tags" => self.list_of(&mut person.tags),
            "email" => self.list_of(&mut person.email),
            "phone" => self.list_of(&mut person.phone),
            "level" => set(&mut person.level, Level::from_word(self.words()?)?),
            "every" => set(&mut person.every, self.every()?),
            "known" => self.raise(&mut person.known),
            "remote" => self.raise(&mut person.remote),
            "log" if person.log.is_empty() => {
                self.log(rows)?;
                person.log = taken_out(rows);
                (!person.log.is_empty()).then_some(())
            }
            _ => None,
        }
    }

    fn text_of(&mut self, field: &mut Option<Text<'t>>) -> Option<()> {
        set(field, self.words()?.into())
    }

    /// A list of texts. An empty one is left to the tree, which notes that it was there.
    fn list_of(&mut self, field: &mut Vec<Text<'t>>) -> Option<()> {
        if !field.is_empty() {
            return None;
        }
        self.expect(b'[')?;
        self.lines()?;
        while self.expect(b']').is_none() {
            field.push(self.words()?.into());
            self.next_entry()?;
        }
        (!field.is_empty()).then_some(())
    }

    /// A whole number of days, or a word for one.
    fn every(&mut self) -> Option<Cadence> {
        if self.peek() == Some(b'"') {
            return Cadence::from_word(self.words()?);
        }
        let days = self.word()?;
        let is_plain = !days.starts_with('0') && days.bytes().all(|byte| byte.is_ascii_digit());
        Cadence::from_days(days.parse().ok().filter(|_| is_plain)?)
    }

    /// `true`; `false` says nothing, and is left to the tree.
    fn raise(&mut self, flag: &mut bool) -> Option<()> {
        let is_first = !std::mem::replace(flag, true);
        (is_first && self.word()? == "true").then_some(())
    }

    /// Whether the header that begins here is of a table in that person's.
    fn goes_on(&self, handle: &str) -> bool {
        let header = self.rest().unwrap_or_default().trim_start_matches('[');
        header
            .strip_prefix("people.")
            .and_then(|header| header.strip_prefix(handle))
            .is_some_and(|header| header.starts_with('.'))
    }
}

/// Sets what was not set; a key that is there twice is for the tree to refuse.
fn set<T>(field: &mut Option<T>, value: T) -> Option<()> {
    field.replace(value).is_none().then_some(())
}
