//! A place in the text that goes forward over TOML spelled plainly. Each function goes on
//! behind what it is named after, or says that it is not there.

use std::borrow::Cow;

use chrono::{Datelike, NaiveDate};

use crate::document::tree;

/// A place in the text.
pub struct Cursor<'t> {
    text: &'t str,
    at: usize,
}

impl<'t> Cursor<'t> {
    pub fn new(text: &'t str, at: usize) -> Self {
        Self { text, at }
    }

    /// The next byte, which is not passed.
    pub fn peek(&self) -> Option<u8> {
        self.text.as_bytes().get(self.at).copied()
    }

    /// The bytes from here on as long as they are of a kind.
    fn run(&mut self, is_one: impl Fn(u8) -> bool) -> &'t str {
        let rest = self.text.as_bytes().get(self.at..).unwrap_or_default();
        let end = rest.iter().position(|byte| !is_one(*byte));
        let start = self.at;
        self.at += end.unwrap_or(rest.len());
        self.text.get(start..self.at).unwrap_or_default()
    }

    pub fn expect(&mut self, what: &str) -> Option<()> {
        let rest = self.text.as_bytes().get(self.at..)?;
        rest.starts_with(what.as_bytes())
            .then(|| self.at += what.len())
    }

    /// Spaces and tabs, if there are any.
    pub fn blanks(&mut self) {
        self.run(|byte| byte == b' ' || byte == b'\t');
    }

    /// Blanks and a comment up to the end of the line or of the text.
    pub fn line_end(&mut self) -> Option<()> {
        self.blanks();
        if self.peek() == Some(b'#') {
            self.run(|byte| byte >= 0x20 && byte != 0x7f || byte == b'\t');
        }
        match self.peek() {
            None => Some(()),
            Some(b'\r') => self.expect("\r\n"),
            Some(_) => self.expect("\n"),
        }
    }

    /// Blanks, ends of lines and comments, up to something else.
    fn lines(&mut self) -> Option<()> {
        loop {
            self.blanks();
            match self.peek()? {
                b'\n' | b'\r' | b'#' => self.line_end()?,
                _ => return Some(()),
            }
        }
    }

    /// A word of letters, digits, hyphens and underscores; it may be empty.
    pub fn word(&mut self) -> &'t str {
        self.run(tree::is_bare_byte)
    }

    /// A key without quotes and the sign behind it.
    pub fn key(&mut self) -> Option<&'t str> {
        self.blanks();
        let key = self.word();
        self.blanks();
        self.expect("=")?;
        self.blanks();
        (!key.is_empty()).then_some(key)
    }

    /// A text in quotes on one line.
    pub fn string(&mut self) -> Option<Cow<'t, str>> {
        let open = self.at;
        let quote = self.peek().filter(|byte| matches!(byte, b'"' | b'\''))?;
        self.at += 1;
        let is_letter = |byte| byte >= 0x20 && byte != 0x7f && byte != quote;
        let mut has_escapes = false;
        if quote == b'\'' {
            self.run(is_letter);
        } else {
            self.run(|byte| is_letter(byte) && byte != b'\\');
            while self.expect("\\").is_some() {
                has_escapes = true;
                // What is behind it is of the text, be it a quote.
                self.at += 1;
                self.run(|byte| is_letter(byte) && byte != b'\\');
            }
        }
        let end = self.at;
        self.at += 1;
        if self.text.as_bytes().get(end) != Some(&quote) {
            return None;
        }
        if has_escapes {
            return tree::valid_string(self.text.get(open..=end)?);
        }
        // Two quotes and a third begin a text over several lines.
        let is_short = end > open + 1 || self.peek() != Some(quote);
        is_short.then_some(self.text.get(open + 1..end)?.into())
    }

    /// A day from the year 1 on.
    pub fn day(&mut self) -> Option<NaiveDate> {
        let raw = self.text.get(self.at..self.at + "2026-11-20".len())?;
        self.at += raw.len();
        tree::date(raw).filter(|day| day.year() >= 1)
    }

    pub fn flag(&mut self) -> Option<bool> {
        match self.word() {
            "true" => Some(true),
            "false" => Some(false),
            _ => None,
        }
    }

    /// A list in brackets of entries that are alike.
    pub fn list<T>(&mut self, entry: impl Fn(&mut Self) -> Option<T>) -> Option<Vec<T>> {
        let mut all = Vec::new();
        self.expect("[")?;
        self.lines()?;
        while self.peek() != Some(b']') {
            all.push(entry(self)?);
            self.lines()?;
            if self.expect(",").is_some() {
                self.lines()?;
            } else if self.peek() != Some(b']') {
                return None;
            }
        }
        self.expect("]")?;
        Some(all)
    }

    /// A table in braces on one line; its values are read by their keys.
    pub fn table(&mut self, mut value: impl FnMut(&mut Self, &'t str) -> Option<()>) -> Option<()> {
        self.expect("{")?;
        loop {
            let key = self.key()?;
            value(self, key)?;
            self.blanks();
            if self.expect(",").is_none() {
                return self.expect("}");
            }
        }
    }
}
