//! Statements of the plain spelling, read byte by byte without tokens.
//!
//! Almost every line of a usual file is one of these: headers, keys without quotes, texts in
//! quotes on one line, days, whole numbers, `true`, lists and tables in braces of them.
//! Whatever is spelled in any other way, and whatever is wrong, is left to `toml_parser`:
//! a statement is put into the tree only after its last byte was found to be plain.

use toml_parser::Span;

use crate::document::tree::builder::Builder;
use crate::document::tree::keys::{LINEAR, is_bare_byte};
use crate::document::tree::node::{Node, blank, bounds};
use crate::document::tree::{MOST_PARTS, NONE, Shape, TableKind, scalar};

/// Brackets inside each other in plain values; deeper ones are left to the parser.
const MOST_NESTED: usize = 16;
/// Parts of a header or a dotted key; longer ones are left to the parser.
const MOST_PLAIN_PARTS: usize = 16;

/// Takes over statements as long as they are plain, and tells where the first other one
/// begins.
pub(crate) fn statements(builder: &mut Builder<'_, '_>, from: usize) -> usize {
    builder.begin();
    let bytes = builder.tree.text.as_bytes();
    let mut at = from;
    while at < bytes.len() {
        let known = builder.tree.nodes.len();
        let mut scan = Scan { builder, bytes };
        let Some(end) = scan.statement(at) else {
            builder.tree.nodes.truncate(known);
            builder.begin_key();
            break;
        };
        at = end;
    }
    at
}

struct Scan<'b, 't, 'p> {
    builder: &'b mut Builder<'t, 'p>,
    bytes: &'t [u8],
}

