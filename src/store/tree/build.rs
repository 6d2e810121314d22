//! Building the tree from the events of `toml_parser`, a few statements at a time.
//!
//! Tokens are lexed into one small buffer that is used again and again: lexing a whole file
//! first spends most of its time on memory that is touched once.

use toml_parser::decoder::Encoding;
use toml_parser::lexer::{Token, TokenKind};
use toml_parser::parser::{EventReceiver, parse_document};
use toml_parser::{ErrorSink, ParseError, Source, Span};

use super::keys::{self, KeyIndex};
use super::scalar;
use super::{DEEPEST, Header, MOST_BRACKETS, MOST_PARTS, NONE, Node, Shape, TableKind, Tree};

/// Tokens after which the buffer is handed on at the next end of a statement: 24 KB.
const BUFFER: usize = 1024;
/// Bytes of text for each node of a usual file; a guess that saves moving the arena.
const BYTES_PER_NODE: usize = 18;
/// Faults that are kept; the rest is counted.
const MOST_FAULTS: usize = 64;

/// Said when brackets, dotted keys or both are nested too deeply.
pub const TOO_DEEP: &str = "nested too deeply";
/// Said when a key is there twice, or a table is opened twice.
pub const DUPLICATE: &str = "duplicate key";
/// Said when a key goes on into something that is no table, or a closed one.
pub const CLOSED: &str = "cannot be extended";

/// One fault of the text as TOML.
#[derive(Debug, Clone)]
pub struct Fault {
    /// In the words of `toml_parser`, or one of the constants of this module.
    pub what: String,
    /// Where.
    pub at: std::ops::Range<usize>,
    /// The earlier key that a repeated one repeats, or the bracket that is not closed.
    pub context: Option<std::ops::Range<usize>>,
    /// What would be right there, in the words of `toml_parser`.
    pub expected: &'static [toml_parser::Expected],
}

/// The first faults of a text, and how many there are.
#[derive(Debug, Default)]
pub struct Faults {
    /// In the order in which they were met.
    pub list: Vec<Fault>,
    /// How many there are in all.
    pub count: usize,
}

impl ErrorSink for Faults {
    #[cold]
    fn report_error(&mut self, error: ParseError) {
        self.count += 1;
        if self.list.len() < MOST_FAULTS {
            let range = |span: Span| span.start()..span.end().max(span.start());
            let at = error.unexpected().or(error.context()).map_or(0..0, range);
            self.list.push(Fault {
                what: error.description().to_owned(),
                at,
                context: error.context().map(range),
                expected: error.expected().unwrap_or_default(),
            });
        }
    }
}

pub fn build(text: &str) -> Result<Tree<'_>, Faults> {
    let mut faults = Faults::default();
    if u32::try_from(text.len()).is_err() {
        faults.report_error(ParseError::new("larger than 4 GiB"));
        return Err(faults);
    }
    let mut lexer = Source::new(text).lex();
    let mut builder = Builder::new(text);
    let mut tokens = Vec::with_capacity(2 * BUFFER);
    while next_statements(&mut lexer, &mut tokens) {
        builder.begin();
        parse_document(&tokens, &mut builder, &mut faults);
    }
    if faults.count == 0 {
        Ok(Tree {
            text,
            nodes: builder.nodes,
            headers: builder.headers,
            index: builder.index,
        })
    } else {
        Err(faults)
    }
}

/// Lexes whole statements until the buffer is well filled. Where brackets do not match, the
/// parser finds that in the same buffer, so splitting there makes nothing valid.
fn next_statements(lexer: &mut toml_parser::lexer::Lexer<'_>, tokens: &mut Vec<Token>) -> bool {
    tokens.clear();
    let mut depth = 0usize;
    for token in lexer {
        tokens.push(token);
        match token.kind() {
            TokenKind::LeftSquareBracket | TokenKind::LeftCurlyBracket => depth += 1,
            TokenKind::RightSquareBracket | TokenKind::RightCurlyBracket => {
                depth = depth.saturating_sub(1);
            }
            TokenKind::Newline if depth == 0 && tokens.len() >= BUFFER => return true,
            TokenKind::Newline
            | TokenKind::Dot
            | TokenKind::Equals
            | TokenKind::Comma
            | TokenKind::Whitespace
            | TokenKind::Comment
            | TokenKind::LiteralString
            | TokenKind::BasicString
            | TokenKind::MlLiteralString
            | TokenKind::MlBasicString
            | TokenKind::Atom
            | TokenKind::Eof => {}
        }
    }
    !tokens.is_empty()
}

/// An open bracket.
#[derive(Clone, Copy)]
struct Frame {
    node: u32,
    is_array: bool,
    depth: usize,
}

