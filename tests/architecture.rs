//! Which folder may import which, how long a file may be, what nothing may be called, and that
//! every test runs.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

/// A folder of `src` with what its files may name.
struct Wall {
    folder: &'static str,
    /// The other folders of the crate that it may use.
    may_use: &'static [&'static str],
    /// The packages that it may use; `None` is any that is not kept to one folder.
    packages: Option<&'static [&'static str]>,
}

const FOLDERS: [&str; 9] = [
    "text", "model", "core", "document", "store", "formats", "merge", "screens", "commands",
];

const WALLS: [Wall; 9] = [
    Wall {
        folder: "text",
        may_use: &[],
        packages: None,
    },
    Wall {
        folder: "model",
        may_use: &["text"],
        packages: Some(&["chrono", "serde", "toml", "unicode_normalization"]),
    },
    Wall {
        folder: "core",
        may_use: &["model", "text"],
        packages: Some(&["chrono"]),
    },
    Wall {
        folder: "document",
        may_use: &["model", "text"],
        packages: None,
    },
    Wall {
        folder: "store",
        may_use: &["document", "model", "text"],
        packages: None,
    },
    Wall {
        folder: "formats",
        may_use: &["model", "core", "text", "document"],
        packages: None,
    },
    Wall {
        folder: "merge",
        may_use: &["model", "core", "text", "document"],
        packages: None,
    },
    Wall {
        folder: "screens",
        may_use: &["model", "core", "text"],
        packages: None,
    },
    Wall {
        folder: "commands",
        may_use: &[
            "text", "model", "core", "document", "store", "formats", "merge", "screens",
        ],
        packages: None,
    },
];

/// What only one folder may name, tests beside the code excepted.
const KEPT: [(&str, &[&str]); 15] = [
    ("std::fs", &["store"]),
    ("rustix::fs", &["store"]),
    ("toml::", &["document", "model"]),
    ("toml_parser", &["document"]),
    ("toml_writer", &["document"]),
    ("std::env", &["commands"]),
    ("clap", &["commands"]),
    ("Local::now", &["commands"]),
    ("Utc::now", &["commands"]),
    ("SystemTime", &["commands", "store"]),
    ("io::stdout", &["commands"]),
    ("io::stderr", &["commands"]),
    ("io::stdin", &["commands"]),
    ("process::exit", &["commands"]),
    ("std::{fs", &["store"]),
];

#[test]
fn no_folder_uses_what_it_may_not() {
    let mut broken = Vec::new();
    for wall in &WALLS {
        for (path, code) in sources(wall.folder) {
            for other in FOLDERS
                .into_iter()
                .filter(|other| *other != wall.folder && !wall.may_use.contains(other))
            {
                if code.contains(&format!("crate::{other}")) {
                    broken.push(format!("{} uses crate::{other}", path.display()));
                }
            }
            for (name, folders) in KEPT {
                if !folders.contains(&wall.folder) && names(&code, name) {
                    broken.push(format!("{} names {name}", path.display()));
                }
            }
            for package in wall
                .packages
                .map(|allowed| foreign(&code, allowed))
                .unwrap_or_default()
            {
                broken.push(format!("{} uses the package {package}", path.display()));
            }
        }
    }
    assert!(broken.is_empty(), "{broken:#?}");
}

/// Neither two modules that import each other nor longer circles. A module and its parent are
/// separate modules: shared code goes into a third.
#[test]
fn no_imports_go_in_circles() {
    let sources: BTreeMap<String, String> = FOLDERS
        .iter()
        .flat_map(|folder| sources(folder))
        .map(|(path, code)| (module(&path), code))
        .collect();
    let mut imports: BTreeMap<&str, BTreeSet<&str>> = sources
        .iter()
        .map(|(module, code)| (module.as_str(), imported(module, code, &sources)))
        .collect();
    assert!(imports.values().map(BTreeSet::len).sum::<usize>() > 300);
    loop {
        let before = imports.len();
        let importing: BTreeSet<&str> = imports.keys().copied().collect();
        imports.retain(|_, others| !others.is_disjoint(&importing));
        if imports.len() == before {
            break;
        }
    }
    // What is left leads into a circle or stands in one.
    assert!(imports.is_empty(), "{imports:#?}");
}

#[test]
fn nothing_is_named_for_what_it_is_not() {
    let vague = [
        "util", "utils", "helper", "helpers", "common", "manager", "misc",
    ];
    let named: Vec<PathBuf> = files(Path::new("src"))
        .into_iter()
        .chain(files(Path::new("tests")))
        .filter(|path| {
            path.file_stem()
                .is_some_and(|stem| vague.iter().any(|name| stem == *name))
        })
        .collect();
    assert!(named.is_empty(), "{named:?}");
}

#[test]
fn no_file_is_too_long_to_read() {
    let long: Vec<(PathBuf, usize)> = files(Path::new("src"))
        .into_iter()
        .filter(|path| path.extension().is_some_and(|extension| extension == "rs"))
        // Tables of test cases may be long.
        .filter(|path| !is_test(path))
        .map(|path| {
            let lines = fs::read_to_string(&path).expect("a source").lines().count();
            (path, lines)
        })
        .filter(|(_, lines)| *lines > 350)
        .collect();
    assert!(long.is_empty(), "{long:?}");
}

