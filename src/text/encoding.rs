//! Decodes the bytes of a file: UTF-8, UTF-16 with a byte-order mark, else Windows-1252.

use std::fmt;

/// The largest file that is read or imported, in MiB: far above ten thousand people with all
/// their rows, and small enough to hold in memory several times.
pub const MOST_MIB: u64 = 64;

/// [`MOST_MIB`] in bytes.
pub const MOST_BYTES: u64 = MOST_MIB << 20;

/// Why bytes are not text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum DecodeError {
    /// More than [`MOST_BYTES`] bytes.
    TooLarge,
    /// NUL bytes, or invalid UTF-16.
    Binary,
}

impl std::error::Error for DecodeError {}

impl fmt::Display for DecodeError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::TooLarge => write!(f, "larger than {MOST_MIB} MiB"),
            Self::Binary => f.write_str("not a text file"),
        }
    }
}

/// Decodes the text of a file and drops its byte-order mark. In a file without any LF, each CR
/// becomes LF.
pub fn decode(bytes: &[u8]) -> Result<String, DecodeError> {
    if bytes.len() as u64 > MOST_BYTES {
        return Err(DecodeError::TooLarge);
    }
    let text = match bytes {
        [0xff, 0xfe, rest @ ..] => utf16(rest, u16::from_le_bytes)?,
        [0xfe, 0xff, rest @ ..] => utf16(rest, u16::from_be_bytes)?,
        [0xef, 0xbb, 0xbf, rest @ ..] => utf8_or_windows_1252(rest),
        bytes => utf8_or_windows_1252(bytes),
    };
    if text.contains('\0') {
        return Err(DecodeError::Binary);
    }
    Ok(if text.contains('\n') {
        text
    } else {
        text.replace('\r', "\n")
    })
}

fn utf16(bytes: &[u8], unit: fn([u8; 2]) -> u16) -> Result<String, DecodeError> {
    let (pairs, odd) = bytes.as_chunks::<2>();
    if !odd.is_empty() {
        return Err(DecodeError::Binary);
    }
    char::decode_utf16(pairs.iter().map(|pair| unit(*pair)))
        .collect::<Result<String, _>>()
        .map_err(|_| DecodeError::Binary)
}

fn utf8_or_windows_1252(bytes: &[u8]) -> String {
    match std::str::from_utf8(bytes) {
        Ok(text) => text.to_owned(),
        Err(_) => bytes.iter().map(|byte| windows_1252(*byte)).collect(),
    }
}

/// Decodes a Windows-1252 byte; the five that it leaves undefined stay control characters.
pub(crate) const fn windows_1252(byte: u8) -> char {
    const HIGH: [char; 32] = [
        '€', '\u{81}', '‚', 'ƒ', '„', '…', '†', '‡', 'ˆ', '‰', 'Š', '‹', 'Œ', '\u{8d}', 'Ž',
        '\u{8f}', '\u{90}', '‘', '’', '“', '”', '•', '–', '—', '˜', '™', 'š', '›', 'œ', '\u{9d}',
        'ž', 'Ÿ',
    ];
    match byte {
        0x80..=0x9f => HIGH[(byte - 0x80) as usize],
        _ => byte as char,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_encoding_used_for_contacts_is_read() {
        let table: [(&[u8], &str); 8] = [
            (b"plain", "plain"),
            (b"\xef\xbb\xbfmark", "mark"),
            ("Zoë 김 🚀".as_bytes(), "Zoë 김 🚀"),
            (b"Zo\xeb \x80 \x96 \x9f", "Zoë € – Ÿ"),
            (b"\xff\xfeZ\0o\0\xeb\0\x3d\xd8\x80\xde", "Zoë🚀"),
            (b"\xfe\xff\0Z\0o\0\xeb", "Zoë"),
            (b"a\rb\r", "a\nb\n"),
            (b"", ""),
        ];
        for (bytes, text) in table {
            assert_eq!(decode(bytes).as_deref(), Ok(text));
        }
    }

    #[test]
    fn binary_data_is_refused() {
        assert_eq!(decode(b"PK\x03\x04\0\0"), Err(DecodeError::Binary));
        assert_eq!(decode(b"\xff\xfea"), Err(DecodeError::Binary));
        assert_eq!(decode(b"\xff\xfe\x00\xd8a\0"), Err(DecodeError::Binary));
        assert_eq!(
            decode(&vec![
                b'a';
                usize::try_from(MOST_BYTES).expect("64 bits") + 1
            ]),
            Err(DecodeError::TooLarge)
        );
    }
}
