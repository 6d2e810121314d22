//! Scalars: what a value is by its spelling, and its content.
//!
//! The usual spellings are recognised here by a glance at their bytes; all others go to
//! `toml_parser`, whose verdict is the rule.

use std::borrow::Cow;

use chrono::NaiveDate;
use toml_parser::decoder::{Encoding, ScalarKind};
use toml_parser::{ErrorSink, ParseError, Raw, Span};

use super::Shape;

/// Said of an integer beyond 64 bits; `toml_parser` leaves the range to its callers.
pub const WHOLE_TOO_LARGE: &str = "integer out of range";
/// Said of a float beyond 64 bits.
pub const NUMBER_TOO_LARGE: &str = "float out of range";
/// Said of what looks like a date or time and is none.
pub const NO_SUCH_MOMENT: &str = "no such date or time";

/// What a scalar is; reports what is wrong with it.
pub fn shape(raw: &str, at: Span, encoding: Option<Encoding>, errors: &mut dyn ErrorSink) -> Shape {
    match encoding {
        Some(Encoding::BasicString) if is_plain_inside(raw, b'"') => {
            return Shape::Text { plain: true };
        }
        Some(Encoding::LiteralString) if is_plain_inside(raw, b'\'') => {
            return Shape::Text { plain: true };
        }
        None if day(raw).is_some() => return Shape::Day,
        None if raw == "true" || raw == "false" => return Shape::Flag,
        None if is_short_whole(raw) => return Shape::Whole,
        Some(_) | None => {}
    }
    slow_shape(raw, at, encoding, errors)
}

fn slow_shape(
    raw: &str,
    at: Span,
    encoding: Option<Encoding>,
    errors: &mut dyn ErrorSink,
) -> Shape {
    let mut report = |what| errors.report_error(ParseError::new(what).with_unexpected(at));
    let mut decoded = Cow::Borrowed("");
    // The decoder reports on its own; what it leaves to its caller is checked after it.
    let mut reported = Vec::new();
    let kind = Raw::new_unchecked(raw, encoding, at).decode_scalar(&mut decoded, &mut reported);
    let sound = reported.is_empty();
    let shape = match kind {
        ScalarKind::String => Shape::Text { plain: false },
        ScalarKind::Boolean(_) => Shape::Flag,
        ScalarKind::DateTime => match decoded.parse::<toml::value::Datetime>() {
            Ok(moment) if moment.time.is_none() => Shape::Day,
            Ok(_) => Shape::Moment,
            Err(_) => {
                report(NO_SUCH_MOMENT);
                Shape::Moment
            }
        },
        ScalarKind::Float => {
            if sound && finite(&decoded).is_none() {
                report(NUMBER_TOO_LARGE);
            }
            Shape::Number
        }
        ScalarKind::Integer(radix) => {
            if sound && i64::from_str_radix(&decoded, radix.value()).is_err() {
                report(WHOLE_TOO_LARGE);
            }
            Shape::Whole
        }
    };
    for error in reported {
        errors.report_error(error);
    }
    shape
}

/// Whether `raw` has that quote at either end and nothing between them that needs reading
/// twice: no escape, no control character, no other quote of its kind.
pub fn is_plain_inside(raw: &str, quote: u8) -> bool {
    let [first, inside @ .., last] = raw.as_bytes() else {
        return false;
    };
    let escape = if quote == b'"' { b'\\' } else { quote };
    *first == quote
        && *last == quote
        && inside.iter().fold(0, |bad, &byte| {
            // Without a way out the loop runs over many bytes at once.
            bad | u8::from(byte < 0x20 || byte == 0x7f || byte == quote || byte == escape)
        }) == 0
}

fn is_short_whole(raw: &str) -> bool {
    // Eighteen digits fit into 64 bits whatever they are.
    let bytes = raw.as_bytes();
    raw == "0"
        || (1..=18).contains(&bytes.len())
            && bytes[0] != b'0'
            && bytes.iter().all(u8::is_ascii_digit)
}

/// A plain date, if it is one of the calendar.
pub fn day(raw: &str) -> Option<NaiveDate> {
    let bytes: &[u8; 10] = raw.as_bytes().try_into().ok()?;
    let digits = |range: std::ops::Range<usize>| {
        bytes[range].iter().try_fold(0u32, |sum, byte| {
            let digit = byte.wrapping_sub(b'0');
            (digit < 10).then(|| sum * 10 + u32::from(digit))
        })
    };
    if bytes[4] != b'-' || bytes[7] != b'-' {
        return None;
    }
    let year = i32::try_from(digits(0..4)?).ok()?;
    NaiveDate::from_ymd_opt(year, digits(5..7)?, digits(8..10)?)
}

/// The value of an integer that was found well written.
pub fn whole(raw: &str) -> Option<i64> {
    let mut decoded = Cow::Borrowed("");
    match decode(raw, None, &mut decoded) {
        ScalarKind::Integer(radix) => i64::from_str_radix(&decoded, radix.value()).ok(),
        ScalarKind::String | ScalarKind::Boolean(_) | ScalarKind::DateTime | ScalarKind::Float => {
            None
        }
    }
}

/// The value of a float that was found well written.
pub fn number(raw: &str) -> Option<f64> {
    let mut decoded = Cow::Borrowed("");
    let _kind = decode(raw, None, &mut decoded);
    finite(&decoded)
}

/// The content of a string that was found well written.
pub fn decoded(raw: &str) -> Cow<'_, str> {
    let encoding = if raw.starts_with("'''") {
        Encoding::MlLiteralString
    } else if raw.starts_with("\"\"\"") {
        Encoding::MlBasicString
    } else if raw.starts_with('\'') {
        Encoding::LiteralString
    } else {
        Encoding::BasicString
    };
    let mut decoded = Cow::Borrowed("");
    let _kind = decode(raw, Some(encoding), &mut decoded);
    decoded
}

fn decode<'t>(raw: &'t str, encoding: Option<Encoding>, into: &mut Cow<'t, str>) -> ScalarKind {
    let at = Span::new_unchecked(0, raw.len());
    Raw::new_unchecked(raw, encoding, at).decode_scalar(into, &mut |_: ParseError| {})
}

/// A float, infinite only if it says so.
fn finite(decoded: &str) -> Option<f64> {
    let number: f64 = decoded.parse().ok()?;
    (!number.is_infinite() || decoded.contains("inf")).then_some(number)
}
