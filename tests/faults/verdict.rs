//! Whether everything that was promised holds after a fault.

use std::fs;
use std::os::unix::fs::MetadataExt as _;
use std::path::{Path, PathBuf};

use crate::commands::Case;
use crate::fault::Fault;
use crate::rehearsal::{Rehearsal, Sequel};
use crate::scene::{Scene, Stage, names, temporaries};
use crate::trace::{Call, Struck};

/// How the file was before the fault, beside its bytes.
pub struct Before {
    dress: Option<Dress>,
    temporaries: Vec<PathBuf>,
}

/// Mode, owner, group and whether it has the attribute of the scene.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Dress {
    mode: u32,
    owner: u32,
    group: u32,
    has_attribute: bool,
}

impl Before {
    pub fn of(stage: &Stage) -> Self {
        Self {
            dress: dress(&stage.file()),
            temporaries: temporaries(&stage.home()),
        }
    }
}

fn dress(file: &Path) -> Option<Dress> {
    let found = fs::metadata(file).ok()?;
    let mut value = [0; 16];
    Some(Dress {
        mode: found.mode() & 0o7777,
        owner: found.uid(),
        group: found.gid(),
        has_attribute: rustix::fs::getxattr(file, "user.origin", value.as_mut_slice()).is_ok(),
    })
}

/// Everything that must hold after a fault; gives what does not.
pub fn judge(
    stage: &Stage,
    case: &Case,
    rehearsal: &Rehearsal,
    before: &Before,
    (meant, fault): &(Call, Fault),
    struck: &Struck,
) -> Vec<String> {
    let mut judge = Judge {
        stage,
        case,
        fault,
        struck,
        found: Vec::new(),
    };
    if let Err(why) = struck.fired(fault, meant) {
        judge.found.push(why);
        return judge.found;
    }
    let bytes = stage.bytes();
    let is_new = bytes == rehearsal.new.bytes;
    if !is_new && bytes != rehearsal.old.bytes {
        let text = String::from_utf8_lossy(&bytes).into_owned();
        judge
            .found
            .push(format!("neither the old bytes nor the new ones:\n{text}"));
        return judge.found;
    }
    judge.exit(is_new);
    judge.words(is_new);
    judge.leftovers(before);
    judge.dress(before, is_new);
    if case.scene == Scene::Linked && !stage.file().is_symlink() {
        judge.found.push("the link was replaced".to_owned());
    }
    judge.sequel(rehearsal, is_new);
    judge.found
}

struct Judge<'a> {
    stage: &'a Stage,
    case: &'a Case,
    fault: &'a Fault,
    struck: &'a Struck,
    found: Vec<String>,
}

