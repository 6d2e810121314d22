//! Scalars: what a value is by its spelling, and its content.
//!
//! The usual spellings are recognised here by a glance at their bytes; all others go to
//! `toml_parser`, whose verdict is the rule.

use std::borrow::Cow;

use chrono::NaiveDate;
use toml_parser::decoder::{Encoding, ScalarKind};
use toml_parser::{ErrorSink, ParseError, Raw, Span};

use crate::document::tree::Shape;

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
        None => {
            if let Some(shape) = plain_shape(raw) {
                return shape;
            }
        }
        Some(_) => {}
    }
    slow_shape(raw, at, encoding, errors)
}

/// What the commonest scalars without quotes are.
pub fn plain_shape(raw: &str) -> Option<Shape> {
    if is_day(raw) {
        Some(Shape::Day)
    } else if raw == "true" || raw == "false" {
        Some(Shape::Flag)
    } else {
        is_short_whole(raw).then_some(Shape::Whole)
    }
}

/// Whether nothing is wrong with a string in double quotes that has escapes.
pub fn is_sound_basic(raw: &str) -> bool {
    let mut decoded = Cow::Borrowed("");
    let mut is_sound = true;
    let at = Span::new_unchecked(0, raw.len());
    let _kind = Raw::new_unchecked(raw, Some(Encoding::BasicString), at)
        .decode_scalar(&mut decoded, &mut |_: ParseError| is_sound = false);
    is_sound
}

fn slow_shape(
    raw: &str,
    at: Span,
    encoding: Option<Encoding>,
    errors: &mut dyn ErrorSink,
) -> Shape {
    let mut decoded = Cow::Borrowed("");
    let mut is_sound = true;
    let kind = Raw::new_unchecked(raw, encoding, at).decode_scalar(
        &mut decoded,
        &mut |error: ParseError| {
            is_sound = false;
            errors.report_error(error);
        },
    );
    // What the decoder leaves to its caller.
    let (shape, fault) = match kind {
        ScalarKind::String => (Shape::Text { plain: false }, None),
        ScalarKind::Boolean(_) => (Shape::Flag, None),
        ScalarKind::DateTime => match decoded.parse::<toml::value::Datetime>() {
            Ok(moment) if moment.time.is_none() => (Shape::Day, None),
            Ok(_) => (Shape::Moment, None),
            Err(_) => (Shape::Moment, Some(NO_SUCH_MOMENT)),
        },
        ScalarKind::Float => {
            let is_large = finite(&decoded).is_none();
            (Shape::Number, is_large.then_some(NUMBER_TOO_LARGE))
        }
        ScalarKind::Integer(radix) => {
            let is_large = i64::from_str_radix(&decoded, radix.value()).is_err();
            (Shape::Whole, is_large.then_some(WHOLE_TOO_LARGE))
        }
    };
    if let Some(fault) = fault.filter(|_| is_sound) {
        errors.report_error(ParseError::new(fault).with_unexpected(at));
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

/// Year, month and day of what is spelled as a date.
fn day_parts(raw: &str) -> Option<[u32; 3]> {
    let &[c0, c1, y0, y1, b'-', m0, m1, b'-', d0, d1] = raw.as_bytes() else {
        return None;
    };
    let digits = [c0, c1, y0, y1, m0, m1, d0, d1];
    let number = |tens: u8, ones: u8| u32::from(tens - b'0') * 10 + u32::from(ones - b'0');
    digits.iter().all(u8::is_ascii_digit).then(|| {
        let year = 100 * number(c0, c1) + number(y0, y1);
        [year, number(m0, m1), number(d0, d1)]
    })
}

/// Whether it is a plain date of the calendar. Only asking is faster than making the date,
/// which is made once, when it is read.
fn is_day(raw: &str) -> bool {
    let Some([year, month, day]) = day_parts(raw) else {
        return false;
    };
    let is_leap = year.is_multiple_of(4) && (!year.is_multiple_of(100) || year.is_multiple_of(400));
    let last = match month {
        2 if is_leap => 29,
        2 => 28,
        4 | 6 | 9 | 11 => 30,
        1..=12 => 31,
        _ => 0,
    };
    (1..=last).contains(&day)
}

/// A plain date, if it is one of the calendar.
pub fn day(raw: &str) -> Option<NaiveDate> {
    let [year, month, day] = day_parts(raw)?;
    NaiveDate::from_ymd_opt(i32::try_from(year).ok()?, month, day)
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
