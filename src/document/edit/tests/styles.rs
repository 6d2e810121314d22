//! Random books, written in every way that people may choose: blocks, tables for rows,
//! dotted keys, one line a person, one pair of braces for everyone; with either line
//! ending, with or without a byte-order mark and a final newline, with comments
//! and odd quotes wherever TOML allows.
//!
//! The writer does not use the editor. It numbers its comments, so that a test can tell
//! which ones are left.

use std::fmt::Write as _;

use proptest::prelude::*;

use crate::document::edit::tests::someone::Someone;

/// How a file is written.
#[derive(Debug, Clone, Copy)]
pub enum Spelling {
    /// `[people.x]`, rows in arrays, one per line.
    Blocks,
    /// `[people.x]`, rows in arrays on one line.
    Narrow,
    /// `[people.x]` and `[[people.x.log]]`, the rows sometimes far from the person.
    Tables,
    /// `people.x.name = …`.
    Dotted,
    /// `[people]` and `x.name = …`.
    DottedBelow,
    /// `[people]` and `x = { … }`.
    Lines,
    /// `people = { x = { … } }`.
    Braces,
    /// The same over several lines, as TOML 1.1 allows.
    TallBraces,
}

/// The whole style.
#[derive(Debug, Clone)]
#[expect(
    clippy::struct_excessive_bools,
    reason = "each is a coin that is tossed alone"
)]
pub struct Style {
    pub spelling: Spelling,
    pub crlf: bool,
    pub mark: bool,
    pub newline: bool,
    pub comments: bool,
    pub gap: bool,
    pub comma: bool,
    pub tight: bool,
    pub indent: &'static str,
    pub interleaved: bool,
}

pub fn style() -> impl Strategy<Value = Style> {
    use Spelling::*;
    let spelling = prop::sample::select(vec![
        Blocks,
        Blocks,
        Narrow,
        Tables,
        Dotted,
        DottedBelow,
        Lines,
        Braces,
        TallBraces,
    ]);
    let flags = prop::array::uniform8(any::<bool>());
    let indent = prop::sample::select(vec!["", "", "  ", "\t"]);
    (spelling, flags, indent).prop_map(
        |(
            spelling,
            [
                crlf,
                mark,
                newline,
                comments,
                gap,
                comma,
                tight,
                interleaved,
            ],
            indent,
        )| Style {
            spelling,
            crlf,
            mark,
            newline,
            comments,
            gap,
            comma,
            tight,
            indent,
            interleaved,
        },
    )
}

/// Writes lines with numbered comments among them.
struct Writer<'s> {
    style: &'s Style,
    text: String,
    comments: usize,
}

