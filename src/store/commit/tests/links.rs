//! Links stay links.

#![cfg(unix)]

use std::os::unix::fs::symlink;

use crate::store::commit::tests::*;

/// Writes through the link and expects the text behind it.
fn written_behind(sandbox: &Sandbox, link: &str, file: &str) {
    add(&sandbox.at(link), "sara").unwrap();
    let real = fs::canonicalize(sandbox.path(file)).unwrap();
    assert_eq!(
        crate::store::symlink::follow(&sandbox.path(link)).unwrap(),
        real
    );
    assert_eq!(fs::read(real).unwrap(), b"sara\n");
    let link = fs::symlink_metadata(sandbox.path(link)).unwrap();
    assert!(link.is_symlink(), "the link is still one");
}

#[test]
fn an_absolute_link_stays_and_its_file_is_written() {
    let sandbox = Sandbox::new();
    fs::write(sandbox.path("real.toml"), "").unwrap();
    symlink(sandbox.path("real.toml"), sandbox.path("books/link")).unwrap();
    written_behind(&sandbox, "books/link", "real.toml");
}

#[test]
fn a_relative_link_is_followed_from_its_own_directory() {
    let sandbox = Sandbox::new();
    fs::write(sandbox.path("real.toml"), "").unwrap();
    symlink("../real.toml", sandbox.path("books/link")).unwrap();
    written_behind(&sandbox, "books/link", "real.toml");
}

#[test]
fn a_chain_of_links_is_followed_to_its_end() {
    let sandbox = Sandbox::new();
    fs::create_dir(sandbox.path("dotfiles")).unwrap();
    fs::write(sandbox.path("dotfiles/real.toml"), "").unwrap();
    symlink("real.toml", sandbox.path("dotfiles/one")).unwrap();
    symlink(sandbox.path("dotfiles/one"), sandbox.path("two")).unwrap();
    symlink("../two", sandbox.path("books/link")).unwrap();
    written_behind(&sandbox, "books/link", "dotfiles/real.toml");
    let one = fs::symlink_metadata(sandbox.path("dotfiles/one")).unwrap();
    assert!(one.is_symlink());
}

#[test]
fn a_dangling_link_gets_its_target_created() {
    let sandbox = Sandbox::new();
    symlink("../new.toml", sandbox.path("books/link")).unwrap();
    written_behind(&sandbox, "books/link", "new.toml");
}

#[test]
fn a_link_into_a_folder_that_does_not_exist_is_refused() {
    let sandbox = Sandbox::new();
    symlink("../typo/new.toml", sandbox.path("books/link")).unwrap();
    let result = add(&sandbox.at("books/link"), "sara");
    assert!(matches!(kind(result), IoErrorKind::NoFolder));
}

#[test]
fn a_linked_directory_is_followed_as_the_system_does() {
    let sandbox = Sandbox::new();
    fs::create_dir_all(sandbox.path("deep/inside")).unwrap();
    symlink(sandbox.path("deep/inside"), sandbox.path("books/folder")).unwrap();
    // `..` after a linked directory is the folder above its target, not above the link.
    symlink("folder/../real.toml", sandbox.path("books/link")).unwrap();
    written_behind(&sandbox, "books/link", "deep/real.toml");
    assert_eq!(sandbox.names(), ["folder", "link"]);
}

#[test]
fn a_loop_of_links_is_refused() {
    let sandbox = Sandbox::new();
    symlink("two", sandbox.path("books/one")).unwrap();
    symlink("one", sandbox.path("books/two")).unwrap();
    let result = add(&sandbox.at("books/one"), "sara");
    assert!(matches!(kind(result), IoErrorKind::LinkLoop));
    let read = read_input(&sandbox.path("books/one"), Duration::ZERO);
    assert!(matches!(read.unwrap_err().kind, IoErrorKind::LinkLoop));
}

#[test]
fn a_link_that_is_changed_in_between_is_followed_again() {
    let sandbox = Sandbox::new();
    fs::write(sandbox.path("books/one"), "one\n").unwrap();
    fs::write(sandbox.path("books/two"), "two\n").unwrap();
    symlink("one", sandbox.path("books/link")).unwrap();
    let calls = Cell::new(0);
    update(&sandbox.at("books/link"), &options(), |old| {
        calls.set(calls.get() + 1);
        if calls.get() == 1 {
            fs::remove_file(sandbox.path("books/link")).unwrap();
            symlink("two", sandbox.path("books/link")).unwrap();
        }
        with(old, "li")
    })
    .unwrap();
    assert_eq!(calls.get(), 2);
    assert_eq!(fs::read(sandbox.path("books/one")).unwrap(), b"one\n");
    assert_eq!(fs::read(sandbox.path("books/two")).unwrap(), b"two\nli\n");
}

#[test]
fn one_file_through_two_paths_has_one_journal() {
    let sandbox = Sandbox::new();
    symlink("allies.toml", sandbox.path("books/link")).unwrap();
    add(&sandbox.book(), "sara").unwrap();
    add(&sandbox.at("books/link"), "li").unwrap();
    undo::undo(&sandbox.book(), &options(), false).unwrap();
    undo::undo(&sandbox.at("books/link"), &options(), false).unwrap();
    assert_eq!(fs::read(sandbox.book().file).unwrap(), b"");
}

#[test]
fn another_hard_link_keeps_the_old_text_with_a_warning() {
    let sandbox = Sandbox::new();
    add(&sandbox.book(), "sara").unwrap();
    fs::hard_link(sandbox.book().file, sandbox.path("books/other")).unwrap();
    let saved = add(&sandbox.book(), "li").unwrap();
    assert_eq!(saved.warnings.len(), 1);
    assert!(
        saved.warnings[0].contains("allies.toml has 1 other name "),
        "{:?}",
        saved.warnings
    );
    assert_eq!(fs::read(sandbox.path("books/other")).unwrap(), b"sara\n");
    assert!(add(&sandbox.book(), "omar").unwrap().warnings.is_empty());
}

#[test]
fn a_path_that_is_not_utf_8_is_written_and_undone() {
    use std::os::unix::ffi::OsStringExt;
    let sandbox = Sandbox::new();
    let raw = std::ffi::OsString::from_vec(b"my \xff book.toml".to_vec());
    let mut location = sandbox.book();
    location.file = sandbox.path("books").join(raw);
    add(&location, "sara").unwrap();
    add(&location, "li").unwrap();
    assert_eq!(fs::read(&location.file).unwrap(), b"sara\nli\n");
    assert_eq!(sandbox.names().len(), 1);
    undo::undo(&location, &options(), false).unwrap();
    assert_eq!(fs::read(&location.file).unwrap(), b"sara\n");
}

/// `/dev/stdin` of a deleted file that is still open: the system can open it, but
/// there is no name to write a new text to.
#[cfg(target_os = "linux")]
#[test]
fn an_open_file_without_a_name_is_refused() {
    use std::os::fd::AsRawFd;
    let sandbox = Sandbox::new();
    let path = sandbox.path("books/gone");
    fs::write(&path, "sara\n").unwrap();
    let open = fs::File::open(&path).unwrap();
    fs::remove_file(&path).unwrap();
    let mut location = sandbox.book();
    location.file = format!("/proc/self/fd/{}", open.as_raw_fd()).into();
    assert!(matches!(kind(add(&location, "li")), IoErrorKind::NotAFile));
    assert_eq!(sandbox.names(), [""; 0]);
}
