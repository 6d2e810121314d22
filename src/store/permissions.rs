//! Files and folders that only their owner may open, and names that do not reveal what they are
//! about.

use std::fs::{self, DirBuilder, File, OpenOptions};
use std::io::{self, ErrorKind};
use std::path::Path;

use siphasher::sip128::SipHasher13;

/// Creates a folder and its parents, 0700, unless it exists.
pub(crate) fn make_folder(path: &Path) -> io::Result<()> {
    match folder_builder().recursive(true).create(path) {
        // If its metadata cannot be read, that error says more.
        Err(error) if error.kind() == ErrorKind::AlreadyExists => match fs::metadata(path) {
            Ok(found) if found.is_dir() => Ok(()),
            Ok(_) => Err(error),
            Err(why) => Err(why),
        },
        made => made,
    }
}

/// Creates folders with the mode 0700.
pub(crate) fn folder_builder() -> DirBuilder {
    let mut builder = DirBuilder::new();
    #[cfg(unix)]
    std::os::unix::fs::DirBuilderExt::mode(&mut builder, 0o700);
    builder
}

/// Makes these options create files with the mode 0600.
pub(crate) fn owner_only(options: &mut OpenOptions) -> &mut OpenOptions {
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(options, 0o600);
    options
}

/// Creates a new file, 0600; never opens an existing file or link.
pub(crate) fn create(path: &Path) -> io::Result<File> {
    let mut options = OpenOptions::new();
    options.write(true).create_new(true);
    owner_only(&mut options).open(path)
}

/// Creates something named after this process and the first free number up to `max`.
pub(crate) fn create_numbered<T>(
    max: u32,
    create: impl Fn(&str) -> io::Result<T>,
) -> io::Result<T> {
    let mut number = 0;
    loop {
        match create(&format!("{}-{number}", std::process::id())) {
            Err(error) if error.kind() == ErrorKind::AlreadyExists && number < max => number += 1,
            created => return created,
        }
    }
}

/// A file name that stands for a path, the same in every run.
pub(crate) fn key(path: &Path) -> String {
    hash(path.as_os_str().as_encoded_bytes())
}

/// A 128-bit hash in hexadecimal. Unlike that of the standard library, it is guaranteed to be the
/// same on every machine and in every version.
pub(crate) fn hash(bytes: &[u8]) -> String {
    format!("{:032x}", SipHasher13::new().hash(bytes).as_u128())
}
