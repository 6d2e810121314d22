//! Files and folders that only their owner may open, and names that do not reveal their subject.

use std::fs::{self, DirBuilder, File, OpenOptions};
use std::io::{self, ErrorKind};
use std::path::Path;

use siphasher::sip128::SipHasher13;

/// Makes a folder and those above it, 0700, unless it is there.
pub(crate) fn make_folder(path: &Path) -> io::Result<()> {
    match folder_builder().recursive(true).create(path) {
        // A folder that is there but cannot be looked at: why not says more.
        Err(error) if error.kind() == ErrorKind::AlreadyExists => match fs::metadata(path) {
            Ok(found) if found.is_dir() => Ok(()),
            Ok(_) => Err(error),
            Err(why) => Err(why),
        },
        made => made,
    }
}

/// Folders that it makes get the mode 0700.
pub(crate) fn folder_builder() -> DirBuilder {
    let mut builder = DirBuilder::new();
    #[cfg(unix)]
    std::os::unix::fs::DirBuilderExt::mode(&mut builder, 0o700);
    builder
}

/// Files that these options make get the mode 0600.
pub(crate) fn owner_only(options: &mut OpenOptions) -> &mut OpenOptions {
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(options, 0o600);
    options
}

/// Creates a file, 0600. Only a new one, so that no file or link of others is written to.
pub(crate) fn create(path: &Path) -> io::Result<File> {
    let mut options = OpenOptions::new();
    options.write(true).create_new(true);
    owner_only(&mut options).open(path)
}

/// Creates what is named by this process and the first number whose name is free, up to `most`.
pub(crate) fn create_numbered<T>(
    most: u32,
    create: impl Fn(&str) -> io::Result<T>,
) -> io::Result<T> {
    let mut number = 0;
    loop {
        match create(&format!("{}-{number}", std::process::id())) {
            Err(error) if error.kind() == ErrorKind::AlreadyExists && number < most => number += 1,
            created => return created,
        }
    }
}

/// A name for what is kept about a path: the same in every run, without a separator.
pub(crate) fn key(path: &Path) -> String {
    hash(path.as_os_str().as_encoded_bytes())
}

/// A hash of 128 bits in hexadecimal digits, the same on every machine and in every version, which
/// the hasher of the standard library does not promise.
pub(crate) fn hash(bytes: &[u8]) -> String {
    format!("{:032x}", SipHasher13::new().hash(bytes).as_u128())
}
