//! A home that a command finds, and the way back to it after each fault.

use std::fs;
use std::os::unix::ffi::OsStrExt as _;
use std::os::unix::fs::{MetadataExt as _, PermissionsExt as _, symlink};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::{Duration, SystemTime};

use crate::bounded;
use crate::commands::{CARDS, THEIRS};
use rustix::fs::{XattrFlags, setxattr};
use tempfile::TempDir;

/// The day on which every test happens: a Monday.
const TODAY: &str = "2026-11-23";

/// A book in which every command has something to do, with the notes that must not leak.
const BOOK: &str = include_str!("book.toml");

/// What a command finds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Scene {
    /// A book in the program's own folder, with one change to take back.
    Plain,
    /// A book behind two relative links, with another mode, attributes and, where this user
    /// may give files away, another owner.
    Linked,
    /// What a killed writer left beside the book.
    Littered,
    /// A folder that cannot be locked, as on some network drives.
    Unlockable,
    /// A journal with as many changes as it keeps.
    FullJournal,
    /// An empty file with no history.
    Empty,
    /// Nothing at all: not even the program's own folder.
    Fresh,
}

/// A home of its own for one worker, made again for every try. Always the same path: what the
/// program keeps for undo is filed under it.
pub struct Stage {
    folder: TempDir,
}

/// What a run of the program gave.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Output {
    /// The exit code; nothing where a signal ended it.
    pub code: Option<i32>,
    /// Standard output.
    pub out: String,
    /// Standard error.
    pub err: String,
}

impl Stage {
    pub fn new() -> Self {
        // In memory where that can be had: the faults come from the system calls and not from
        // the device, and forcing to a disk takes most of the time otherwise.
        let folder = tempfile::tempdir_in("/dev/shm").or_else(|_| tempfile::tempdir());
        let folder = folder.expect("a temporary folder");
        fs::create_dir(folder.path().join("home")).expect("made");
        Self { folder }
    }

    /// Where the traces go: beside the home, which is wiped.
    pub fn trace_file(&self) -> PathBuf {
        self.folder.path().join("trace")
    }

    pub fn home(&self) -> PathBuf {
        self.folder.path().join("home")
    }

    /// The file as the program names it; in some scenes a link.
    pub fn file(&self) -> PathBuf {
        self.home().join(".config/allies/allies.toml")
    }

    /// The bytes of the file; none where there is no file, which is the same book.
    pub fn bytes(&self) -> Vec<u8> {
        fs::read(self.file()).unwrap_or_default()
    }

    /// Makes a program ready to run in this home.
    pub fn prepare<'c>(&self, command: &'c mut Command) -> &'c mut Command {
        command
            .env_clear()
            .env("HOME", self.home())
            // Where the copy for an editor goes when nothing else is to be had.
            .env("TMPDIR", self.home())
            .env("ALLIES_TODAY", TODAY)
            .env("TZ", "UTC")
            .current_dir(self.home())
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
    }

    /// Runs the program here.
    pub fn run(&self, arguments: &[&str]) -> Output {
        let mut command = Command::new(env!("CARGO_BIN_EXE_allies"));
        finish(self.prepare(&mut command).args(arguments), "")
    }

    /// Sets a scene.
    pub fn set(&self, scene: Scene) {
        clear(&self.home());
        fs::write(self.home().join("team.vcf"), CARDS).expect("written");
        fs::write(self.home().join("theirs.toml"), THEIRS).expect("written");
        if scene == Scene::Fresh {
            return;
        }
        let file = self.file();
        fs::create_dir_all(file.parent().expect("a folder")).expect("made");
        match scene {
            Scene::Fresh => {}
            Scene::Empty => {
                fs::write(&file, "").expect("written");
                settle(&file);
            }
            Scene::Linked => self.book_behind_links(),
            Scene::Plain | Scene::Littered | Scene::Unlockable | Scene::FullJournal => {
                write_book(&file, 0o600);
            }
        }
        if scene != Scene::Empty {
            self.seed();
        }
        match scene {
            Scene::Littered => self.litter(),
            Scene::FullJournal => self.fill_journal(),
            Scene::Plain | Scene::Linked | Scene::Unlockable | Scene::Empty | Scene::Fresh => {}
        }
    }

    fn seed(&self) {
        let seeded = self.run(&["log", "li", "praised", "a quincunx of her own"]);
        assert_eq!((seeded.code, seeded.err.as_str()), (Some(0), ""));
    }

    fn book_behind_links(&self) {
        let dotfiles = self.home().join("dot files/people");
        fs::create_dir_all(&dotfiles).expect("made");
        let real = dotfiles.join("allies.toml");
        write_book(&real, 0o664);
        // Where attributes are not to be had, the calls are made all the same.
        let _ = setxattr(&real, "user.origin", b"hand", XattrFlags::empty());
        let _ = std::os::unix::fs::lchown(&real, Some(1234), Some(1234));
        symlink("../../dot files/middle", self.file()).expect("linked");
        symlink("people/allies.toml", self.home().join("dot files/middle")).expect("linked");
    }

    fn litter(&self) {
        let folder = self.file().parent().expect("a folder").to_owned();
        fs::write(folder.join(".allies.toml.4711-0.tmp"), "half a bo").expect("written");
        fs::write(folder.join(".allies.toml.swp"), "an editor's").expect("written");
    }

    /// As if the seed had been made a thousand times.
    fn fill_journal(&self) {
        let journal = self.journal();
        let text = fs::read_to_string(&journal).expect("a journal");
        let mut lines: Vec<&str> = text.lines().collect();
        let change = lines[1];
        lines.splice(1..1, std::iter::repeat_n(change, 999));
        fs::write(&journal, lines.join("\n") + "\n").expect("written");
    }

    fn journal(&self) -> PathBuf {
        let state = self.home().join(".local/state/allies");
        let mut names = names(&state);
        names.retain(|path| path.extension().is_some_and(|it| it == "journal"));
        names.pop().expect("a journal")
    }
}

