//! A position that moves forward over plainly spelled TOML. Each function moves past what it is
//! named after, or returns `None` if something else follows.

use std::borrow::Cow;

use chrono::{Datelike, NaiveDate};

use crate::document::tree;

/// A position in the text.
pub struct Cursor<'t> {
    text: &'t str,
    at: usize,
}

impl<'t> Cursor<'t> {
    pub fn new(text: &'t str, at: usize) -> Self {
        Self { text, at }
    }

    /// The next byte, without moving.
    pub fn peek(&self) -> Option<u8> {
        self.text.as_bytes().get(self.at).copied()
    }

    /// The next bytes that all fulfil a condition.
    fn take_while(&mut self, is_one: impl Fn(u8) -> bool) -> &'t str {
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

    /// Any spaces and tabs.
    pub fn blanks(&mut self) {
        self.take_while(|byte| byte == b' ' || byte == b'\t');
    }

    /// Blanks and a comment up to the end of the line or of the text.
    pub fn line_end(&mut self) -> Option<()> {
        self.blanks();
        if self.peek() == Some(b'#') {
            self.take_while(|byte| byte >= 0x20 && byte != 0x7f || byte == b'\t');
        }
        match self.peek() {
            None => Some(()),
            Some(b'\r') => self.expect("\r\n"),
            Some(_) => self.expect("\n"),
        }
    }

    /// Blanks, line endings and comments, up to anything else.
    fn lines(&mut self) -> Option<()> {
        loop {
            self.blanks();
            match self.peek()? {
                b'\n' | b'\r' | b'#' => self.line_end()?,
                _ => return Some(()),
            }
        }
    }

    /// A possibly empty word of letters, digits, hyphens and underscores.
    pub fn word(&mut self) -> &'t str {
        self.take_while(tree::is_bare_byte)
    }

    /// A key without quotes, and the equals sign.
    pub fn key(&mut self) -> Option<&'t str> {
        self.blanks();
        let key = self.word();
        self.blanks();
        self.expect("=")?;
        self.blanks();
        (!key.is_empty()).then_some(key)
    }

    /// A string in quotes on one line.
    pub fn string(&mut self) -> Option<Cow<'t, str>> {
        let open = self.at;
        let quote = self.peek().filter(|byte| matches!(byte, b'"' | b'\''))?;
        self.at += 1;
        let is_plain = |byte| byte >= 0x20 && byte != 0x7f && byte != quote;
        let mut has_escapes = false;
        if quote == b'\'' {
            self.take_while(is_plain);
        } else {
            self.take_while(|byte| is_plain(byte) && byte != b'\\');
            while self.expect("\\").is_some() {
                has_escapes = true;
                // The escaped character, which may be a quote.
                self.at += 1;
                self.take_while(|byte| is_plain(byte) && byte != b'\\');
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
        // Three quotes begin a multi-line string.
        let is_one_line = end > open + 1 || self.peek() != Some(quote);
        is_one_line.then_some(self.text.get(open + 1..end)?.into())
    }

    /// A date from the year 1 on.
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

    /// A list in brackets.
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

    /// A table in braces on one line; `value` reads the value of a key.
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