/// Where the next value goes.
#[derive(Clone, Copy)]
struct Slot {
    table: u32,
    start: u32,
    key: (u32, u32),
    depth: usize,
}

struct Builder<'t> {
    text: &'t str,
    nodes: Vec<Node>,
    headers: Vec<Header>,
    index: KeyIndex<'t>,
    /// The table that statements go into, and how deep it lies.
    table: u32,
    table_depth: usize,
    /// The parts of the key that is being read.
    path: Vec<(u32, u32)>,
    path_too_long: bool,
    frames: Vec<Frame>,
    slot: Option<Slot>,
    header: Option<Span>,
}

impl<'t> Builder<'t> {
    fn new(text: &'t str) -> Self {
        let mut nodes = Vec::with_capacity(text.len() / BYTES_PER_NODE + 1);
        nodes.push(blank(Shape::Table(TableKind::Root)));
        Self {
            text,
            nodes,
            headers: Vec::new(),
            index: KeyIndex::default(),
            table: 0,
            table_depth: 0,
            path: Vec::new(),
            path_too_long: false,
            frames: Vec::new(),
            slot: None,
            header: None,
        }
    }

    /// Forgets what a faulty statement left open.
    fn begin(&mut self) {
        self.frames.clear();
        self.begin_key();
        self.slot = None;
        self.header = None;
    }

    fn begin_key(&mut self) {
        self.path.clear();
        self.path_too_long = false;
    }

    fn add(&mut self, node: Node) -> u32 {
        self.nodes.push(node);
        // There are fewer nodes than bytes, and those fit into 32 bits.
        u32::try_from(self.nodes.len() - 1).unwrap_or(NONE - 1)
    }

    fn link(&mut self, parent: u32, child: u32) {
        let node = &mut self.nodes[parent as usize];
        let last = std::mem::replace(&mut node.last, child);
        node.count += 1;
        let is_table = matches!(node.shape, Shape::Table(_));
        if last == NONE {
            node.first = child;
        } else {
            self.nodes[last as usize].next = child;
        }
        if is_table {
            keys::note(self.text, &self.nodes, &mut self.index, parent, child);
        }
    }

    fn find(&self, table: u32, (start, end): (u32, u32)) -> u32 {
        let key = keys::decoded(&self.text[start as usize..end as usize]);
        keys::find(self.text, &self.nodes, &self.index, table, &key)
    }

    /// Goes from a table along all parts of the key but the last. `made` is what a missing
    /// table on the way becomes, and tells where the key stands: `Implicit` in a header,
    /// `Dotted` in a statement, `InlineDotted` between braces.
    fn descend(&mut self, from: u32, made: TableKind, errors: &mut dyn ErrorSink) -> Option<u32> {
        let mut table = from;
        for at in 0..self.path.len().saturating_sub(1) {
            let key = self.path[at];
            let found = self.find(table, key);
            table = if found == NONE {
                let start = self.path[0].0;
                let mut node = blank(Shape::Table(made));
                (node.start, node.key_start, node.key_end) = (start, key.0, key.1);
                (node.value_start, node.value_end) = key;
                let child = self.add(node);
                self.link(table, child);
                child
            } else {
                self.step_into(found, key, made, errors)?
            };
        }
        Some(table)
    }

    /// One step of [`Self::descend`] into something that is there already.
    fn step_into(
        &mut self,
        found: u32,
        key: (u32, u32),
        made: TableKind,
        errors: &mut dyn ErrorSink,
    ) -> Option<u32> {
        let refuse = |what, errors: &mut dyn ErrorSink| {
            errors.report_error(ParseError::new(what).with_unexpected(span(key)));
            None
        };
        let node = &mut self.nodes[found as usize];
        match node.shape {
            Shape::Table(kind) => {
                if kind.is_inline() && made != TableKind::InlineDotted {
                    return refuse(CLOSED, errors);
                }
                if made == TableKind::Implicit {
                    return Some(found);
                }
                if !kind.is_implicit() {
                    return refuse(DUPLICATE, errors);
                }
                if kind == TableKind::Implicit {
                    // A dotted key closes it for headers.
                    node.shape = Shape::Table(TableKind::Dotted);
                }
                Some(found)
            }
            Shape::Tables if made != TableKind::InlineDotted => Some(node.last),
            Shape::Tables
            | Shape::Array
            | Shape::Text { .. }
            | Shape::Whole
            | Shape::Number
            | Shape::Flag
            | Shape::Day
            | Shape::Moment => refuse(CLOSED, errors),
        }
    }