/// A test file that its folder's `main.rs` does not name would never run.
#[test]
fn no_test_file_is_forgotten() {
    for folder in fs::read_dir("tests")
        .expect("tests")
        .map(|entry| entry.expect("an entry").path())
    {
        let main = folder.join("main.rs");
        let Ok(main) = fs::read_to_string(&main) else {
            continue;
        };
        for file in fs::read_dir(&folder)
            .expect("a folder")
            .map(|entry| entry.expect("an entry").path())
        {
            let stem = file
                .file_stem()
                .and_then(|stem| stem.to_str())
                .expect("a name")
                .to_owned();
            let is_source = file.extension().is_some_and(|extension| extension == "rs");
            if is_source && stem != "main" {
                assert!(
                    main.contains(&format!("mod {stem};")),
                    "{} is not in main.rs",
                    file.display()
                );
            }
        }
    }
}

/// The code of a folder without comments and without the tests beside it.
fn sources(folder: &str) -> Vec<(PathBuf, String)> {
    files(&Path::new("src").join(folder))
        .into_iter()
        .filter(|path| path.extension().is_some_and(|extension| extension == "rs"))
        .filter(|path| !is_test(path))
        .map(|path| {
            let text = fs::read_to_string(&path).expect("a source");
            let code = text
                .split("\n#[cfg(test)]\nmod tests {")
                .next()
                .expect("a first part");
            let lines = code
                .lines()
                .filter(|line| !line.trim_start().starts_with("//"));
            (path, lines.collect::<Vec<_>>().join("\n"))
        })
        .filter(|(path, _)| {
            !["sandbox.rs", "sample.rs", "random.rs"]
                .iter()
                .any(|test| path.ends_with(test))
        })
        .collect()
}

fn files(folder: &Path) -> Vec<PathBuf> {
    let mut found = Vec::new();
    for entry in fs::read_dir(folder)
        .expect("a folder")
        .map(|entry| entry.expect("an entry").path())
    {
        if entry.is_dir() {
            found.extend(files(&entry));
        } else {
            found.push(entry);
        }
    }
    found
}

/// The module in a file: `store::commit` of both `src/store/commit.rs` and
/// `src/store/commit/mod.rs`.
fn module(path: &Path) -> String {
    let inside = path.strip_prefix("src").expect("a file of src");
    let inside = inside.with_extension("");
    let parts = inside.iter().map(|part| part.to_str().expect("a name"));
    let parts: Vec<_> = parts.filter(|part| *part != "mod").collect();
    parts.join("::")
}

/// The other modules that the code of a module names by their paths.
fn imported<'m>(
    module: &str,
    code: &str,
    sources: &'m BTreeMap<String, String>,
) -> BTreeSet<&'m str> {
    let parent = module.rsplit_once("::").map_or("", |(parent, _)| parent);
    let roots = [("crate::", ""), ("super::", parent), ("self::", module)];
    let mut found = BTreeSet::new();
    for (root, meaning) in roots {
        for (at, _) in code.match_indices(root) {
            let meaning = if meaning.is_empty() {
                String::new()
            } else {
                format!("{meaning}::")
            };
            for path in paths(&code[at + root.len()..]) {
                let mut path = format!("{meaning}{path}");
                // The longest beginning that is a module; what follows is an item of it.
                while !sources.contains_key(&path) && !path.is_empty() {
                    path.truncate(path.rfind("::").unwrap_or(0));
                }
                found.extend(sources.get_key_value(&path).map(|(name, _)| name.as_str()));
            }
        }
    }
    found.remove(module);
    found
}

/// The paths at the start of the code, those in braces each for itself: `a::{b, c::d}`.
fn paths(code: &str) -> Vec<String> {
    let is_path = |c: char| c.is_alphanumeric() || c == '_' || c == ':';
    let end = code.find(|c| !is_path(c)).unwrap_or(code.len());
    let (path, rest) = code.split_at(end);
    let Some(group) = rest
        .strip_prefix('{')
        .filter(|_| path.ends_with("::") || path.is_empty())
    else {
        return vec![path.trim_end_matches("::").to_owned()];
    };
    let mut depth = 1;
    let is_end = |c: char| {
        depth += i32::from(c == '{') - i32::from(c == '}');
        depth == 0
    };
    let group = &group[..group.find(is_end).unwrap_or(group.len())];
    let starts = group
        .match_indices(|c: char| c.is_alphanumeric())
        .filter(|(at, _)| {
            let before = group[..*at].trim_end().chars().next_back();
            before.is_none_or(|c| c == ',')
        });
    starts
        .flat_map(|(at, _)| paths(&group[at..]))
        .map(|inner| format!("{path}{inner}"))
        .collect()
}

/// Whether the code names it as a whole word.
fn names(code: &str, name: &str) -> bool {
    code.match_indices(name).any(|(at, _)| {
        let before = code[..at].chars().next_back();
        !before.is_some_and(|c| c.is_alphanumeric() || c == '_')
    })
}

/// Packages that the code imports beyond those allowed.
fn foreign(code: &str, allowed: &[&str]) -> Vec<String> {
    let imports = code
        .lines()
        .filter_map(|line| line.trim_start().strip_prefix("use "));
    let roots = imports.map(|path| path.split("::").next().unwrap_or(path));
    roots
        .map(|root| root.trim_end_matches(';').to_owned())
        .filter(|root| !["std", "super", "crate", "self"].contains(&root.as_str()))
        .filter(|root| root.chars().next().is_some_and(char::is_lowercase))
        .filter(|root| !allowed.contains(&root.as_str()))
        .collect()
}

/// Whether a file of `src` is a test beside the code.
fn is_test(path: &Path) -> bool {
    path.components()
        .any(|part| part.as_os_str() == "tests" || part.as_os_str() == "tests.rs")
}
