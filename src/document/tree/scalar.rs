//! Scalars and keys: their kinds and their content, as `toml_parser` defines them.

use std::borrow::Cow;

use chrono::NaiveDate;
use toml_parser::decoder::{Encoding, ScalarKind};
use toml_parser::{ErrorSink, ParseError, Raw, Span};

use crate::document::tree::node::NodeKind;

/// An integer beyond 64 bits; `toml_parser` leaves the range to its callers.
pub const INTEGER_TOO_LARGE: &str = "integer out of range";
/// A float beyond 64 bits.
pub const FLOAT_TOO_LARGE: &str = "float out of range";
/// Looks like a date or time but is none.
pub const NO_SUCH_DATE: &str = "no such date or time";

/// The kind of a scalar; reports what is wrong with it.
pub fn kind(
    raw: &str,
    at: Span,
    encoding: Option<Encoding>,
    errors: &mut dyn ErrorSink,
) -> NodeKind {
    // A fast path: every row of a log has a date.
    if encoding.is_none() && date(raw).is_some() {
        return NodeKind::Date;
    }
    let mut decoded = Cow::Borrowed("");
    let mut is_valid = true;
    let kind = Raw::new_unchecked(raw, encoding, at).decode_scalar(
        &mut decoded,
        &mut |error: ParseError| {
            is_valid = false;
            errors.report_error(error);
        },
    );
    // The decoder leaves these checks to its caller.
    let (kind, error) = match kind {
        ScalarKind::String => (NodeKind::String, None),
        ScalarKind::Boolean(_) => (NodeKind::Boolean, None),
        ScalarKind::DateTime => match decoded.parse::<toml::value::Datetime>() {
            Ok(moment) if moment.time.is_none() => (NodeKind::Date, None),
            Ok(_) => (NodeKind::DateTime, None),
            Err(_) => (NodeKind::DateTime, Some(NO_SUCH_DATE)),
        },
        ScalarKind::Float => {
            let is_large = finite(&decoded).is_none();
            (NodeKind::Float, is_large.then_some(FLOAT_TOO_LARGE))
        }
        ScalarKind::Integer(radix) => {
            let is_large = i64::from_str_radix(&decoded, radix.value()).is_err();
            (NodeKind::Integer, is_large.then_some(INTEGER_TOO_LARGE))
        }
    };
    if let Some(error) = error.filter(|_| is_valid) {
        errors.report_error(ParseError::new(error).with_unexpected(at));
    }
    kind
}

/// Whether a key needs no quotes.
pub fn is_bare(key: &str) -> bool {
    !key.is_empty() && key.bytes().all(is_bare_byte)
}

/// Whether a byte may stand in a key without quotes.
pub const fn is_bare_byte(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || byte == b'-' || byte == b'_'
}

/// A date without a time, if it exists.
pub fn date(raw: &str) -> Option<NaiveDate> {
    let &[c0, c1, y0, y1, b'-', m0, m1, b'-', d0, d1] = raw.as_bytes() else {
        return None;
    };
    let digits = [c0, c1, y0, y1, m0, m1, d0, d1];
    if !digits.iter().all(u8::is_ascii_digit) {
        return None;
    }
    let number = |tens: u8, ones: u8| u32::from(tens - b'0') * 10 + u32::from(ones - b'0');
    let year = 100 * number(c0, c1) + number(y0, y1);
    NaiveDate::from_ymd_opt(year.cast_signed(), number(m0, m1), number(d0, d1))
}

/// The value of an integer known to be valid.
pub fn integer(raw: &str) -> Option<i64> {
    match decode(raw, None)? {
        (ScalarKind::Integer(radix), digits) => i64::from_str_radix(&digits, radix.value()).ok(),
        (_, _) => None,
    }
}

/// The value of a float known to be valid.
pub fn float(raw: &str) -> Option<f64> {
    finite(&decode(raw, None)?.1)
}

/// The content of a key or string known to be valid, without quotes and escapes.
pub fn decoded(raw: &str) -> Cow<'_, str> {
    let encoding = match raw.as_bytes() {
        [b'\'', b'\'', b'\'', ..] => Encoding::MlLiteralString,
        [b'"', b'"', b'"', ..] => Encoding::MlBasicString,
        // Most strings have no escapes and can be borrowed.
        [b'"', inside @ .., b'"'] if inside.contains(&b'\\') => Encoding::BasicString,
        [b'"' | b'\'', .., _] => {
            return Cow::Borrowed(raw.get(1..raw.len() - 1).unwrap_or_default());
        }
        _ => return Cow::Borrowed(raw),
    };
    decode(raw, Some(encoding)).map_or(Cow::Borrowed(""), |(_, content)| content)
}

/// The content of a string in double quotes on one line, if it is valid.
pub fn valid_string(raw: &str) -> Option<Cow<'_, str>> {
    decode(raw, Some(Encoding::BasicString)).map(|(_, content)| content)
}

fn decode(raw: &str, encoding: Option<Encoding>) -> Option<(ScalarKind, Cow<'_, str>)> {
    let mut content = Cow::Borrowed("");
    let mut is_valid = true;
    let at = Span::new_unchecked(0, raw.len());
    let kind = Raw::new_unchecked(raw, encoding, at)
        .decode_scalar(&mut content, &mut |_: ParseError| is_valid = false);
    is_valid.then_some((kind, content))
}

/// A float, which may be infinite only if written as `inf`.
fn finite(decoded: &str) -> Option<f64> {
    let number: f64 = decoded.parse().ok()?;
    (!number.is_infinite() || decoded.contains("inf")).then_some(number)
}
