//! Others who write at the same time.

use crate::store::commit::tests::*;

#[test]
fn a_change_in_between_starts_the_write_over() {
    let sandbox = Sandbox::new();
    add(&sandbox.book(), "sara").unwrap();
    let calls = Cell::new(0);
    let saved = update(&sandbox.book(), &options(), |old| {
        calls.set(calls.get() + 1);
        if calls.get() == 1 {
            fs::write(sandbox.book().file, "sara\nby an editor\n").unwrap();
        }
        with(old, "li")
    });
    assert_eq!(saved.unwrap().outcome, CommitOutcome::Written);
    assert_eq!(calls.get(), 2);
    assert_eq!(
        fs::read(sandbox.book().file).unwrap(),
        b"sara\nby an editor\nli\n"
    );
    assert_eq!(sandbox.names(), ["allies.toml"]);
}

#[test]
fn a_file_that_appears_in_between_is_not_overwritten() {
    let sandbox = Sandbox::new();
    update(&sandbox.book(), &options(), |old| {
        if old.is_empty() {
            fs::write(sandbox.book().file, "by an editor\n").unwrap();
        }
        with(old, "li")
    })
    .unwrap();
    assert_eq!(
        fs::read(sandbox.book().file).unwrap(),
        b"by an editor\nli\n"
    );
}

#[test]
fn a_file_that_never_rests_is_given_up() {
    let sandbox = Sandbox::new();
    let calls = Cell::new(0);
    let result = update(&sandbox.book(), &options(), |old| {
        calls.set(calls.get() + 1);
        fs::write(sandbox.book().file, format!("{}\n", calls.get())).unwrap();
        with(old, "li")
    });
    assert!(matches!(kind(result), IoErrorKind::ConcurrentlyModified));
    assert_eq!(calls.get(), MAX_TRIES);
    assert_eq!(fs::read(sandbox.book().file).unwrap(), b"5\n");
    assert_eq!(sandbox.names(), ["allies.toml"]);
}

#[test]
fn an_emptied_file_is_refused_unless_it_was_meant() {
    let sandbox = Sandbox::new();
    add(&sandbox.book(), "sara").unwrap();
    add(&sandbox.book(), "li").unwrap();
    fs::write(sandbox.book().file, "").unwrap();
    let refused = kind(add(&sandbox.book(), "omar"));
    assert!(matches!(refused, IoErrorKind::Emptied(2)), "{refused:?}");
    assert_eq!(fs::read(sandbox.book().file).unwrap(), b"");
    let yes = CommitOptions {
        yes: true,
        ..options()
    };
    update(&sandbox.book(), &yes, |old| with(old, "omar")).unwrap();
    assert_eq!(fs::read(sandbox.book().file).unwrap(), b"omar\n");
}

#[test]
fn an_editor_that_empties_the_file_first_is_waited_for() {
    let sandbox = Sandbox::new();
    add(&sandbox.book(), "sara").unwrap();
    let file = sandbox.book().file;
    fs::write(&file, "").unwrap();
    let patient = CommitOptions {
        patience: Patience {
            settle: Duration::from_secs(20),
            ..options().patience
        },
        ..options()
    };
    std::thread::scope(|scope| {
        scope.spawn(|| {
            std::thread::sleep(Duration::from_millis(60));
            fs::write(&file, "sara\nedited\n").unwrap();
        });
        update(&sandbox.book(), &patient, |old| with(old, "li")).unwrap();
    });
    assert_eq!(fs::read(&file).unwrap(), b"sara\nedited\nli\n");
}

#[test]
fn a_file_that_was_removed_is_made_again() {
    let sandbox = Sandbox::new();
    add(&sandbox.book(), "sara").unwrap();
    fs::remove_file(sandbox.book().file).unwrap();
    add(&sandbox.book(), "li").unwrap();
    assert_eq!(fs::read(sandbox.book().file).unwrap(), b"li\n");
}

#[test]
fn the_last_person_may_be_taken_out_and_another_added() {
    let sandbox = Sandbox::new();
    add(&sandbox.book(), "sara").unwrap();
    update(&sandbox.book(), &options(), |_| String::new()).unwrap();
    assert_eq!(fs::read(sandbox.book().file).unwrap(), b"");
    add(&sandbox.book(), "li").unwrap();
}

#[test]
fn a_held_lock_is_given_up_after_the_patience() {
    let sandbox = Sandbox::new();
    add(&sandbox.book(), "sara").unwrap();
    let holder = fs::File::open(sandbox.path("books")).unwrap();
    holder.lock().unwrap();
    let result = add(&sandbox.book(), "li");
    assert!(matches!(kind(result), IoErrorKind::Busy(_)));
    let read = read_input(&sandbox.book().file, Duration::ZERO).unwrap();
    assert_eq!(read, b"sara\n", "reading takes no lock");
    drop(holder);
    add(&sandbox.book(), "li").unwrap();
}

#[cfg(unix)]
#[test]
fn two_paths_to_one_file_share_the_lock() {
    let sandbox = Sandbox::new();
    add(&sandbox.book(), "sara").unwrap();
    std::os::unix::fs::symlink(sandbox.path("books"), sandbox.path("elsewhere")).unwrap();
    fs::create_dir(sandbox.path("links")).unwrap();
    std::os::unix::fs::symlink("../books/allies.toml", sandbox.path("links/a")).unwrap();
    update(&sandbox.book(), &options(), |old| {
        for other in ["elsewhere/allies.toml", "links/a"] {
            assert!(matches!(
                kind(add(&sandbox.at(other), "li")),
                IoErrorKind::Busy(_)
            ));
        }
        with(old, "omar")
    })
    .unwrap();
    assert_eq!(fs::read(sandbox.book().file).unwrap(), b"sara\nomar\n");
}

#[test]
fn no_row_of_many_writers_is_lost_and_no_reader_fails() {
    let sandbox = Sandbox::new();
    let patient = CommitOptions {
        patience: Patience {
            lock: Duration::from_mins(1),
            ..options().patience
        },
        ..options()
    };
    let write = |line: String| {
        update(&sandbox.book(), &patient, |old| with(old, &line)).unwrap();
    };
    std::thread::scope(|scope| {
        for writer in 0..6 {
            let write = &write;
            scope.spawn(move || (0..10).for_each(|row| write(format!("{writer}-{row}"))));
        }
        for _ in 0..60 {
            let bytes = match read_input(&sandbox.book().file, patient.patience.settle) {
                Err(error) if error.is_not_found() => Vec::new(),
                read => read.unwrap(),
            };
            assert!(bytes.is_empty() || bytes.ends_with(b"\n"));
        }
    });
    let text = fs::read_to_string(sandbox.book().file).unwrap();
    assert_eq!(text.lines().count(), 60);
    assert_eq!(sandbox.names(), ["allies.toml"]);
}
