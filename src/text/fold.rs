//! Folds case and accents: the one way to compare names. The result is for comparison, never
//! for display.

use unicode_normalization::UnicodeNormalization;

use crate::text::invisible::is_invisible;

/// Lower case, no accents, indivisible letters spelled in ASCII (`ø` as `o`, `ß` as `ss`), one
/// form of apostrophe and dash, single spaces. Idempotent.
///
/// Vowel signs of scripts that depend on them stay: without them, different names would become
/// equal.
pub fn fold(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.nfkd().flat_map(char::to_lowercase) {
        match c {
            c if is_accent(c) || is_invisible(c) => {}
            c if c.is_whitespace() => {
                if !out.is_empty() && !out.ends_with(' ') {
                    out.push(' ');
                }
            }
            c => match spelled_out(c) {
                Some(letters) => out.push_str(letters),
                None => out.push(c),
            },
        }
    }
    out.truncate(out.trim_end().len());
    out
}

/// Combining marks: Latin, Greek, Cyrillic, Hebrew points, Arabic vowels.
const fn is_accent(c: char) -> bool {
    matches!(c,
        '\u{300}'..='\u{36f}'
        | '\u{483}'..='\u{489}'
        | '\u{591}'..='\u{5bd}'
        | '\u{5bf}' | '\u{5c1}' | '\u{5c2}' | '\u{5c4}' | '\u{5c5}' | '\u{5c7}'
        | '\u{640}'
        | '\u{64b}'..='\u{65f}'
        | '\u{670}'
        | '\u{1ab0}'..='\u{1aff}'
        | '\u{1dc0}'..='\u{1dff}'
        | '\u{20d0}'..='\u{20ff}'
        | '\u{fe20}'..='\u{fe2f}')
}

/// Replacements for letters and signs that have no decomposition.
const fn spelled_out(c: char) -> Option<&'static str> {
    Some(match c {
        'ß' => "ss",
        'æ' => "ae",
        'œ' => "oe",
        'ø' => "o",
        'ł' => "l",
        'đ' | 'ð' | 'ɗ' => "d",
        'þ' => "th",
        'ħ' => "h",
        'ŧ' => "t",
        'ŋ' => "n",
        'ı' => "i",
        'ĸ' | 'ƙ' => "k",
        'ɓ' => "b",
        'ə' => "e",
        'ς' => "σ",
        '\u{2018}' | '\u{2019}' | '\u{201b}' | '\u{2bc}' | '\u{2b9}' | '\u{60}' => "'",
        '\u{2010}'..='\u{2015}' | '\u{2212}' => "-",
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use crate::text::fold::fold;
    use proptest::prelude::*;

    #[test]
    fn accents_case_and_spelling_make_no_difference() {
        let table = [
            ("Søren Holm", "soren holm"),
            ("Łukasz Żółć", "lukasz zolc"),
            ("GROẞE Straße", "grosse strasse"),
            ("IŞIK Işık İpek", "isik isik ipek"),
            ("José", "jose"),
            ("Jose\u{301}", "jose"),
            ("Þórður Æsir", "thordur aesir"),
            ("Đặng Thị Nguyễn", "dang thi nguyen"),
            ("Ｆｕｌｌ　Ｗｉｄｔｈ", "full width"),
            ("O’Neil", "o'neil"),
            ("Anne\u{2010}Marie", "anne-marie"),
            ("  two\u{a0} \t spaces\n", "two spaces"),
            ("zero\u{200b}width\u{feff}", "zerowidth"),
            ("Фёдор", "федор"),
            ("ΣΊΣΥΦΟΣ", "σισυφοσ"),
            ("", ""),
        ];
        for (text, folded) in table {
            assert_eq!(fold(text), folded, "{text}");
        }
    }

    #[test]
    fn essential_vowel_signs_stay() {
        assert_ne!(fold("मीना"), fold("मना"));
        assert_ne!(fold("がく"), fold("かく"));
        assert_eq!(fold("김민준"), fold("김민준"));
    }

    #[test]
    fn folding_any_character_is_idempotent() {
        for c in (0..=0x0010_ffff).filter_map(char::from_u32) {
            let once = fold(&c.to_string());
            assert_eq!(fold(&once), once, "U+{:04X}", u32::from(c));
        }
    }

    proptest! {
        #[test]
        fn folding_twice_is_folding_once(text in any::<String>()) {
            let once = fold(&text);
            prop_assert_eq!(fold(&once), once);
        }
    }
}