impl Judge<'_> {
    fn holds(&mut self, holds: bool, otherwise: impl FnOnce() -> String) {
        if !holds {
            self.found.push(otherwise());
        }
    }

    /// 0 if and only if the change is in the file, and nothing but 0 and 1.
    fn exit(&mut self, is_new: bool) {
        let expected = if is_new { Some(0) } else { Some(1) };
        let code = self.struck.output.code;
        let holds = self.struck.killed || code == expected;
        self.holds(holds, || format!("exit {code:?} instead of {expected:?}"));
    }

    /// The path, the cause and that nothing was written; and no word of a note.
    fn words(&mut self, is_new: bool) {
        let err = &self.struck.output.err;
        self.holds(!err.contains("quincunx"), || format!("a note leaks: {err}"));
        if self.struck.killed || self.struck.silences() {
            return;
        }
        if is_new {
            let only_warnings = err.lines().all(|line| line.starts_with("warning: "));
            self.holds(only_warnings, || format!("more than warnings: {err}"));
            return;
        }
        let home = self.stage.home().display().to_string();
        let named = [
            "team.vcf",
            "theirs.toml",
            "standard input",
            ".config/allies",
            "/dev/null",
        ];
        let names_path = named.iter().any(|name| err.contains(name));
        let names_path = names_path || err.contains(&home);
        let names_cause = self.fault.cause().is_none_or(|cause| err.contains(&cause));
        // Being refused to write is told in plain words, and a scene has a fault of its own.
        let names_cause = names_cause
            || err.contains("is write-protected")
            || self.case.scene == Scene::Unlockable && err.contains("No locks available");
        for (holds, what) in [
            (err.starts_with("error: "), "is no error"),
            (names_path, "does not name the path"),
            (
                err.contains("nothing was written"),
                "does not say that nothing was written",
            ),
            (names_cause, "does not name the cause"),
        ] {
            self.holds(holds, || format!("the message {what}: {err}"));
        }
    }

    /// Nothing that was not there, but for one file after a kill; and all of it private.
    fn leftovers(&mut self, before: &Before) {
        let mut left = temporaries(&self.stage.home());
        left.retain(|path| !before.temporaries.contains(path));
        // Where removing is what fails, the next write must do it.
        let may_stay = self.struck.killed || self.fault.call.starts_with("unlink");
        let most = usize::from(may_stay);
        self.holds(left.len() <= most, || format!("temporary files: {left:?}"));
        // The mode and owner of the file that it was to replace come shortly before its place.
        let modes = [Some(0o600), before.dress.map(|dress| dress.mode)];
        for path in &left {
            let mode = fs::metadata(path).expect("there").mode() & 0o7777;
            self.holds(modes.contains(&Some(mode)), || {
                format!("{mode:o} {}", path.display())
            });
        }
        let known = [
            "allies.toml",
            "middle",
            ".allies.toml.swp",
            "team.vcf",
            "theirs.toml",
        ];
        for path in files(&self.stage.home()) {
            let name = path.file_name().unwrap_or_default().to_string_lossy();
            let ours = ["journal", "lock", "tmp"];
            let is_ours = path
                .extension()
                .is_some_and(|it| ours.iter().any(|ours| it == *ours));
            let is_known = is_ours || known.contains(&name.as_ref());
            self.holds(is_known, || format!("who made {}", path.display()));
        }
        for path in files(&self.stage.home().join(".local/state")) {
            let mode = fs::metadata(&path).expect("there").mode();
            self.holds(mode.trailing_zeros() >= 6, || {
                format!("{mode:o} {}", path.display())
            });
        }
    }

    /// Mode, owner and attributes as before; where they could not be given, never more open.
    fn dress(&mut self, before: &Before, is_new: bool) {
        let now = dress(&self.stage.file());
        let Some(old) = before.dress else {
            let private = now.is_none_or(|now| now.mode == 0o600);
            self.holds(private, || format!("a new file is {now:?}"));
            return;
        };
        let Some(now) = now else {
            return self.found.push("the file is gone".to_owned());
        };
        let call = self.fault.call.as_str();
        let owner_failed = is_new && call == "fchown";
        let attributes_failed = is_new && call.contains("xattr");
        let same_owner = (now.owner, now.group) == (old.owner, old.group);
        let same_mode = now.mode == old.mode;
        let closed = now.mode & !old.mode == 0;
        self.holds(same_owner || owner_failed, || {
            format!("owner: {old:?}, {now:?}")
        });
        self.holds(same_mode || owner_failed && closed, || {
            format!("mode: {old:?}, {now:?}")
        });
        let same = now.has_attribute == old.has_attribute;
        self.holds(same || attributes_failed, || {
            format!("attributes: {old:?}, {now:?}")
        });
    }

    /// The next write and taking back work, and lead to every byte that was before.
    fn sequel(&mut self, rehearsal: &Rehearsal, is_new: bool) {
        let state = if is_new {
            &rehearsal.new
        } else {
            &rehearsal.old
        };
        let expected = &state.sequel;
        let sequel = Sequel::play(self.stage);
        let text = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
        self.holds(sequel.trouble.is_empty(), || {
            format!("afterwards: {}", sequel.trouble)
        });
        self.holds(sequel.next == expected.next, || {
            format!("the next write made\n{}", text(&sequel.next))
        });
        self.holds(sequel.back == expected.back, || {
            format!("taking it back made\n{}", text(&sequel.back))
        });
        // It said so, or could not: that change cannot be taken back, and nothing before it.
        let refused = sequel.further == (Some(1), state.bytes.clone());
        let told = self.struck.output.err.contains("cannot be taken back");
        let silenced = self.struck.silences();
        let holds = match (is_new && told, is_new && silenced) {
            (true, _) => refused,
            (_, true) => refused || sequel.further == expected.further,
            (false, false) => sequel.further == expected.further,
        };
        self.holds(holds, || {
            let (code, bytes) = &sequel.further;
            format!("taking back once more: {code:?}\n{}", text(bytes))
        });
        let left = temporaries(&self.stage.home());
        self.holds(left.is_empty(), || format!("not swept: {left:?}"));
    }
}

/// Every file and link below a folder.
fn files(folder: &Path) -> Vec<PathBuf> {
    let mut found = Vec::new();
    for path in names(folder) {
        if path.is_dir() && !path.is_symlink() {
            found.extend(files(&path));
        } else {
            found.push(path);
        }
    }
    found
}
