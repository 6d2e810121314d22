//! What is nobody else's business: folders and files that only their owner may open, and
//! names that do not tell what they are about.

use std::fs::{self, OpenOptions};
use std::io::{self, ErrorKind};
use std::path::Path;

use siphasher::sip128::SipHasher13;

/// Makes a folder and those above it, 0700, unless it is there.
pub(crate) fn make_folder(path: &Path) -> io::Result<()> {
    let mut builder = fs::DirBuilder::new();
    builder.recursive(true);
    #[cfg(unix)]
    std::os::unix::fs::DirBuilderExt::mode(&mut builder, 0o700);
    match builder.create(path) {
        // A folder that is there but cannot be looked at: why not says more.
        Err(error) if error.kind() == ErrorKind::AlreadyExists => match fs::metadata(path) {
            Ok(found) if found.is_dir() => Ok(()),
            Ok(_) => Err(error),
            Err(why) => Err(why),
        },
        made => made,
    }
}

/// Files that these options make get the mode 0600.
pub(crate) fn only_for_me(options: &mut OpenOptions) -> &mut OpenOptions {
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(options, 0o600);
    options
}

/// A name for what is kept about a path: the same in every run, without a separator.
pub(crate) fn key(path: &Path) -> String {
    format!("{:032x}", hash(path.as_os_str().as_encoded_bytes()))
}

/// A fingerprint of 128 bits that is the same on every machine and in every version: the
/// hasher of the standard library promises neither.
pub(crate) fn hash(bytes: &[u8]) -> u128 {
    SipHasher13::new().hash(bytes).as_u128()
}