    fn open_header(&mut self, at: Span) {
        self.begin();
        self.header = Some(at);
    }

    fn close_header(&mut self, at: Span, is_array: bool, errors: &mut dyn ErrorSink) {
        let Some(open) = self.header.take() else {
            return;
        };
        let whole = open.append(at);
        self.table_depth = self.path.len();
        // After a fault the statements below still want a table, and it must be no other's.
        self.table = match self.path.last() {
            Some(&key) if !self.path_too_long => {
                let opened = self.open_table(key, whole, is_array, errors);
                opened.unwrap_or_else(|| self.add(blank(Shape::Table(TableKind::Header))))
            }
            Some(_) | None => self.add(blank(Shape::Table(TableKind::Header))),
        };
        let (start, end) = bounds(whole);
        self.headers.push(Header { start, end });
        self.begin_key();
    }

    fn open_table(
        &mut self,
        key: (u32, u32),
        whole: Span,
        is_array: bool,
        errors: &mut dyn ErrorSink,
    ) -> Option<u32> {
        let parent = self.descend(0, TableKind::Implicit, errors)?;
        let found = self.find(parent, key);
        let (start, end) = bounds(whole);
        let mut node = blank(Shape::Table(TableKind::Header));
        (node.start, node.key_start, node.key_end) = (start, key.0, key.1);
        (node.value_start, node.value_end) = (start, end);
        let shape = (found != NONE).then(|| self.nodes[found as usize].shape);
        match (shape, is_array) {
            (None, false) => {
                let table = self.add(node);
                self.link(parent, table);
                Some(table)
            }
            (None, true) => {
                let tables = self.add(Node {
                    shape: Shape::Tables,
                    ..node
                });
                self.link(parent, tables);
                Some(self.add_element(tables, node))
            }
            (Some(Shape::Tables), true) => Some(self.add_element(found, node)),
            (Some(Shape::Table(TableKind::Implicit)), false) => {
                let old = &mut self.nodes[found as usize];
                old.shape = node.shape;
                (old.start, old.value_start, old.value_end) = (start, start, end);
                (old.key_start, old.key_end) = key;
                Some(found)
            }
            (Some(_), _) => {
                self.report_duplicate(found, key, errors);
                None
            }
        }
    }

    fn add_element(&mut self, tables: u32, node: Node) -> u32 {
        let table = self.add(node);
        self.link(tables, table);
        table
    }

    #[cold]
    fn report_duplicate(&self, old: u32, key: (u32, u32), errors: &mut dyn ErrorSink) {
        let node = &self.nodes[old as usize];
        errors.report_error(
            ParseError::new(DUPLICATE)
                .with_unexpected(span(key))
                .with_context(span((node.key_start, node.key_end))),
        );
    }

    /// The key is complete: finds the table that its value goes into.
    fn finish_key(&mut self, errors: &mut dyn ErrorSink) {
        self.slot = self.find_slot(errors);
        self.begin_key();
    }

    fn find_slot(&mut self, errors: &mut dyn ErrorSink) -> Option<Slot> {
        let (from, base, made) = match self.frames.last() {
            None => (self.table, self.table_depth, TableKind::Dotted),
            Some(frame) if frame.is_array => return None,
            Some(frame) => (frame.node, frame.depth, TableKind::InlineDotted),
        };
        let (&key, &(start, _)) = (self.path.last()?, self.path.first()?);
        let depth = base + self.path.len();
        if self.path_too_long || depth > DEEPEST {
            if !self.path_too_long {
                errors.report_error(ParseError::new(TOO_DEEP).with_unexpected(span(key)));
            }
            return None;
        }
        let table = self.descend(from, made, errors)?;
        let kind = self.nodes[table as usize].shape;
        // A dotted key may not add to a table that has a header, nor to the last element of
        // an array of tables.
        let is_closed =
            self.path.len() > 1 && !matches!(kind, Shape::Table(kind) if kind.is_implicit());
        let found = self.find(table, key);
        if found != NONE || is_closed {
            self.report_duplicate(if found == NONE { table } else { found }, key, errors);
            return None;
        }
        Some(Slot {
            table,
            start,
            key,
            depth,
        })
    }

    /// Puts a value where it belongs and gives its depth.
    fn place(&mut self, at: Span, shape: Shape) -> (u32, usize) {
        let mut node = blank(shape);
        (node.value_start, node.value_end) = bounds(at);
        node.start = node.value_start;
        node.top = self.frames.is_empty();
        match (self.frames.last().copied(), self.slot.take()) {
            (Some(frame), _) if frame.is_array => {
                let child = self.add(node);
                self.link(frame.node, child);
                (child, frame.depth + 1)
            }
            (_, Some(slot)) => {
                (node.start, node.key_start, node.key_end) = (slot.start, slot.key.0, slot.key.1);
                let child = self.add(node);
                self.link(slot.table, child);
                (child, slot.depth + 1)
            }
            // A value without a key was reported where the key was read.
            (_, None) => (self.add(node), 0),
        }
    }

