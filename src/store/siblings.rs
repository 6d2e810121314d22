//! What is next to the data file: copies that a sync or an editor made, and who else may read it.
//! Reads only names and modes, never contents.

use std::ffi::OsString;
use std::fs;
use std::path::{Path, PathBuf};

use crate::store::atomic_write::names_in;
use crate::store::metadata::{self, Inode};
use crate::store::paths::Location;
use crate::store::symlink;

/// A file next to the data file that was made from it.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Sibling {
    /// What it is.
    pub kind: SiblingKind,
    /// Where it is.
    pub path: PathBuf,
}

/// What another program made from the data file.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum SiblingKind {
    /// The other version, kept by a sync when two machines had changed the file.
    Conflict,
    /// A numbered copy (`allies (1).toml`), as made by some syncs and downloads.
    Numbered,
    /// Left by a merge or a patch: `.orig`, `.rej`.
    Merge,
    /// The previous version, kept by an editor.
    Backup,
    /// The mark of an editor that has the file open, or died while it had.
    Open,
}

/// All siblings of the data file, by kind and name; empty if the folder cannot be read.
pub fn list(location: &Location) -> Vec<Sibling> {
    let Some(path) = real_file(location) else {
        return Vec::new();
    };
    let own = path.file_name().unwrap_or_default().to_string_lossy();
    let folder = symlink::folder_of(&path);
    let names = names_in(folder).unwrap_or_default();
    let sibling = |name: &OsString| {
        let kind = kind_of_name(&name.to_string_lossy(), &own)?;
        let path = folder.join(name);
        let found = fs::symlink_metadata(&path).ok()?;
        // Emacs marks an open file by a dangling link.
        let is_mark = found.is_symlink() && kind == SiblingKind::Open;
        (found.is_file() || is_mark).then_some(Sibling { kind, path })
    };
    let mut found: Vec<Sibling> = names.iter().filter_map(sibling).collect();
    found.sort();
    found
}

/// The mode of the file, if anyone but its owner may read or write it.
pub fn open_to_others(location: &Location) -> Option<u32> {
    let mode = Inode::new(&fs::metadata(real_file(location)?).ok()?).mode;
    (mode & 0o066 != 0).then_some(mode)
}

/// The state folder, if it exists but cannot be written to.
pub fn unwritable_state(location: &Location) -> Option<&Path> {
    let state = location.state.as_deref()?;
    let metadata = fs::metadata(state).ok()?;
    let is_writable = metadata.is_dir() && metadata::may_write(state, &metadata);
    (!is_writable).then_some(state)
}

/// The real path, if it is a regular file: a pipe has no siblings.
fn real_file(location: &Location) -> Option<PathBuf> {
    let target = symlink::follow(&location.file).ok()?;
    let found = fs::symlink_metadata(&target).ok()?;
    found.is_file().then_some(target)
}

/// The kind of sibling that a name stands for, given the name of the data file.
fn kind_of_name(name: &str, own: &str) -> Option<SiblingKind> {
    match name.strip_prefix(own) {
        Some("") => return None,
        Some(".orig" | ".rej") => return Some(SiblingKind::Merge),
        Some("~" | ".bak" | ".save" | ".backup") => return Some(SiblingKind::Backup),
        _ => {}
    }
    let swap = ["swp", "swo", "swn"].map(|end| format!(".{own}.{end}"));
    let emacs = [format!(".#{own}"), format!("#{own}#")];
    if swap.iter().chain(&emacs).any(|open| open == name) {
        return Some(SiblingKind::Open);
    }
    let dot = own.rfind('.').filter(|dot| *dot > 0);
    let (stem, end) = own.split_at(dot.unwrap_or(own.len()));
    let rest = name.strip_prefix(stem)?;
    // `alliesconflict.toml` is another book.
    if rest.starts_with(|first: char| first.is_alphanumeric()) {
        return None;
    }
    // Syncthing: `.sync-conflict-…`; Dropbox and Nextcloud: ` (… conflicted copy …)`; older
    // versions: `_conflict-…`; Seafile: ` (SFConflict …)`; Google Drive: ` [Conflict]`.
    if rest.to_lowercase().contains("conflict") {
        return Some(SiblingKind::Conflict);
    }
    let mergetool = ["_BACKUP_", "_BASE_", "_LOCAL_", "_REMOTE_"];
    if mergetool.iter().any(|suffix| rest.starts_with(suffix)) {
        return Some(SiblingKind::Merge);
    }
    is_number(rest.strip_suffix(end)?).then_some(SiblingKind::Numbered)
}

/// ` (1)`, or ` 2` as iCloud writes it.
fn is_number(text: &str) -> bool {
    text.strip_prefix(' ').is_some_and(|text| {
        let inner = text.strip_prefix('(').and_then(|it| it.strip_suffix(')'));
        let digits = inner.unwrap_or(text);
        matches!(digits.len(), 1..=3) && digits.bytes().all(|it| it.is_ascii_digit())
    })
}

#[cfg(test)]
mod tests {
    use crate::store::siblings::{SiblingKind, kind_of_name};

    #[test]
    fn conflict_copies_of_every_sync_are_known() {
        for name in [
            "allies.sync-conflict-20261123-101500-ABCDEF7.toml",
            "allies (Anna's conflicted copy 2026-11-23).toml",
            "allies (conflicted copy 2026-11-23 101500).toml",
            "allies_conflict-20261123-101500.toml",
            "allies (SFConflict anna@x 2026-11-23-10-15-00).toml",
            "allies [Conflict].toml",
            "allies.Conflict.toml",
            "allies (Case Conflict).toml",
        ] {
            assert_eq!(
                kind_of_name(name, "allies.toml"),
                Some(SiblingKind::Conflict),
                "{name}"
            );
        }
        assert_eq!(
            kind_of_name("book (conflict)", "book"),
            Some(SiblingKind::Conflict)
        );
    }

    #[test]
    fn leftovers_of_merges_and_editors_are_known() {
        let table = [
            ("allies (1).toml", SiblingKind::Numbered),
            ("allies 2.toml", SiblingKind::Numbered),
            ("allies.toml.orig", SiblingKind::Merge),
            ("allies.toml.rej", SiblingKind::Merge),
            ("allies_LOCAL_4711.toml", SiblingKind::Merge),
            ("allies.toml~", SiblingKind::Backup),
            ("allies.toml.bak", SiblingKind::Backup),
            ("allies.toml.save", SiblingKind::Backup),
            (".allies.toml.swp", SiblingKind::Open),
            ("#allies.toml#", SiblingKind::Open),
            (".#allies.toml", SiblingKind::Open),
        ];
        for (name, meant) in table {
            assert_eq!(kind_of_name(name, "allies.toml"), Some(meant), "{name}");
        }
    }

    #[test]
    fn other_files_are_not_listed() {
        for name in [
            "allies.toml",
            "allies-2025.toml",
            "allies old.toml",
            "allies (old).toml",
            "allies 2026.toml",
            "alliesconflict.toml",
            "conflict.toml",
            "my allies (1).toml",
            "allies.csv",
            "allies.toml.gpg",
            ".allies.toml.4711-0.tmp",
            "#",
            ".#",
            "",
        ] {
            assert_eq!(kind_of_name(name, "allies.toml"), None, "{name}");
        }
    }
}
