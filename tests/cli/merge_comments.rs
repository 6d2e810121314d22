//! `merge`: what becomes of comments where the sides disagree.

use snapbox::{assert_data_eq, str};

use crate::sandbox::{Output, Sandbox};

const BASE: &str = r#"[people.sara]
name = "Sara Ortiz"              # Ortiz with a z
# never before ten
dept = "IT"
log = [
  { on = 2026-11-02, met = "lunch" },   # she paid
]

[people.omar]
name = "Omar Khan"
"#;

const OMAR: &str = "[people.omar]\nname = \"Omar Khan\"\n";

/// Merges the three, and gives what was said and what ours is then.
fn merge(ours: &str, theirs: &str) -> (Output, String) {
    let sandbox = Sandbox::new();
    for (name, text) in [("base", BASE), ("ours", ours), ("theirs", theirs)] {
        let file = sandbox.home().join(format!("{name}.toml"));
        std::fs::write(file, text).expect("written");
    }
    let output = sandbox.run(["merge", "base.toml", "ours.toml", "theirs.toml"]);
    let text = std::fs::read_to_string(sandbox.home().join("ours.toml"));
    (output, text.expect("read"))
}

#[test]
fn somebody_taken_out_here_and_changed_there_is_shown_with_the_comments_of_old() {
    let theirs = BASE.replace("\"IT\"", "\"HR\"");
    let (output, text) = merge(OMAR, &theirs);
    assert_eq!(output.code, 1);
    assert_data_eq!(
        text,
        str![[r#"
<<<<<<< ours
=======
[people.sara]
name = "Sara Ortiz"              # Ortiz with a z
# never before ten
dept = "HR"
log = [
  { on = 2026-11-02, met = "lunch" },   # she paid
]

>>>>>>> theirs
[people.omar]
name = "Omar Khan"

"#]]
    );
}

#[test]
fn somebody_changed_here_and_taken_out_there_keeps_every_comment() {
    let ours = BASE.replace("\"IT\"", "\"HR\"   # since May");
    let (output, text) = merge(&ours, OMAR);
    assert_eq!(output.code, 1);
    assert_data_eq!(
        text,
        str![[r#"
<<<<<<< ours
[people.sara]
name = "Sara Ortiz"              # Ortiz with a z
# never before ten
dept = "HR"   # since May
log = [
  { on = 2026-11-02, met = "lunch" },   # she paid
]

=======
>>>>>>> theirs
[people.omar]
name = "Omar Khan"

"#]]
    );
}

/// A comment is no change of what the book means, so what they took out is taken out.
#[test]
fn a_comment_of_ours_that_goes_with_somebody_is_told() {
    let ours = BASE.replace("# she paid", "# I paid");
    let (output, text) = merge(&ours, OMAR);
    assert_eq!(output.code, 0);
    assert_data_eq!(
        output.err,
        str![[r#"
warning: comments of ours.toml that went with what theirs took out or changed: line 6

"#]]
    );
    assert_eq!(text, OMAR);
}