/// Each function takes where something begins and gives where it ends, or nothing if it is
/// not plain.
impl Scan<'_, '_, '_> {
    fn statement(&mut self, from: usize) -> Option<usize> {
        let at = blanks(self.bytes, from);
        match self.bytes.get(at) {
            None | Some(b'\n' | b'\r' | b'#') => line_end(self.bytes, at),
            Some(b'[') => self.header(at),
            Some(_) => self.key_value(at),
        }
    }

    fn header(&mut self, open: usize) -> Option<usize> {
        let is_array = self.bytes.get(open + 1) == Some(&b'[');
        let brackets = if is_array { 2 } else { 1 };
        let mut at = open + brackets;
        let mut path = [(0, 0); MOST_PLAIN_PARTS];
        let mut parts = 0;
        loop {
            let end = self.key(at)?;
            *path.get_mut(parts)? = place(at, end);
            parts += 1;
            at = end + 1;
            match self.bytes.get(end) {
                Some(b'.') => {}
                Some(b']') => break,
                Some(_) | None => return None,
            }
        }
        if is_array {
            at = expect(self.bytes, at, b']')?;
        }
        let end = line_end(self.bytes, at)?;
        self.builder
            .open_header(Span::new_unchecked(open, open + brackets));
        self.builder.path.extend_from_slice(path.get(..parts)?);
        let close = Span::new_unchecked(at - brackets, at);
        self.builder.close_header(close, is_array);
        Some(self.builder.offer_whole(end).unwrap_or(end))
    }

    fn key_value(&mut self, from: usize) -> Option<usize> {
        let mut at = from;
        loop {
            let end = self.key(at)?;
            let part = place(at, end);
            self.builder.path.push(part);
            if self.builder.path.len() > MOST_PLAIN_PARTS {
                return None;
            }
            at = end;
            if self.bytes.get(at) != Some(&b'.') {
                break;
            }
            at += 1;
        }
        if self.builder.table_depth > MOST_PARTS {
            return None;
        }
        at = blanks(self.bytes, at);
        at = expect(self.bytes, at, b'=')?;
        let from = blanks(self.bytes, at);
        let (value, end) = match self.builder.offer(from) {
            Some(end) => (self.add(Shape::Table(TableKind::Taken), from, end), end),
            None => self.value(from, 0)?,
        };
        let end = line_end(self.bytes, end)?;
        self.builder.attach(value);
        Some(end)
    }

    /// A value, not yet linked to anything.
    fn value(&mut self, at: usize, nested: usize) -> Option<(u32, usize)> {
        let (shape, end) = match self.bytes.get(at)? {
            quote @ (b'"' | b'\'') => self.text(at, *quote)?,
            b'[' => return self.array(at, nested + 1),
            b'{' => return self.table(at, nested + 1),
            _ => self.atom(at)?,
        };
        Some((self.add(shape, at, end), end))
    }

    fn array(&mut self, open: usize, nested: usize) -> Option<(u32, usize)> {
        if nested > MOST_NESTED {
            return None;
        }
        let array = self.add(Shape::Array, open, open);
        let mut at = lines(self.bytes, open + 1)?;
        while self.bytes.get(at) != Some(&b']') {
            let (value, end) = self.value(at, nested)?;
            self.builder.link(array, value);
            at = self.next_entry(end, b']')?;
        }
        self.end(array, at + 1);
        Some((array, at + 1))
    }

    fn table(&mut self, open: usize, nested: usize) -> Option<(u32, usize)> {
        if nested > MOST_NESTED {
            return None;
        }
        let table = self.add(Shape::Table(TableKind::Inline), open, open);
        let mut at = lines(self.bytes, open + 1)?;
        while self.bytes.get(at) != Some(&b'}') {
            let key_end = self.key(at)?;
            let key = place(at, key_end);
            let equals = expect(self.bytes, blanks(self.bytes, key_end), b'=')?;
            let (value, end) = self.value(blanks(self.bytes, equals), nested)?;
            self.enter(table, value, key)?;
            at = self.next_entry(end, b'}')?;
        }
        self.end(table, at + 1);
        Some((table, at + 1))
    }

    /// Puts a value under its key into a small table in braces. Nothing that is shared with
    /// other statements may change before the statement is known to be plain, so a large
    /// one, which has an index, is left to the parser.
    fn enter(&mut self, table: u32, value: u32, key: (u32, u32)) -> Option<()> {
        let builder = &mut *self.builder;
        let count = builder.tree.nodes[table as usize].count;
        if count >= LINEAR || (count > 0 && builder.find(table, key) != NONE) {
            return None;
        }
        let node = &mut builder.tree.nodes[value as usize];
        (node.start, node.key_start, node.key_end) = (key.0, key.0, key.1);
        builder.link(table, value);
        Some(())
    }

    /// From the end of a value between brackets to the next value or the closing bracket.
    fn next_entry(&self, from: usize, close: u8) -> Option<usize> {
        let at = lines(self.bytes, from)?;
        match self.bytes.get(at)? {
            b',' => lines(self.bytes, at + 1),
            byte if *byte == close => Some(at),
            _ => None,
        }
    }

    fn text(&self, open: usize, quote: u8) -> Option<(Shape, usize)> {
        let mut at = open + 1;
        let mut plain = true;
        loop {
            at += usual_letters(self.bytes.get(at..)?, quote);
            let byte = *self.bytes.get(at)?;
            if byte == quote {
                break;
            }
            if byte == b'\\' && quote == b'"' {
                plain = false;
                at += 1;
            } else if byte != b'\\' {
                return None;
            }
            at += 1;
        }
        let end = at + 1;
        // Two quotes and a third begin a text over several lines.
        if end == open + 2 && self.bytes.get(end) == Some(&quote) {
            return None;
        }
        if !plain && !scalar::is_sound_basic(self.builder.tree.text.get(open..end)?) {
            return None;
        }
        Some((Shape::Text { plain }, end))
    }

    fn atom(&self, at: usize) -> Option<(Shape, usize)> {
        let length = bare_length(self.bytes.get(at..)?);
        let atom = self.builder.tree.text.get(at..at + length)?;
        let shape = scalar::plain_shape(atom)?;
        Some((shape, at + length))
    }

    fn key(&self, at: usize) -> Option<usize> {
        if let quote @ (b'"' | b'\'') = *self.bytes.get(at)? {
            let (shape, end) = self.text(at, quote)?;
            return (shape == Shape::Text { plain: true }).then_some(end);
        }
        let length = bare_length(self.bytes.get(at..)?);
        (length > 0).then_some(at + length)
    }

    fn add(&mut self, shape: Shape, start: usize, end: usize) -> u32 {
        let (value_start, value_end) = place(start, end);
        self.builder.add(Node {
            start: value_start,
            value_start,
            value_end,
            ..blank(shape)
        })
    }

    fn end(&mut self, node: u32, end: usize) {
        let (_, end) = place(end, end);
        self.builder.tree.nodes[node as usize].value_end = end;
    }
}

