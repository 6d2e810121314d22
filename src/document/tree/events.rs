//! What `toml_parser` meets in the text, handed to the builder.

use toml_parser::decoder::Encoding;
use toml_parser::parser::EventReceiver;
use toml_parser::{ErrorSink, Raw, Span};

use crate::document::tree::builder::Builder;
use crate::document::tree::node::{Shape, TableKind};
use crate::document::tree::scalar;

impl EventReceiver for Builder<'_> {
    fn std_table_open(&mut self, at: Span, _: &mut dyn ErrorSink) {
        self.open_header(at);
    }

    fn array_table_open(&mut self, at: Span, _: &mut dyn ErrorSink) {
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

    fn inline_table_close(&mut self, at: Span, _: &mut dyn ErrorSink) {
        self.close(at);
    }

    fn array_open(&mut self, at: Span, errors: &mut dyn ErrorSink) -> bool {
        self.open(at, Shape::Array, errors)
    }

    fn array_close(&mut self, at: Span, _: &mut dyn ErrorSink) {
        self.close(at);
    }

    fn simple_key(&mut self, at: Span, kind: Option<Encoding>, errors: &mut dyn ErrorSink) {
        Raw::new_unchecked(self.raw(at), kind, at).decode_key(&mut (), errors);
        self.push_key(at, errors);
    }

    fn key_val_sep(&mut self, _: Span, errors: &mut dyn ErrorSink) {
        self.finish_key(errors);
    }

    fn scalar(&mut self, at: Span, kind: Option<Encoding>, errors: &mut dyn ErrorSink) {
        let shape = scalar::shape(self.raw(at), at, kind, errors);
        self.place(at, shape);
    }

    fn value_sep(&mut self, _: Span, _: &mut dyn ErrorSink) {
        self.begin_key();
    }

    fn comment(&mut self, at: Span, errors: &mut dyn ErrorSink) {
        Raw::new_unchecked(self.raw(at), None, at).decode_comment(errors);
    }

    fn newline(&mut self, at: Span, errors: &mut dyn ErrorSink) {
        Raw::new_unchecked(self.raw(at), None, at).decode_newline(errors);
        self.end_line();
    }
}
