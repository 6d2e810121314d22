//! The lines, statements and comments of a parsed text.

use std::ops::Range;

use crate::document::tree::{Id, NodeKind, TableKind, TomlTree};

/// A statement: a header, or a key with its value.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Statement {
    pub span: Range<usize>,
    pub is_header: bool,
}

/// A part of a node in the text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Part {
    /// A header and everything up to the next; the number of the header's statement.
    Section(usize),
    /// A statement; its number.
    Line(usize),
    /// A value between brackets.
    Entry(Id),
}

/// A text with its statements.
#[derive(Debug)]
pub(crate) struct SourceMap<'a, 't> {
    pub tree: &'a TomlTree<'t>,
    pub text: &'t str,
    pub statements: Vec<Statement>,
    /// The line ending to use in a text that has none.
    default_eol: &'static str,
}

impl<'a, 't> SourceMap<'a, 't> {
    pub fn new(tree: &'a TomlTree<'t>, default_eol: &'static str) -> Self {
        let headers = tree.headers().iter().map(|header| Statement {
            span: header.span(),
            is_header: true,
        });
        let tops = tree.ids().filter(|id| tree.is_top(*id));
        let lines = tops.map(|id| Statement {
            span: tree.start(id)..tree.value_span(id).end,
            is_header: false,
        });
        let mut statements: Vec<Statement> = headers.chain(lines).collect();
        // The stable sort detects the two ordered runs and merges them.
        statements.sort_by_key(|statement| statement.span.start);
        Self {
            tree,
            text: tree.source(),
            statements,
            default_eol,
        }
    }

    /// The number of the statement that begins there.
    pub fn statement_at(&self, start: usize) -> Option<usize> {
        self.statements
            .binary_search_by_key(&start, |statement| statement.span.start)
            .ok()
    }

    /// The beginning of a byte's line, after a byte-order mark.
    pub fn line_start(&self, at: usize) -> usize {
        let before = &self.text.as_bytes()[..at];
        let newline = before.iter().rposition(|&byte| byte == b'\n');
        newline.map_or(self.text_start(), |newline| newline + 1)
    }

    /// The end of a byte's line, newline included.
    pub fn line_end(&self, at: usize) -> usize {
        let after = &self.text.as_bytes()[at..];
        let newline = after.iter().position(|&byte| byte == b'\n');
        newline.map_or(self.text.len(), |newline| at + newline + 1)
    }

    /// The first byte after a byte-order mark.
    pub fn text_start(&self) -> usize {
        if self.text.starts_with('\u{feff}') {
            '\u{feff}'.len_utf8()
        } else {
            0
        }
    }

