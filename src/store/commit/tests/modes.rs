//! Owners and modes stay.

#![cfg(unix)]

use std::os::unix::fs::{MetadataExt, PermissionsExt};

use crate::store::commit::tests::*;

fn mode(path: &Path) -> u32 {
    fs::metadata(path).unwrap().mode() & 0o7777
}

fn set_mode(path: &Path, mode: u32) {
    fs::set_permissions(path, fs::Permissions::from_mode(mode)).unwrap();
}

#[test]
fn what_is_made_is_private() {
    let sandbox = Sandbox::new();
    let own = sandbox.at("home/config/allies/allies.toml");
    add(&own, "sara").unwrap();
    assert_eq!(mode(&own.file), 0o600);
    assert_eq!(mode(&sandbox.path("home/config/allies")), 0o700);
    let state = sandbox.path("home/state/allies");
    assert_eq!(mode(&state), 0o700);
    let kept = names(&state);
    assert_eq!(kept.len(), 1, "{kept:?}");
    assert_eq!(mode(&state.join(&kept[0])), 0o600);
}

#[test]
fn every_mode_is_kept() {
    let sandbox = Sandbox::new();
    let file = sandbox.book().file;
    for wanted in [
        0o600, 0o640, 0o644, 0o664, 0o666, 0o755, 0o700, 0o200, 0o4755,
    ] {
        fs::write(&file, "sara\n").unwrap();
        set_mode(&file, wanted);
        // Whether a file of mode 0200 can be read depends on the user.
        let written = add(&sandbox.book(), "li");
        if wanted != 0o200 || written.is_ok() {
            written.unwrap();
            assert_eq!(fs::read(&file).unwrap(), b"sara\nli\n");
        }
        assert_eq!(mode(&file), wanted, "{wanted:o}");
    }
}

#[test]
fn a_file_that_its_owner_made_read_only_is_refused() {
    let sandbox = Sandbox::new();
    let file = sandbox.book().file;
    for wanted in [0o444, 0o400, 0o044] {
        fs::write(&file, "sara\n").unwrap();
        set_mode(&file, wanted);
        match kind(add(&sandbox.book(), "li")) {
            IoErrorKind::ReadOnly => {}
            // Without permission to read, reading fails first.
            IoErrorKind::System(operation, _) => {
                assert_eq!((wanted, operation), (0o044, Operation::Reading));
            }
            other => panic!("{other:?}"),
        }
        assert_eq!(mode(&file), wanted);
        set_mode(&file, 0o600);
        assert_eq!(fs::read(&file).unwrap(), b"sara\n");
    }
    assert_eq!(sandbox.names(), ["allies.toml"]);
}

#[test]
fn root_writing_a_users_file_keeps_its_owner() {
    let sandbox = Sandbox::new();
    let file = sandbox.book().file;
    fs::write(&file, "sara\n").unwrap();
    set_mode(&file, 0o640);
    if std::os::unix::fs::chown(&file, Some(12345), Some(23456)).is_err() {
        // Only root can try this.
        return;
    }
    add(&sandbox.book(), "li").unwrap();
    let after = fs::metadata(&file).unwrap();
    assert_eq!((after.uid(), after.gid()), (12345, 23456));
    assert_eq!(mode(&file), 0o640);
}

#[cfg(target_os = "linux")]
#[test]
fn extended_attributes_are_kept() {
    use rustix::fs::{XattrFlags, getxattr, setxattr};
    let sandbox = Sandbox::new();
    let file = sandbox.book().file;
    fs::write(&file, "sara\n").unwrap();
    if setxattr(&file, "user.origin", b"phone", XattrFlags::empty()).is_err() {
        // Not every file system has them.
        return;
    }
    add(&sandbox.book(), "li").unwrap();
    let mut value = [0; 16];
    let length = getxattr(&file, "user.origin", &mut value[..]).unwrap();
    assert_eq!(&value[..length], b"phone");
}
