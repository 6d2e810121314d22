//! Files of others that a command reads: to import them, or to merge them. Never written.

use std::fs;
use std::io::ErrorKind;
use std::path::Path;
use std::time::Duration;

use crate::store::io_error::{IoError, Operation};
use crate::store::load;

/// The bytes of a file, at most [`MOST_BYTES`](crate::text::encoding::MOST_BYTES). Pipes and
/// devices that end may be read as well; a file that is being written is read again for at most
/// `patience`.
pub fn read(file: &Path, patience: Duration) -> Result<Vec<u8>, IoError> {
    if let Some(bytes) = load::read_any(file, patience)? {
        return Ok(bytes);
    }
    // A book that is missing is an empty one; these are not. In the system's own words.
    let missing = fs::metadata(file).err();
    let missing = missing.unwrap_or_else(|| ErrorKind::NotFound.into());
    Err(IoError::at(file, Operation::Reading)(missing))
}

#[cfg(test)]
mod tests {
    #![expect(clippy::unwrap_used, reason = "a test may fail by a panic")]

    use super::*;
    use crate::store::io_error::IoErrorKind;

    #[test]
    fn a_file_is_brought_and_one_that_is_missing_is_a_fault() {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("team.vcf");
        let error = read(&file, Duration::ZERO).unwrap_err();
        assert!(matches!(
            error.kind,
            IoErrorKind::System { operation: Operation::Reading, error } if error.kind() == ErrorKind::NotFound
        ));
        fs::write(&file, "BEGIN:VCARD").unwrap();
        assert_eq!(read(&file, Duration::ZERO).unwrap(), b"BEGIN:VCARD");
        let error = read(folder.path(), Duration::ZERO).unwrap_err();
        assert!(matches!(error.kind, IoErrorKind::Directory));
    }
}
