//! `who`: who to call.

use snapbox::{assert_data_eq, str};

use crate::sandbox::Sandbox;

const BOOK: &str = r#"
[people.ruth]
name = "Ruth Ochieng"
added = 2026-04-20
dept = "Shipping"
role = "Dispatcher"
boss = "K. Brandt"
helps = ["couriers", "customs"]
phone = "+49 30 5550"
email = ["ruth@acme.example"]
log = [
  { on = 2026-11-18, met = "dock walk" },
  { on = 2026-11-19, received = "a pallet overnight", size = "big" },
  { on = 2026-11-20, thanked = "flowers" },
]

[people.omar]
name = "Omar Khan"
added = 2026-04-20
dept = "Mail room"
helps = ["parcels", "couriers at night"]
cares = ["courier bikes"]
tags = ["berlin"]
log = [
  { on = 2026-11-01, gave = "label template", size = "big" },
  { on = 2026-11-18, met = "" },
]

[people.li]
name = "Li Wei"
added = 2026-04-20
helps = ["Wi-Fi", "$(touch owned)"]
log = [{ on = 2026-11-18, strained = "" }]
"#;

#[test]
fn who_names_those_that_fit_best_first_and_whether_one_may_ask() {
    assert_data_eq!(
        Sandbox::with(BOOK).ok(["who", "courier"]),
        str![[r#"
Omar Khan · Mail room · couriers at night · cares about courier bikes · strong
  yes, leaving −5

Ruth Ochieng · Dispatcher · Shipping · couriers · strong
  +49 30 5550 · ruth@acme.example
  thank first. K. Brandt has not heard of the help of 19 November

To ask for it urgently: say how much time there is, ask and do not demand, say
it is beyond what they must do, and that they know best.
If it burns, call all the same: say that it is beyond what you may ask and that
they know best, and make it good soon after.

"#]]
    );
}

#[test]
fn who_puts_phone_and_mail_beside_the_name_on_a_wide_page() {
    let sandbox = Sandbox::with(BOOK);
    let output = sandbox.finish(sandbox.command(["who", "customs"]).env("COLUMNS", "120"));
    assert_data_eq!(
        output.out,
        str![[r#"
Ruth Ochieng · Dispatcher · Shipping · customs · strong                                  +49 30 5550 · ruth@acme.example
  thank first. K. Brandt has not heard of the help of 19 November

If it burns, call all the same: say that it is beyond what you may ask and that they know best, and make it good soon
after.

"#]]
    );
}

#[test]
fn who_without_a_need_hides_nobody() {
    let out = Sandbox::with(BOOK).ok(["who"]);
    assert_data_eq!(
        out,
        str![[r#"
Omar Khan · Mail room · helps with parcels, couriers at night · strong
  yes, leaving −5

Ruth Ochieng · Dispatcher · Shipping · helps with couriers, customs · strong
  +49 30 5550 · ruth@acme.example
  thank first. K. Brandt has not heard of the help of 19 November

Li Wei · helps with Wi-Fi, $(touch owned) · strained
  repair first. Strained since 18 November

To ask for it urgently: say how much time there is, ask and do not demand, say
it is beyond what they must do, and that they know best.
If it burns, call all the same: say that it is beyond what you may ask and that
they know best, and make it good soon after.

"#]]
    );
}

#[test]
fn who_as_json_is_people_best_first() {
    let sandbox = Sandbox::with(BOOK);
    let json: serde_json::Value =
        serde_json::from_str(&sandbox.ok(["who", "COURIER", "--json"])).expect("JSON");
    let handles: Vec<_> = json
        .as_array()
        .expect("a list")
        .iter()
        .map(|one| &one["handle"])
        .collect();
    assert_eq!(handles, ["omar", "ruth"]);
    assert_eq!(json[1]["ask"]["urgent"]["verdict"], "thank first");
    assert_eq!(json[1]["phone"][0], "+49 30 5550");
}

#[test]
fn who_joins_its_words_and_each_must_fit() {
    let sandbox = Sandbox::with(BOOK);
    let both = sandbox.ok(["who", "courier", "berlin"]);
    let told = "Omar Khan · Mail room · couriers at night · tagged berlin · cares about courier";
    assert_eq!(both.lines().next(), Some(told));
    assert!(!both.contains("Ruth"), "{both}");
    assert_eq!(sandbox.run(["who", "courier", "wifi"]).code, 1);
}

#[test]
fn who_names_the_nearest_helps_when_nobody_fits() {
    let output = Sandbox::with(BOOK).run(["who", "curriers"]);
    assert_eq!((output.code, output.out.as_str()), (1, ""));
    assert_data_eq!(
        output.err,
        str![[r#"
error: nobody helps with `curriers`
  near: couriers
  near: couriers at night
  near: parcels
hint: allies who couriers

"#]]
    );
}

#[test]
fn who_sees_that_a_person_is_meant() {
    let output = Sandbox::with(BOOK).run(["who", "ochieng"]);
    assert_eq!(output.code, 1);
    assert_data_eq!(
        output.err,
        str![[r#"
error: nobody helps with `ochieng`
  near: couriers
  near: couriers at night
  near: $(touch owned)
hint: look at that person: allies show ruth

"#]]
    );
}

#[test]
fn who_never_suggests_a_command_that_a_shell_would_run() {
    let output = Sandbox::with(BOOK).run(["who", "xtouch"]);
    assert_eq!(output.code, 1);
    assert_data_eq!(
        output.err,
        str![[r#"
error: nobody helps with `xtouch`
  near: $(touch owned)
  near: couriers at night
  near: customs
hint: see everybody: allies who

"#]]
    );
}

#[test]
fn who_as_json_gives_an_empty_list_and_exit_1_when_nobody_fits() {
    let output = Sandbox::with(BOOK).run(["who", "curriers", "--json"]);
    assert_eq!((output.code, output.out.as_str()), (1, "[]\n"));
}

#[test]
fn who_in_an_empty_book_says_how_to_begin() {
    let output = Sandbox::new().run(["who", "couriers"]);
    assert_eq!(output.code, 1);
    assert_data_eq!(
        output.err,
        str![[r#"
error: there is nobody to call: the book is empty
hint: say what someone is good for: allies add "Sara Ortiz" --helps vpn,laptops

"#]]
    );
}
