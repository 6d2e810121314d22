//! Which file is the book, and where its undo journal and locks are kept. Pure: flags, variables
//! and folders are passed in; nothing here reads the environment or the disk.

use std::ffi::OsString;
use std::path::{Path, PathBuf};

use directories::ProjectDirs;

const FILE_NAME: &str = "allies.toml";

/// The program's own folders; unknown without a home directory.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Folders {
    /// Where the data file is unless the user says otherwise.
    pub config: Option<PathBuf>,
    /// Where the undo journal and locks are kept, apart from anything that is committed or synced.
    pub state: Option<PathBuf>,
}

impl Folders {
    /// The folders of this user. Platforms without a state folder have it inside the local data
    /// folder, which on macOS is also the configuration folder.
    pub fn new(dirs: Option<&ProjectDirs>) -> Self {
        let Some(dirs) = dirs else {
            return Self::default();
        };
        let state = dirs
            .state_dir()
            .map_or_else(|| dirs.data_local_dir().join("state"), Path::to_owned);
        Self {
            config: Some(dirs.config_dir().to_owned()),
            state: Some(state),
        }
    }
}

/// The data file of this run, before symbolic links are followed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Location {
    /// The path as given.
    pub file: PathBuf,
    /// Whether it was given by flag or variable.
    pub explicit: bool,
    /// The program's own folder, the only one that the first write may create.
    pub own_folder: Option<PathBuf>,
    /// Where the undo journal and locks are kept. Without it there is no undo, and only folders
    /// that can be locked themselves are locked.
    pub state: Option<PathBuf>,
}

impl Location {
    /// Finds the file: `flag`, else `variable` unless empty, else the one in the program's own
    /// folder; `None` if no home is known. Relative folders are ignored, as the XDG specification
    /// requires: they would differ between working directories.
    pub fn find(
        flag: Option<PathBuf>,
        variable: Option<OsString>,
        folders: Folders,
    ) -> Option<Self> {
        let own_folder = folders.config.filter(|folder| folder.is_absolute());
        let state = folders.state.filter(|folder| folder.is_absolute());
        let variable = variable.filter(|value| !value.is_empty());
        let named = flag.or_else(|| variable.map(PathBuf::from));
        let explicit = named.is_some();
        let file = named.or_else(|| Some(own_folder.as_ref()?.join(FILE_NAME)))?;
        Some(Self {
            file,
            explicit,
            own_folder,
            state,
        })
    }
}

#[cfg(test)]
mod tests {
    #![expect(clippy::unwrap_used, reason = "a test may fail by a panic")]

    use super::*;

    fn folders() -> Folders {
        Folders {
            config: Some("/home/u/.config/allies".into()),
            state: Some("/home/u/.local/state/allies".into()),
        }
    }

    fn found(flag: Option<&str>, variable: Option<&str>) -> Location {
        Location::find(
            flag.map(PathBuf::from),
            variable.map(OsString::from),
            folders(),
        )
        .unwrap()
    }

    #[test]
    fn a_flag_beats_the_variable_and_the_variable_beats_the_own_folder() {
        assert_eq!(
            found(Some("a.toml"), Some("b.toml")).file,
            Path::new("a.toml")
        );
        assert_eq!(found(None, Some("b.toml")).file, Path::new("b.toml"));
        assert_eq!(
            found(None, None).file,
            Path::new("/home/u/.config/allies/allies.toml")
        );
    }

    #[test]
    fn only_a_named_file_is_explicit() {
        assert!(found(Some("a.toml"), None).explicit);
        assert!(found(None, Some("b.toml")).explicit);
        assert!(!found(None, None).explicit);
    }

    #[test]
    fn an_empty_variable_counts_as_unset() {
        assert_eq!(found(None, Some("")), found(None, None));
    }

    #[test]
    fn without_a_home_a_named_file_is_still_found() {
        let named = Location::find(Some("a.toml".into()), None, Folders::default()).unwrap();
        assert_eq!((named.own_folder, named.state), (None, None));
        assert_eq!(Location::find(None, None, Folders::default()), None);
    }

    #[test]
    fn a_relative_folder_is_ignored() {
        let relative = Folders {
            config: Some("config".into()),
            state: Some("state".into()),
        };
        assert_eq!(
            Location::find(None, None, relative.clone()),
            None,
            "a relative folder is no home"
        );
        let named = Location::find(Some("a.toml".into()), None, relative).unwrap();
        assert_eq!(named.state, None);
    }

    #[cfg(unix)]
    #[test]
    fn a_variable_that_is_not_utf_8_is_kept_byte_for_byte() {
        use std::os::unix::ffi::{OsStrExt, OsStringExt};
        let raw = OsString::from_vec(b"/tmp/\xff book.toml".to_vec());
        let location = Location::find(None, Some(raw), folders()).unwrap();
        assert_eq!(location.file.as_os_str().as_bytes(), b"/tmp/\xff book.toml");
    }
}