    fn open(&mut self, at: Span, shape: Shape, errors: &mut dyn ErrorSink) -> bool {
        let (node, depth) = self.place(at, shape);
        self.frames.push(Frame {
            node,
            is_array: shape == Shape::Array,
            depth,
        });
        let fits = self.frames.len() <= MOST_BRACKETS && depth <= DEEPEST;
        if !fits {
            errors.report_error(ParseError::new(TOO_DEEP).with_unexpected(at));
        }
        fits
    }

    fn close(&mut self, at: Span) {
        if let Some(frame) = self.frames.pop() {
            self.nodes[frame.node as usize].value_end = bounds(at).1;
        }
        self.begin_key();
        self.slot = None;
    }

    fn raw(&self, at: Span) -> &'t str {
        self.text.get(at.start()..at.end()).unwrap_or_default()
    }
}

impl EventReceiver for Builder<'_> {
    fn std_table_open(&mut self, at: Span, _errors: &mut dyn ErrorSink) {
        self.open_header(at);
    }

    fn array_table_open(&mut self, at: Span, _errors: &mut dyn ErrorSink) {
        self.open_header(at);
    }

    fn std_table_close(&mut self, at: Span, errors: &mut dyn ErrorSink) {
        self.close_header(at, false, errors);
    }

    fn array_table_close(&mut self, at: Span, errors: &mut dyn ErrorSink) {
        self.close_header(at, true, errors);
    }

    fn inline_table_open(&mut self, at: Span, errors: &mut dyn ErrorSink) -> bool {
        self.open(at, Shape::Table(TableKind::Inline), errors)
    }

    fn inline_table_close(&mut self, at: Span, _errors: &mut dyn ErrorSink) {
        self.close(at);
    }

    fn array_open(&mut self, at: Span, errors: &mut dyn ErrorSink) -> bool {
        self.open(at, Shape::Array, errors)
    }

    fn array_close(&mut self, at: Span, _errors: &mut dyn ErrorSink) {
        self.close(at);
    }

    fn simple_key(&mut self, at: Span, kind: Option<Encoding>, errors: &mut dyn ErrorSink) {
        keys::check(self.raw(at), at, kind, errors);
        if self.path.len() < MOST_PARTS {
            self.path.push(bounds(at));
        } else if !self.path_too_long {
            self.path_too_long = true;
            errors.report_error(ParseError::new(TOO_DEEP).with_unexpected(at));
        }
    }

    fn key_val_sep(&mut self, _at: Span, errors: &mut dyn ErrorSink) {
        self.finish_key(errors);
    }

    fn scalar(&mut self, at: Span, kind: Option<Encoding>, errors: &mut dyn ErrorSink) {
        let shape = scalar::shape(self.raw(at), at, kind, errors);
        self.place(at, shape);
    }

    fn value_sep(&mut self, _at: Span, _errors: &mut dyn ErrorSink) {
        self.begin_key();
    }

    fn comment(&mut self, at: Span, errors: &mut dyn ErrorSink) {
        let raw = self.raw(at);
        let is_plain = |byte: u8| byte >= 0x20 && byte != 0x7f || byte == b'\t';
        if !raw.bytes().all(is_plain) {
            toml_parser::Raw::new_unchecked(raw, None, at).decode_comment(errors);
        }
    }

    fn newline(&mut self, at: Span, errors: &mut dyn ErrorSink) {
        let raw = self.raw(at);
        if raw == "\r" {
            toml_parser::Raw::new_unchecked(raw, None, at).decode_newline(errors);
        }
        if self.frames.is_empty() {
            self.begin_key();
        }
    }
}

fn blank(shape: Shape) -> Node {
    Node {
        start: 0,
        key_start: 0,
        key_end: 0,
        value_start: 0,
        value_end: 0,
        next: NONE,
        first: NONE,
        last: NONE,
        count: 0,
        shape,
        top: false,
    }
}

/// The text is smaller than 4 GiB, or it would have been refused.
#[expect(
    clippy::cast_possible_truncation,
    reason = "the text fits into 32 bits"
)]
fn bounds(at: Span) -> (u32, u32) {
    (at.start() as u32, at.end() as u32)
}

fn span((start, end): (u32, u32)) -> Span {
    Span::new_unchecked(start as usize, end as usize)
}
