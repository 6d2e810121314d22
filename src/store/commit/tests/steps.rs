//! The order of the steps, and what each leaves when it fails.

use crate::store::commit::tests::*;
use crate::text::encoding::MOST_BYTES;

const NOT_UNDOABLE: &str = "the change is saved, but cannot be taken back: ";

#[test]
fn the_first_write_makes_the_file() {
    let sandbox = Sandbox::new();
    let saved = add(&sandbox.book(), "sara").unwrap();
    assert_eq!(saved.outcome, CommitOutcome::Written);
    assert!(saved.warnings.is_empty(), "{:?}", saved.warnings);
    assert_eq!(fs::read(sandbox.book().file).unwrap(), b"sara\n");
    assert_eq!(sandbox.names(), ["allies.toml"]);
}

#[test]
fn the_next_write_replaces_the_text() {
    let sandbox = Sandbox::new();
    add(&sandbox.book(), "sara").unwrap();
    add(&sandbox.book(), "li").unwrap();
    assert_eq!(fs::read(sandbox.book().file).unwrap(), b"sara\nli\n");
    assert_eq!(sandbox.names(), ["allies.toml"]);
}

#[test]
fn a_change_that_is_given_up_leaves_the_file_and_no_other() {
    let sandbox = Sandbox::new();
    add(&sandbox.book(), "sara").unwrap();
    let (book, options) = (sandbox.book(), options());
    let open = OpenFile::open(&book, &options).unwrap().unwrap();
    assert_eq!(open.bytes(), b"sara\n");
    drop(open);
    assert_eq!(fs::read(sandbox.book().file).unwrap(), b"sara\n");
    assert_eq!(sandbox.names(), ["allies.toml"]);
}

#[test]
fn a_plan_that_changes_nothing_touches_nothing() {
    let sandbox = Sandbox::new();
    add(&sandbox.book(), "sara").unwrap();
    let before = fs::metadata(sandbox.book().file).unwrap();
    for new in [None, Some(new_text("sara\n"))] {
        let saved = sandbox::update(&sandbox.book(), &options(), |_| new.clone()).unwrap();
        assert_eq!(saved.outcome, CommitOutcome::Unchanged);
    }
    let after = fs::metadata(sandbox.book().file).unwrap();
    assert_eq!(before.modified().unwrap(), after.modified().unwrap());
    let history = undo::history(&sandbox.book(), options().patience).unwrap();
    assert_eq!(history.changes.len(), 1);
}

#[test]
fn a_dry_run_makes_the_plan_and_nothing_else() {
    let sandbox = Sandbox::new();
    let dry = CommitOptions {
        dry_run: true,
        ..options()
    };
    let seen = Cell::new(0);
    let saved = update(&sandbox.book(), &dry, |old| {
        seen.set(seen.get() + 1);
        with(old, "sara")
    });
    assert_eq!(saved.unwrap().outcome, CommitOutcome::DryRun);
    assert_eq!(seen.get(), 1);
    assert_eq!(sandbox.names(), [""; 0]);
    assert!(!sandbox.path("home").exists());
}

#[test]
fn a_dry_run_works_where_even_the_folder_is_still_to_be_made() {
    let sandbox = Sandbox::new();
    let dry = CommitOptions {
        dry_run: true,
        ..options()
    };
    let own = sandbox.at("home/config/allies/allies.toml");
    let saved = update(&own, &dry, |old| with(old, "sara"));
    assert_eq!(saved.unwrap().outcome, CommitOutcome::DryRun);
    assert!(!sandbox.path("home").exists());
}

#[test]
fn only_the_own_folder_is_made() {
    let sandbox = Sandbox::new();
    let other = sandbox.at("books/typo/allies.toml");
    assert!(matches!(kind(add(&other, "sara")), IoErrorKind::NoFolder));
    assert_eq!(sandbox.names(), [""; 0]);
    let own = sandbox.at("home/config/allies/allies.toml");
    add(&own, "sara").unwrap();
    assert_eq!(fs::read(&own.file).unwrap(), b"sara\n");
}

#[test]
fn the_own_folder_goes_again_if_nothing_came_of_it() {
    let sandbox = Sandbox::new();
    let own = sandbox.at("home/config/allies/allies.toml");
    let options = options();
    let open = OpenFile::open(&own, &options).unwrap().unwrap();
    assert!(sandbox.path("home/config/allies").exists());
    drop(open);
    assert!(!sandbox.path("home/config/allies").exists());
}

#[test]
fn what_is_no_regular_file_is_refused() {
    let sandbox = Sandbox::new();
    fs::create_dir(sandbox.path("books/allies.toml")).unwrap();
    assert!(matches!(
        kind(add(&sandbox.book(), "sara")),
        IoErrorKind::Directory
    ));
    #[cfg(unix)]
    {
        let mut null = sandbox.book();
        null.file = "/dev/null".into();
        assert!(matches!(kind(add(&null, "sara")), IoErrorKind::NotAFile));
        let socket = sandbox.at("books/socket");
        let _listening = std::os::unix::net::UnixListener::bind(&socket.file).unwrap();
        assert!(matches!(kind(add(&socket, "sara")), IoErrorKind::NotAFile));
    }
}