    /// The blanks before a byte, if there is nothing else before it on its line.
    pub fn indent(&self, at: usize) -> Option<&'t str> {
        let before = &self.text[self.line_start(at)..at];
        before.bytes().all(is_blank).then_some(before)
    }

    /// The line ending before a byte, else the first one.
    pub fn eol(&self, at: usize) -> &'static str {
        eol_near(self.text, at).unwrap_or(self.default_eol)
    }

    /// The next byte that is neither whitespace nor in a comment.
    pub fn next_token(&self, mut at: usize) -> usize {
        let bytes = self.text.as_bytes();
        while let Some(&byte) = bytes.get(at) {
            match byte {
                b' ' | b'\t' | b'\r' | b'\n' => at += 1,
                b'#' => at = self.line_end(at),
                _ => break,
            }
        }
        at
    }

    /// Whether only blanks and a comment follow on the line.
    pub fn ends_line(&self, at: usize) -> bool {
        let rest = &self.text.as_bytes()[at..];
        let next = rest.iter().find(|&&byte| !is_blank(byte));
        matches!(next, None | Some(b'#' | b'\r' | b'\n'))
    }

    /// The comma after a value, if there is one.
    pub fn comma(&self, end: usize) -> Option<usize> {
        let at = self.next_token(end);
        (self.text.as_bytes().get(at) == Some(&b',')).then_some(at)
    }

    /// The beginning of the line above another, which must not be the first.
    pub fn line_above(&self, start: usize) -> usize {
        self.line_start(start - 1)
    }

    /// The beginning of a statement's lines, with the comments directly above it unless those begin
    /// the file.
    pub fn start_with_comments(&self, number: usize) -> usize {
        let own = self.line_start(self.statements[number].span.start);
        let floor = match number.checked_sub(1) {
            Some(before) => self.line_end(self.statements[before].span.end),
            None => self.text_start(),
        };
        let mut start = own;
        while start > floor {
            let above = self.line_above(start).max(floor);
            if !self.is_comment(above) {
                break;
            }
            start = above;
        }
        if start == self.text_start() {
            own
        } else {
            start
        }
    }

    /// How many empty lines there are above a statement and its comments.
    pub fn empty_lines_above(&self, number: usize) -> usize {
        let mut at = self.start_with_comments(number);
        let mut count = 0;
        while at > self.text_start() && self.is_empty_line(self.line_above(at)) {
            at = self.line_above(at);
            count += 1;
        }
        count
    }

    /// The end of a statement's lines, with a comment after it.
    pub fn statement_end(&self, number: usize) -> usize {
        self.line_end(self.statements[number].span.end)
    }

    /// The end of a section: after its last statement and the comments directly below that, unless
    /// they are directly above the next header.
    pub fn section_end(&self, number: usize) -> usize {
        let below = &self.statements[number + 1..];
        let count = below.iter().take_while(|below| !below.is_header).count();
        let last = number + count;
        let end = self.statement_end(last);
        let ceiling = match self.statements.get(last + 1) {
            Some(_) => self.start_with_comments(last + 1),
            None => self.text.len(),
        };
        let mut at = end;
        while at < ceiling && self.is_comment(at) {
            at = self.line_end(at);
        }
        at
    }

    /// Whether the line that begins there holds only a comment.
    pub fn is_comment(&self, start: usize) -> bool {
        let line = &self.text.as_bytes()[start..];
        line.iter().find(|&&byte| !is_blank(byte)) == Some(&b'#')
    }

    /// Whether a line begins there and is empty.
    pub fn is_empty_line(&self, start: usize) -> bool {
        start < self.text.len()
            && self.text.as_bytes()[start..self.line_end(start)]
                .iter()
                .all(u8::is_ascii_whitespace)
    }

    /// All parts of a node and its children.
    pub fn parts(&self, id: Id) -> Vec<Part> {
        let mut parts = Vec::new();
        self.collect_parts(id, false, &mut parts);
        parts
    }

    /// A section is one part with all its statements, even those with dotted keys. The limits of
    /// the tree bound the recursion.
    fn collect_parts(&self, id: Id, in_section: bool, parts: &mut Vec<Part>) {
        let tree = self.tree;
        let in_section = match tree.kind(id) {
            NodeKind::Table(TableKind::Header) => {
                let header = self.statement_at(tree.value_span(id).start);
                parts.extend(header.map(Part::Section));
                true
            }
            NodeKind::Table(TableKind::Dotted) => in_section,
            NodeKind::Table(kind) if kind != TableKind::Inline => false,
            NodeKind::ArrayOfTables => false,
            _ if tree.is_top(id) => {
                parts.extend(self.statement_at(tree.start(id)).map(Part::Line));
                return;
            }
            _ => {
                parts.push(Part::Entry(id));
                return;
            }
        };
        for child in tree.children(id) {
            if !(in_section && tree.is_top(child)) {
                self.collect_parts(child, in_section, parts);
            }
        }
    }

    /// The end of a part.
    pub fn part_end(&self, part: &Part) -> usize {
        match part {
            Part::Section(number) => self.section_end(*number),
            Part::Line(number) => self.statement_end(*number),
            Part::Entry(id) => self.tree.value_span(*id).end,
        }
    }
}

/// The line ending before a byte, else the first one, if there is any.
pub(crate) fn eol_near(text: &str, at: usize) -> Option<&'static str> {
    let bytes = text.as_bytes();
    let before = bytes[..at].iter().rposition(|&byte| byte == b'\n');
    let newline = before.or_else(|| bytes.iter().position(|&byte| byte == b'\n'))?;
    if bytes[..newline].ends_with(b"\r") {
        Some("\r\n")
    } else {
        Some("\n")
    }
}

const fn is_blank(byte: u8) -> bool {
    byte == b' ' || byte == b'\t'
}
