//! The bytes of a file in memory.
//!
//! Memory comes page by page, each when it is first touched, and for a large file that takes
//! longer than copying the bytes. So a large one gets its memory at once, in pages as large as
//! the system has them.

use std::fmt;
use std::io::{self, Read};
use std::ops::Deref;

use memmap2::MmapMut;

/// From this size on memory of its own is worth asking for.
const LARGE: usize = 1 << 20;

/// Bytes that are only looked at.
pub struct Content(Memory);

enum Memory {
    Heap(Vec<u8>),
    /// So many bytes at the beginning of memory that no file is behind.
    Pages(MmapMut, usize),
}

impl Content {
    /// Reads to the end; `expected` is how many bytes there probably are.
    pub(crate) fn read(from: &mut impl Read, expected: usize) -> io::Result<Self> {
        // With one byte of room more than there should be, the end is found without growing.
        let room = expected.saturating_add(1);
        let Some(mut pages) = (room > LARGE).then(|| pages(room)).flatten() else {
            let mut bytes = Vec::with_capacity(room);
            from.read_to_end(&mut bytes)?;
            return Ok(Self(Memory::Heap(bytes)));
        };
        let mut length = 0;
        while length < pages.len() {
            match from.read(&mut pages[length..]) {
                Ok(0) => return Ok(Self(Memory::Pages(pages, length))),
                Ok(more) => length += more,
                Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
                Err(error) => return Err(error),
            }
        }
        // It grew meanwhile.
        let mut bytes = pages.to_vec();
        from.read_to_end(&mut bytes)?;
        Ok(Self(Memory::Heap(bytes)))
    }

    /// The bytes on their own.
    pub fn into_vec(self) -> Vec<u8> {
        match self.0 {
            Memory::Heap(bytes) => bytes,
            Memory::Pages(pages, length) => pages[..length].to_vec(),
        }
    }
}

/// So much memory, if the system has it.
fn pages(length: usize) -> Option<MmapMut> {
    let pages = MmapMut::map_anon(length).ok()?;
    #[cfg(target_os = "linux")]
    {
        use memmap2::Advice;
        // Both make it faster and nothing else: a system that cannot do it need not.
        _ = pages.advise(Advice::HugePage);
        _ = pages.advise(Advice::PopulateWrite);
    }
    Some(pages)
}

impl Deref for Content {
    type Target = [u8];

    fn deref(&self) -> &[u8] {
        match &self.0 {
            Memory::Heap(bytes) => bytes,
            Memory::Pages(pages, length) => &pages[..*length],
        }
    }
}

impl From<Vec<u8>> for Content {
    fn from(bytes: Vec<u8>) -> Self {
        Self(Memory::Heap(bytes))
    }
}

impl Default for Content {
    fn default() -> Self {
        Vec::new().into()
    }
}

/// How many there are: the bytes of a book are nobody's business.
impl fmt::Debug for Content {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} bytes", self.len())
    }
}

#[cfg(test)]
#[expect(clippy::unwrap_used, reason = "a test fails by panicking")]
mod tests {
    use super::*;

    /// Gives at most so many bytes at once, as pipes do.
    struct Slow<'a>(&'a [u8], usize);

    impl Read for Slow<'_> {
        fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
            let most = buffer.len().min(self.1);
            self.0.read(&mut buffer[..most])
        }
    }

    #[test]
    fn all_is_read_whatever_was_expected() {
        let bytes: Vec<u8> = (0..3 * LARGE).map(|at| at.to_le_bytes()[0]).collect();
        for length in [0, 1, LARGE - 1, LARGE, LARGE + 1, bytes.len()] {
            for expected in [0, length / 2, length, 2 * length, LARGE] {
                let file = &bytes[..length];
                let content = Content::read(&mut Slow(file, 100_000), expected).unwrap();
                assert!(*content == *file, "{length} of {expected}");
                assert!(content.into_vec() == file, "{length} of {expected}");
            }
        }
    }
}