#[test]
fn a_name_that_can_only_be_a_directory_is_refused() {
    let sandbox = Sandbox::new();
    for name in ["books/new/", "books/..", "books/."] {
        let result = add(&sandbox.at(name), "sara");
        assert!(matches!(kind(result), IoErrorKind::Directory), "{name}");
    }
}

#[test]
fn a_file_beyond_the_limit_is_refused() {
    let sandbox = Sandbox::new();
    let file = fs::File::create(sandbox.book().file).unwrap();
    file.set_len(MOST_BYTES + 1).unwrap();
    assert!(matches!(
        kind(add(&sandbox.book(), "sara")),
        IoErrorKind::TooLarge
    ));
}

#[test]
fn leftovers_of_a_killed_write_are_swept_and_nothing_else() {
    let sandbox = Sandbox::new();
    let kept = [
        ".allies.toml.12-0.tmp.bak",
        ".allies.toml.12.tmp",
        ".allies.toml.x-0.tmp",
        ".other.toml.12-0.tmp",
        "allies.toml.12-0.tmp",
    ];
    for name in kept
        .iter()
        .chain(&[".allies.toml.4711-0.tmp", ".allies.toml.9-13.tmp"])
    {
        fs::write(sandbox.path("books").join(name), "left").unwrap();
    }
    add(&sandbox.book(), "sara").unwrap();
    let mut expected = kept.to_vec();
    expected.push("allies.toml");
    expected.sort_unstable();
    assert_eq!(sandbox.names(), expected);
}

#[test]
fn a_write_that_cannot_be_undone_is_still_made() {
    let sandbox = Sandbox::new();
    fs::create_dir_all(sandbox.path("home/state")).unwrap();
    fs::write(sandbox.path("home/state/allies"), "in the way").unwrap();
    let saved = add(&sandbox.book(), "sara").unwrap();
    assert_eq!(saved.warnings.len(), 1);
    assert!(saved.warnings[0].starts_with(NOT_UNDOABLE));
    assert_eq!(fs::read(sandbox.book().file).unwrap(), b"sara\n");
}

#[test]
fn without_a_state_folder_a_write_is_made_with_a_warning() {
    let sandbox = Sandbox::new();
    let mut homeless = sandbox.book();
    homeless.state = None;
    let saved = add(&homeless, "sara").unwrap();
    assert_eq!(saved.warnings, [format!("{NOT_UNDOABLE}entity not found")]);
}

#[test]
fn bytes_that_are_no_text_can_be_fixed_but_not_undone() {
    let sandbox = Sandbox::new();
    fs::write(sandbox.book().file, b"\xff\xfe").unwrap();
    let saved = update(&sandbox.book(), &options(), |_| "sara\n".to_owned()).unwrap();
    assert_eq!(saved.warnings.len(), 1);
    assert!(saved.warnings[0].starts_with(NOT_UNDOABLE));
    assert_eq!(fs::read(sandbox.book().file).unwrap(), b"sara\n");
}

#[test]
fn splices_that_do_not_fit_are_found_again() {
    let sandbox = Sandbox::new();
    add(&sandbox.book(), "sara").unwrap();
    let wrong = Splice {
        at: 3,
        removed: "x".into(),
        inserted: "y".into(),
    };
    sandbox::update(&sandbox.book(), &options(), |old| {
        Some(NewText {
            splices: vec![wrong.clone()],
            ..new_text(&with(old, "li"))
        })
    })
    .unwrap();
    undo::undo(&sandbox.book(), &options(), false).unwrap();
    assert_eq!(fs::read(sandbox.book().file).unwrap(), b"sara\n");
}

#[test]
fn a_file_whose_name_is_as_long_as_names_can_be_is_written() {
    let sandbox = Sandbox::new();
    let location = sandbox.at(&format!("books/{}.toml", "ä".repeat(125)));
    add(&location, "sara").unwrap();
    add(&location, "li").unwrap();
    assert_eq!(fs::read(&location.file).unwrap(), b"sara\nli\n");
    assert_eq!(sandbox.names().len(), 1);
}

#[test]
fn a_folder_that_takes_no_new_file_leaves_the_old_one() {
    // `/proc` refuses new files even to root.
    let sandbox = Sandbox::new();
    let mut location = sandbox.book();
    location.file = "/proc/allies.toml".into();
    if cfg!(target_os = "linux") {
        let IoErrorKind::System(operation, _) = kind(add(&location, "sara")) else {
            panic!("the system should have refused");
        };
        assert_eq!(operation, Operation::Creating);
    }
}
