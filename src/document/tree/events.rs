//! Statements of any spelling, as `toml_parser` tells of them.
//!
//! The events are of a part of the text, so their places are moved by where it begins.

use toml_parser::decoder::Encoding;
use toml_parser::parser::EventReceiver;
use toml_parser::{ErrorSink, Raw, Span};

use crate::document::tree::build::TOO_DEEP;
use crate::document::tree::builder::Builder;
use crate::document::tree::node::bounds;
use crate::document::tree::{MOST_PARTS, Shape, TableKind, keys, scalar};

/// The faults that are found here go to the builder's own list, since their places are of
/// the whole text; the sink of the events is for the parser.
impl EventReceiver for Builder<'_, '_> {
    fn std_table_open(&mut self, at: Span, _: &mut dyn ErrorSink) {
        self.open_header(at + self.base);
    }

    fn array_table_open(&mut self, at: Span, _: &mut dyn ErrorSink) {
        self.open_header(at + self.base);
    }

    fn std_table_close(&mut self, at: Span, _: &mut dyn ErrorSink) {
        self.close_header(at + self.base, false);
    }

    fn array_table_close(&mut self, at: Span, _: &mut dyn ErrorSink) {
        self.close_header(at + self.base, true);
    }

    fn inline_table_open(&mut self, at: Span, _: &mut dyn ErrorSink) -> bool {
        self.open(at + self.base, Shape::Table(TableKind::Inline))
    }

    fn inline_table_close(&mut self, at: Span, _: &mut dyn ErrorSink) {
        self.close(at + self.base);
    }

    fn array_open(&mut self, at: Span, _: &mut dyn ErrorSink) -> bool {
        self.open(at + self.base, Shape::Array)
    }

    fn array_close(&mut self, at: Span, _: &mut dyn ErrorSink) {
        self.close(at + self.base);
    }

    fn simple_key(&mut self, at: Span, kind: Option<Encoding>, _: &mut dyn ErrorSink) {
        let at = at + self.base;
        keys::check(self.raw(at), at, kind, &mut self.faults);
        if self.path.len() < MOST_PARTS {
            self.path.push(bounds(at));
        } else if !self.path_too_long {
            self.path_too_long = true;
            self.report(TOO_DEEP, at);
        }
    }

    fn key_val_sep(&mut self, _: Span, _: &mut dyn ErrorSink) {
        self.finish_key();
    }

    fn scalar(&mut self, at: Span, kind: Option<Encoding>, _: &mut dyn ErrorSink) {
        let at = at + self.base;
        let shape = scalar::shape(self.raw(at), at, kind, &mut self.faults);
        self.place(at, shape);
    }

    fn value_sep(&mut self, _: Span, _: &mut dyn ErrorSink) {
        self.begin_key();
    }

    fn comment(&mut self, at: Span, _: &mut dyn ErrorSink) {
        let at = at + self.base;
        let raw = self.raw(at);
        let is_plain = |byte: u8| byte >= 0x20 && byte != 0x7f || byte == b'\t';
        if !raw.bytes().all(is_plain) {
            Raw::new_unchecked(raw, None, at).decode_comment(&mut self.faults);
        }
    }

    fn newline(&mut self, at: Span, _: &mut dyn ErrorSink) {
        let at = at + self.base;
        let raw = self.raw(at);
        if raw == "\r" {
            Raw::new_unchecked(raw, None, at).decode_newline(&mut self.faults);
        }
        if self.frames.is_empty() {
            self.begin_key();
        }
    }
}
