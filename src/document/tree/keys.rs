//! Keys: their spelling, and finding one in a table without reading all of a large one.

use std::borrow::Cow;
use std::hash::BuildHasher;

use hashbrown::{DefaultHashBuilder, HashTable};
use toml_parser::decoder::Encoding;
use toml_parser::{ErrorSink, ParseError, Raw, Span};

use crate::document::tree::scalar::is_plain_inside;
use crate::document::tree::{NONE, Node};

/// A table with more keys than this is indexed: below it, comparing one by one is faster
/// than hashing, and almost every table is a row of the log with two or three keys.
pub(crate) const LINEAR: u32 = 16;

/// The keys of all large tables: where in the arena the node of each is. No key is kept
/// twice, so the whole index of ten thousand people fits into a processor's cache.
#[derive(Debug, Default)]
pub struct KeyIndex {
    slots: HashTable<Slot>,
    hasher: DefaultHashBuilder,
}

#[derive(Debug, Clone, Copy)]
struct Slot {
    hash: u64,
    table: u32,
    node: u32,
}

/// Reports what is wrong with a key as it is written.
pub fn check(raw: &str, at: Span, encoding: Option<Encoding>, errors: &mut dyn ErrorSink) {
    let fine = match encoding {
        None => is_bare(raw),
        Some(Encoding::BasicString) => is_plain_inside(raw, b'"'),
        Some(Encoding::LiteralString) => is_plain_inside(raw, b'\''),
        Some(Encoding::MlBasicString | Encoding::MlLiteralString) => false,
    };
    if !fine {
        let mut decoded = Cow::Borrowed("");
        Raw::new_unchecked(raw, encoding, at).decode_key(&mut decoded, errors);
    }
}

/// Whether a key needs no quotes.
pub fn is_bare(key: &str) -> bool {
    !key.is_empty() && key.bytes().all(is_bare_byte)
}

/// Whether a byte may stand in a key without quotes.
pub const fn is_bare_byte(byte: u8) -> bool {
    BARE[byte as usize]
}

/// A table, since keys are looked at byte by byte.
const BARE: [bool; 256] = {
    let mut bare = [false; 256];
    let mut byte = 0_u8;
    while byte < 128 {
        bare[byte as usize] = byte.is_ascii_alphanumeric() || byte == b'-' || byte == b'_';
        byte += 1;
    }
    bare
};

/// A key that [`check`] found well written, without its quotes and escapes.
pub fn decoded(raw: &str) -> Cow<'_, str> {
    let encoding = match raw.as_bytes().first() {
        Some(b'"') => Encoding::BasicString,
        Some(b'\'') => Encoding::LiteralString,
        Some(_) | None => return Cow::Borrowed(raw),
    };
    if encoding == Encoding::LiteralString || !raw.contains('\\') {
        return Cow::Borrowed(raw.get(1..raw.len().saturating_sub(1)).unwrap_or_default());
    }
    let mut decoded = Cow::Borrowed("");
    let at = Span::new_unchecked(0, raw.len());
    Raw::new_unchecked(raw, Some(encoding), at).decode_key(&mut decoded, &mut |_: ParseError| {});
    decoded
}

/// The key of a node.
fn key_of<'t>(text: &'t str, nodes: &[Node], node: u32) -> Cow<'t, str> {
    let node = &nodes[node as usize];
    decoded(&text[node.key_start as usize..node.key_end as usize])
}

/// The node of a key in a table, or [`NONE`].
pub(crate) fn find(text: &str, nodes: &[Node], index: &KeyIndex, table: u32, key: &str) -> u32 {
    let node = &nodes[table as usize];
    if node.count > LINEAR {
        return index.find(text, nodes, table, key);
    }
    let mut at = node.first;
    while at != NONE {
        let child = &nodes[at as usize];
        if is_key(text, child, key) {
            return at;
        }
        at = child.next;
    }
    NONE
}

/// Whether a node has that key.
fn is_key(text: &str, node: &Node, key: &str) -> bool {
    let place = node.key_start as usize..node.key_end as usize;
    // Quotes take two bytes, and an escape takes more than it stands for.
    if place.len() != key.len() && place.len() < key.len() + 2 {
        return false;
    }
    match text.as_bytes().get(place.clone()) {
        Some([b'"' | b'\'', ..]) => decoded(&text[place]) == key,
        raw => raw == Some(key.as_bytes()),
    }
}

/// Takes note of a new child of a large table.
pub(crate) fn note(text: &str, nodes: &[Node], index: &mut KeyIndex, table: u32, child: u32) {
    let count = nodes[table as usize].count;
    if count > LINEAR + 1 {
        index.insert(text, nodes, table, child);
    } else if count == LINEAR + 1 {
        let mut at = nodes[table as usize].first;
        while at != NONE {
            index.insert(text, nodes, table, at);
            at = nodes[at as usize].next;
        }
    }
}

impl KeyIndex {
    fn insert(&mut self, text: &str, nodes: &[Node], table: u32, node: u32) {
        let hash = self.hash(table, &key_of(text, nodes, node));
        let slot = Slot { hash, table, node };
        self.slots.insert_unique(hash, slot, |slot| slot.hash);
    }

    fn find(&self, text: &str, nodes: &[Node], table: u32, key: &str) -> u32 {
        let hash = self.hash(table, key);
        let is_it = |slot: &Slot| {
            slot.hash == hash && slot.table == table && key_of(text, nodes, slot.node) == key
        };
        let found = self.slots.find(hash, is_it);
        found.map_or(NONE, |slot| slot.node)
    }

    fn hash(&self, table: u32, key: &str) -> u64 {
        self.hasher.hash_one((table, key))
    }
}