impl Writer<'_> {
    fn line(&mut self, line: &str) {
        self.text.push_str(line);
        if self.style.comments && self.comments.is_multiple_of(3) {
            self.text.push(' ');
            self.comment();
        } else {
            self.comments += usize::from(self.style.comments);
            self.text.push('\n');
        }
    }

    fn comment(&mut self) {
        self.comments += 1;
        let number = self.comments;
        let _ = writeln!(self.text, "# c{number};");
    }

    fn comment_line(&mut self) {
        if self.style.comments {
            self.text.push_str(self.style.indent);
            self.comment();
        }
    }

    fn gap(&mut self) {
        if self.style.gap {
            self.text.push('\n');
        }
    }

    fn equals(&self) -> &'static str {
        if self.style.tight { "=" } else { " = " }
    }

    fn table(&self, fields: &[(&str, String)]) -> String {
        let equals = self.equals();
        let fields: Vec<String> = fields
            .iter()
            .map(|(key, value)| format!("{key}{equals}{value}"))
            .collect();
        if self.style.tight {
            format!("{{{}}}", fields.join(","))
        } else {
            format!("{{ {} }}", fields.join(", "))
        }
    }

    fn short(&self, rows: &[Vec<(&str, String)>]) -> String {
        let rows: Vec<String> = rows.iter().map(|row| self.table(row)).collect();
        let comma = if self.style.comma && !rows.is_empty() {
            ","
        } else {
            ""
        };
        format!("[{}{comma}]", rows.join(", "))
    }

    /// `key = [`, then one row per line.
    fn tall(&mut self, key: &str, rows: &[Vec<(&str, String)>]) {
        let equals = self.equals();
        let indent = self.style.indent;
        self.line(&format!("{indent}{key}{equals}["));
        for (at, row) in rows.iter().enumerate() {
            let is_last = at + 1 == rows.len();
            let comma = if is_last && !self.style.comma {
                ""
            } else {
                ","
            };
            let row = self.table(row);
            self.line(&format!("{indent}  {row}{comma}"));
            if is_last {
                self.comment_line();
            }
        }
        self.line(&format!("{indent}]"));
    }

    fn fields(&mut self, prefix: &str, one: &Someone) {
        let equals = self.equals();
        let indent = self.style.indent;
        for (key, value) in &one.fields {
            self.line(&format!("{indent}{prefix}{key}{equals}{value}"));
        }
    }

    fn block(&mut self, one: &Someone) {
        let indent = self.style.indent;
        let handle = &one.handle;
        self.comment_line();
        self.line(&format!("{indent}[people.{handle}]"));
        self.fields("", one);
        let lists = [("promises", &one.promises), ("log", &one.log)];
        for (key, rows) in lists {
            if rows.is_empty() {
                continue;
            }
            match self.style.spelling {
                Spelling::Narrow => {
                    let rows = self.short(rows);
                    let equals = self.equals();
                    self.line(&format!("{indent}{key}{equals}{rows}"));
                }
                Spelling::Tables => {}
                _ => self.tall(key, rows),
            }
        }
    }

    fn tables(&mut self, one: &Someone) {
        let indent = self.style.indent;
        let equals = self.equals();
        for (key, rows) in [("promises", &one.promises), ("log", &one.log)] {
            for row in rows {
                self.gap();
                self.comment_line();
                self.line(&format!("{indent}[[ people.{}.{key} ]]", one.handle));
                for (key, value) in row {
                    self.line(&format!("{indent}{key}{equals}{value}"));
                }
            }
        }
    }

    fn dotted(&mut self, prefix: &str, people: &[Someone]) {
        for one in people {
            let prefix = format!("{prefix}{}.", one.handle);
            self.comment_line();
            self.fields(&prefix, one);
            for (key, rows) in [("promises", &one.promises), ("log", &one.log)] {
                if !rows.is_empty() {
                    self.tall(&format!("{prefix}{key}"), rows);
                }
            }
        }
    }

    /// One person in braces.
    fn braces(&self, one: &Someone) -> String {
        let mut fields = one.fields.clone();
        for (key, rows) in [("promises", &one.promises), ("log", &one.log)] {
            if !rows.is_empty() {
                fields.push((key, self.short(rows)));
            }
        }
        self.table(&fields)
    }
}

/// Writes the people in a style.
pub fn write(people: &[Someone], style: &Style) -> String {
    let mut writer = Writer {
        style,
        text: String::new(),
        comments: 0,
    };
    writer.comment_line();
    writer.line("format = 1");
    writer.gap();
    match style.spelling {
        Spelling::Blocks | Spelling::Narrow => {
            for one in people {
                writer.block(one);
                writer.gap();
            }
        }
        Spelling::Tables => {
            for one in people {
                writer.block(one);
                if !style.interleaved {
                    writer.tables(one);
                }
                writer.gap();
            }
            if style.interleaved {
                for one in people {
                    writer.tables(one);
                }
            }
        }
        Spelling::Dotted => writer.dotted("people.", people),
        Spelling::DottedBelow => {
            writer.line("[people]");
            writer.dotted("", people);
        }
        Spelling::Lines => {
            writer.line("[ people ]");
            for one in people {
                let braces = writer.braces(one);
                writer.line(&format!("{}{} = {braces}", style.indent, one.handle));
            }
        }
        Spelling::Braces => {
            let all: Vec<String> = people
                .iter()
                .map(|one| format!("{} = {}", one.handle, writer.braces(one)))
                .collect();
            writer.line(&format!("people = {{ {} }}", all.join(", ")));
        }
        Spelling::TallBraces => {
            writer.line("people = {");
            for (at, one) in people.iter().enumerate() {
                let comma = if at + 1 == people.len() && !style.comma {
                    ""
                } else {
                    ","
                };
                let braces = writer.braces(one);
                writer.line(&format!("  {} = {braces}{comma}", one.handle));
                writer.comment_line();
            }
            writer.line("}");
        }
    }
    let mut text = writer.text;
    if !style.newline {
        text.truncate(text.trim_end().len());
    }
    if style.crlf {
        text = text.replace('\n', "\r\n");
    }
    if style.mark {
        text.insert(0, '\u{feff}');
    }
    text
}