/// Each of these goes on from a place in the text, and gives where what it is named after ends,
/// or nothing if it is not there.
pub fn expect(bytes: &[u8], at: usize, byte: u8) -> Option<usize> {
    (bytes.get(at) == Some(&byte)).then_some(at + 1)
}

/// Spaces and tabs, if there are any.
pub fn blanks(bytes: &[u8], mut at: usize) -> usize {
    while let Some(b' ' | b'\t') = bytes.get(at) {
        at += 1;
    }
    at
}

/// Blanks, newlines and comments, up to something else.
pub fn lines(bytes: &[u8], mut at: usize) -> Option<usize> {
    loop {
        match *bytes.get(at)? {
            // Nearly every byte between two values is one of these or ends them.
            b' ' | b'\n' | b'\t' => at += 1,
            b'\r' if bytes.get(at + 1) == Some(&b'\n') => at += 2,
            b'#' => at = comment(bytes, at)?,
            _ => return Some(at),
        }
    }
}

/// Blanks and a comment up to the end of the line, which is taken in.
pub fn line_end(bytes: &[u8], from: usize) -> Option<usize> {
    let mut at = blanks(bytes, from);
    if bytes.get(at) == Some(&b'#') {
        at = comment(bytes, at)?;
    }
    match bytes.get(at) {
        None => Some(at),
        Some(b'\n') => Some(at + 1),
        Some(b'\r') => expect(bytes, at + 1, b'\n'),
        Some(_) => None,
    }
}

fn comment(bytes: &[u8], at: usize) -> Option<usize> {
    let rest = bytes.get(at..)?;
    let is_text = |byte: &&u8| **byte >= 0x20 && **byte != 0x7f || **byte == b'\t';
    let end = at + rest.iter().take_while(is_text).count();
    matches!(bytes.get(end), None | Some(b'\n' | b'\r')).then_some(end)
}

/// How many bytes there are before the first that ends a text or has to be looked at: its
/// quote, a backslash, a control character.
pub fn usual_letters(bytes: &[u8], quote: u8) -> usize {
    let (blocks, rest) = bytes.as_chunks::<8>();
    for (number, block) in blocks.iter().enumerate() {
        let odd = odd_bytes(*block, quote);
        if odd != 0 {
            return 8 * number + odd.trailing_zeros() as usize / 8;
        }
    }
    let is_odd = |byte: &u8| matches!(*byte, 0..0x20 | 0x7f | b'\\') || *byte == quote;
    let end = rest.iter().position(is_odd).unwrap_or(rest.len());
    8 * blocks.len() + end
}

/// Eight bytes looked at as one number: the lowest bit set is the highest bit of the first
/// byte that is odd. Bits above it mean nothing, since a subtraction carries upwards. The bytes
/// are those of a text, where 0xff, to which nothing could be added, does not occur.
fn odd_bytes(block: [u8; 8], quote: u8) -> u64 {
    const fn each(byte: u8) -> u64 {
        u64::from_le_bytes([byte; 8])
    }
    let letters = u64::from_le_bytes(block);
    // The highest bit of a byte, which no letter of ASCII has, appears where 1 is taken from
    // a 0, which is where the byte is the one looked for.
    let equal = |byte: u8| (letters ^ each(byte)).wrapping_sub(each(1));
    let control = letters.wrapping_sub(each(0x20));
    let delete = letters.wrapping_add(each(1));
    let odd = control | delete | equal(b'\\') | equal(quote);
    odd & !letters & each(0x80)
}

/// How many bytes there are that a key without quotes may have.
pub fn bare_length(bytes: &[u8]) -> usize {
    let end = bytes.iter().position(|byte| !is_bare_byte(*byte));
    end.unwrap_or(bytes.len())
}

fn place(start: usize, end: usize) -> (u32, u32) {
    bounds(Span::new_unchecked(start, end))
}
