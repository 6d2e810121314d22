//! Ctrl-C while an editor is open: it is the editor's, which stands in the same terminal. If
//! it ended this program too, the editor would be left alone with a shell that prompts over it.

#[cfg(unix)]
use std::sync::{Arc, OnceLock, atomic::AtomicBool, atomic::Ordering};

/// Until this is dropped, interrupts are left to the editor; afterwards they end the program
/// as ever.
#[derive(Debug)]
pub struct Waiting(());

/// Leaves interrupts to the editor that is about to start.
///
/// A handler and not `SIG_IGN`, which the editor would inherit.
pub fn leave_to_the_editor() -> Waiting {
    #[cfg(unix)]
    if let Some(ends) = ends_program() {
        ends.store(false, Ordering::SeqCst);
    }
    Waiting(())
}

impl Drop for Waiting {
    fn drop(&mut self) {
        #[cfg(unix)]
        if let Some(ends) = ends_program() {
            ends.store(true, Ordering::SeqCst);
        }
    }
}

/// Whether an interrupt ends the program; nothing where no handler could be had.
#[cfg(unix)]
fn ends_program() -> Option<&'static Arc<AtomicBool>> {
    use signal_hook::consts::{SIGINT, SIGQUIT};
    use signal_hook::flag::register_conditional_default;
    static ENDS: OnceLock<Option<Arc<AtomicBool>>> = OnceLock::new();
    ENDS.get_or_init(|| {
        let ends = Arc::new(AtomicBool::new(true));
        for signal in [SIGINT, SIGQUIT] {
            register_conditional_default(signal, Arc::clone(&ends)).ok()?;
        }
        Some(ends)
    })
    .as_ref()
}

/// Whether an editor was ended by Ctrl-C.
pub fn was(ended: std::process::ExitStatus) -> bool {
    #[cfg(unix)]
    return std::os::unix::process::ExitStatusExt::signal(&ended)
        == Some(signal_hook::consts::SIGINT);
    #[cfg(not(unix))]
    {
        let _ = ended;
        false
    }
}
