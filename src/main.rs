//! The `allies` program: see the library for everything.

fn main() -> std::process::ExitCode {
    allies::commands::main()
}
