//! A time or a date with a time comes in as JSON exactly if the file may hold it.

use allies::document::read::read;
use allies::formats::json;
use allies::model::custom_fields::CustomValue;
use proptest::prelude::*;
use proptest::string::string_regex;

/// Moments, nearly all of them legal but for one part.
fn any_moment() -> impl Strategy<Value = String> {
    let date = "((0000|2024|2026|9999|10000)-(00|02|04|12|13|1)-(00|01|29|30|31|32))?";
    let time = "[Tt ]?(00|07|23|24|7):(00|59|60|5)(:(00|59|60|61)(\\.[0-9]{0,10})?)?";
    let offset = "(Z|z|[+-](00|23|24):(00|59|60)|[+-]1:00| )?";
    prop_oneof![
        9 => string_regex(&format!("{date}{time}{offset}")).expect("a pattern"),
        1 => "[-0-9:.TZ+ ]{1,12}",
    ]
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(3000))]

    #[test]
    fn json_has_the_moments_of_the_file(text in any_moment()) {
        let file = format!("[people.a]\nname = \"A\"\nx = {text}\n");
        let in_file = read(&file).is_ok_and(|reading| {
            let own = &reading.book.people[0].own;
            let same = |value: &CustomValue| matches!(value, CustomValue::Moment(here) if *here == text);
            own.iter().any(|(_, value)| same(value))
        });
        let value = format!("{{\"x\":{{\"$moment\":\"{text}\"}}}}");
        let book = format!(
            "{{\"allies\":1,\"people\":[{{\"handle\":\"a\",\"name\":\"A\",\"other\":{value}}}]}}"
        );
        prop_assert_eq!(json::read(&book).is_ok(), in_file, "{}", text);
    }
}
