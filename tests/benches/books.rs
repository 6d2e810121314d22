//! Writes the books that whole processes are measured with: `cargo test --bench books`.

#![expect(
    clippy::cast_possible_truncation,
    clippy::cast_precision_loss,
    clippy::cast_sign_loss,
    reason = "sizes of made-up books are small"
)]

mod book;

use std::path::Path;

/// People and rows: a first year, a usual book, ten years of heavy use, and the far end.
const SIZES: [(usize, usize); 4] = [(50, 500), (200, 2000), (1000, 20_000), (10_000, 100_000)];

fn main() {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("books");
    std::fs::create_dir_all(&folder).expect("a folder in target");
    for (people, rows) in SIZES {
        let path = folder.join(format!("{people}.toml"));
        std::fs::write(&path, book::book(people, rows)).expect("a book in target");
    }
}
