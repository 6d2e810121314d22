//! What lies around the data file: second copies of it that a sync or an editor made, and who
//! else may read it. Only names and modes are looked at, never a text.

use std::fs;
use std::path::{Path, PathBuf};

use crate::store::atomic_write::names_in;
use crate::store::paths::Location;
use crate::store::symlink::RealFile;
use crate::store::{metadata, symlink};

/// A file beside the data file that came of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Neighbour {
    /// Where it is.
    pub path: PathBuf,
    /// What it is.
    pub kind: Kind,
}

/// What came of the data file.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Kind {
    /// Two machines changed the file, and a sync kept the other one's text here.
    Conflict,
    /// A numbered copy (`allies (1).toml`), as some syncs and downloads name a second one.
    Numbered,
    /// What a merge or a patch left: `.orig`, `.rej`.
    Merge,
    /// The text of before, kept by an editor.
    Backup,
    /// An editor has the file open, or died while it had.
    Open,
}

/// Everything beside the file that came of it, by kind and name. Nothing where the folder
/// cannot be read: the file itself could be, and that is what counts.
pub fn neighbours(location: &Location) -> Vec<Neighbour> {
    let Some(RealFile { path, folder }) = regular(location) else {
        return Vec::new();
    };
    let own = path.file_name().unwrap_or_default().to_string_lossy();
    let names = names_in(&folder).unwrap_or_default();
    let mut found: Vec<Neighbour> = names
        .iter()
        .filter_map(|name| {
            let kind = kind(&name.to_string_lossy(), &own)?;
            let path = folder.join(name);
            // Emacs marks a file that is open by a link that leads nowhere.
            let is_file = fs::symlink_metadata(&path)
                .is_ok_and(|found| found.is_file() || (found.is_symlink() && kind == Kind::Open));
            is_file.then_some(Neighbour { path, kind })
        })
        .collect();
    found.sort_by(|one, two| (one.kind, &one.path).cmp(&(two.kind, &two.path)));
    found
}

/// The mode of the file, if others than its owner may read or write it.
pub fn open_to_others(location: &Location) -> Option<u32> {
    let metadata = fs::metadata(regular(location)?.path).ok()?;
    let mode = metadata::mode(&metadata);
    (mode & 0o066 != 0).then_some(mode)
}

/// The folder of what undo needs, if it is there but nothing can be written to it.
pub fn locked_state(location: &Location) -> Option<&Path> {
    let state = location.state.as_deref()?;
    let metadata = fs::metadata(state).ok()?;
    let is_good = metadata.is_dir() && metadata::may_write(state, &metadata);
    (!is_good).then_some(state)
}

/// The real file, if it is one: a pipe has nothing beside it.
fn regular(location: &Location) -> Option<RealFile> {
    let target = symlink::follow(&location.file).ok()?;
    let found = fs::symlink_metadata(&target.path).ok()?;
    found.is_file().then_some(target)
}

/// What a name says it is, seen from the name of the data file.
fn kind(name: &str, own: &str) -> Option<Kind> {
    if name == own {
        return None;
    }
    if let Some(kind) = of_whole_name(name, own) {
        return Some(kind);
    }
    let (stem, end) = own
        .rfind('.')
        .filter(|dot| *dot > 0)
        .map_or((own, ""), |dot| own.split_at(dot));
    let rest = name.strip_prefix(stem)?;
    // `allies-of-old.toml` is another book, `alliesconflict.toml` too.
    if rest.starts_with(|first: char| first.is_alphanumeric()) {
        return None;
    }
    // Syncthing: `.sync-conflict-…`; Dropbox and Nextcloud: ` (… conflicted copy …)`; older
    // ones: `_conflict-…`; Seafile: ` (SFConflict …)`; Google Drive: ` [Conflict]`.
    if rest.to_lowercase().contains("conflict") {
        return Some(Kind::Conflict);
    }
    if ["_BACKUP_", "_BASE_", "_LOCAL_", "_REMOTE_"]
        .iter()
        .any(|mark| rest.starts_with(mark))
    {
        return Some(Kind::Merge);
    }
    is_number(rest.strip_suffix(end)?).then_some(Kind::Numbered)
}

/// What stands before or after the whole name of the data file.
fn of_whole_name(name: &str, own: &str) -> Option<Kind> {
    if let Some(end) = name.strip_prefix(own) {
        match end {
            ".orig" | ".rej" => return Some(Kind::Merge),
            "~" | ".bak" | ".save" | ".backup" => return Some(Kind::Backup),
            _ => {}
        }
    }
    let hidden = name.strip_prefix('.').and_then(|it| it.strip_prefix(own));
    let is_swap = hidden.is_some_and(|end| matches!(end, ".swp" | ".swo" | ".swn"));
    let emacs = name.strip_prefix(".#").or_else(|| {
        let inner = name.strip_prefix('#')?;
        inner.strip_suffix('#')
    });
    (is_swap || emacs == Some(own)).then_some(Kind::Open)
}

/// ` (1)`, or ` 2` as iCloud writes it.
fn is_number(text: &str) -> bool {
    let Some(text) = text.strip_prefix(' ') else {
        return false;
    };
    let inner = text.strip_prefix('(').and_then(|it| it.strip_suffix(')'));
    let digits = inner.unwrap_or(text);
    !digits.is_empty() && digits.len() <= 3 && digits.bytes().all(|it| it.is_ascii_digit())
}

#[cfg(test)]
mod tests {
    use crate::store::siblings::{Kind, kind};

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
            assert_eq!(kind(name, "allies.toml"), Some(Kind::Conflict), "{name}");
        }
        assert_eq!(kind("book (conflict)", "book"), Some(Kind::Conflict));
    }

    #[test]
    fn leftovers_of_merges_and_editors_are_known() {
        let table = [
            ("allies (1).toml", Kind::Numbered),
            ("allies 2.toml", Kind::Numbered),
            ("allies.toml.orig", Kind::Merge),
            ("allies.toml.rej", Kind::Merge),
            ("allies_LOCAL_4711.toml", Kind::Merge),
            ("allies.toml~", Kind::Backup),
            ("allies.toml.bak", Kind::Backup),
            ("allies.toml.save", Kind::Backup),
            (".allies.toml.swp", Kind::Open),
            ("#allies.toml#", Kind::Open),
            (".#allies.toml", Kind::Open),
        ];
        for (name, meant) in table {
            assert_eq!(kind(name, "allies.toml"), Some(meant), "{name}");
        }
    }

    #[test]
    fn other_files_are_nobody_s_business() {
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
            assert_eq!(kind(name, "allies.toml"), None, "{name}");
        }
    }
}