fn write_book(file: &Path, mode: u32) {
    fs::write(file, BOOK).expect("written");
    fs::set_permissions(file, fs::Permissions::from_mode(mode)).expect("changed");
    settle(file);
}

/// As if the file had been written a while ago: one that someone wrote just now is looked at
/// several times, and the calls could not be counted.
fn settle(file: &Path) {
    let before = SystemTime::now() - Duration::from_hours(1);
    let opened = fs::File::options().append(true).open(file);
    opened
        .and_then(|file| file.set_modified(before))
        .expect("settled");
}

/// Runs a command that was made ready, and gives both its streams.
pub fn finish(command: &mut Command, input: &str) -> Output {
    let child = command.spawn().expect("the program starts");
    let output = bounded::end(child, input, command);
    Output {
        code: output.status.code(),
        out: String::from_utf8_lossy(&output.stdout).into_owned(),
        err: String::from_utf8_lossy(&output.stderr).into_owned(),
    }
}

/// Everything below a home, to be put back as often as wanted.
pub struct Snapshot(Vec<Entry>);

struct Entry {
    path: PathBuf,
    mode: u32,
    owner: (u32, u32),
    what: What,
}

enum What {
    Folder,
    File { bytes: Vec<u8>, has_attribute: bool },
    Link(PathBuf),
}

impl Snapshot {
    pub fn of(stage: &Stage) -> Self {
        let mut entries = Vec::new();
        take(&stage.home(), &mut entries);
        Self(entries)
    }

    /// Puts the home back as it was.
    pub fn restore(&self, stage: &Stage) {
        clear(&stage.home());
        for Entry {
            path,
            mode,
            owner,
            what,
        } in &self.0
        {
            match what {
                What::Folder => fs::create_dir(path).expect("made"),
                What::File {
                    bytes,
                    has_attribute,
                } => {
                    fs::write(path, bytes).expect("written");
                    settle(path);
                    if *has_attribute {
                        setxattr(path, "user.origin", b"hand", XattrFlags::empty()).expect("set");
                    }
                }
                What::Link(to) => symlink(to, path).expect("linked"),
            }
            if owner.0 == 1234 {
                std::os::unix::fs::lchown(path, Some(owner.0), Some(owner.1)).expect("given");
            }
            if !matches!(what, What::Link(_)) {
                fs::set_permissions(path, fs::Permissions::from_mode(*mode)).expect("changed");
            }
        }
    }
}

fn take(folder: &Path, entries: &mut Vec<Entry>) {
    for path in names(folder) {
        let found = fs::symlink_metadata(&path).expect("there");
        let what = if found.is_dir() {
            What::Folder
        } else if found.is_symlink() {
            What::Link(fs::read_link(&path).expect("a link"))
        } else {
            let mut value = [0; 16];
            What::File {
                bytes: fs::read(&path).expect("read"),
                has_attribute: rustix::fs::getxattr(&path, "user.origin", value.as_mut_slice())
                    .is_ok(),
            }
        };
        let is_folder = found.is_dir();
        entries.push(Entry {
            path: path.clone(),
            mode: found.mode() & 0o7777,
            owner: (found.uid(), found.gid()),
            what,
        });
        if is_folder {
            take(&path, entries);
        }
    }
}

/// What is in a folder, in order.
pub fn names(folder: &Path) -> Vec<PathBuf> {
    let Ok(entries) = fs::read_dir(folder) else {
        return Vec::new();
    };
    let mut names: Vec<PathBuf> = entries.map(|entry| entry.expect("read").path()).collect();
    names.sort();
    names
}

/// Every temporary file of the program below a folder.
pub fn temporaries(folder: &Path) -> Vec<PathBuf> {
    let mut found = Vec::new();
    for path in names(folder) {
        if path.is_dir() && !path.is_symlink() {
            found.extend(temporaries(&path));
        } else if path.as_os_str().as_bytes().ends_with(b".tmp") {
            found.push(path);
        }
    }
    found
}

fn clear(home: &Path) {
    for path in names(home) {
        if path.is_dir() && !path.is_symlink() {
            fs::remove_dir_all(path).expect("removed");
        } else {
            fs::remove_file(path).expect("removed");
        }
    }
}
