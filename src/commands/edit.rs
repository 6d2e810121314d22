//! `edit`: fields of a person by flags, or the file itself in the user's own editor.

mod by_flags;
mod by_hand;
mod editor;

pub use crate::commands::edit::by_hand::run as open;

use crate::commands::args::Writing;
use crate::commands::errors::{Result, usage_error};
use crate::commands::fields::FieldFlags;
use crate::commands::session::Session;

/// Change a person's fields, or open the file in your editor
///
/// With fields, those are changed; a list flag replaces the whole list. Without any,
/// $VISUAL or $EDITOR opens a private copy of the file, at that person. The copy is read
/// strictly before it counts, and what others wrote meanwhile is never overwritten.
#[derive(Debug, clap::Args)]
#[command(after_help = "Examples:
  allies edit sara --dept HR --boss \"Dana Whitfield\"
  allies edit sara --helps vpn,laptops --unset every
  allies edit sara
  EDITOR=\"code --wait\" allies edit")]
pub struct Args {
    /// A handle, or any part of a name that fits one person
    who: Option<String>,
    #[command(flatten)]
    fields: FieldFlags,
    /// Their full name; the handle stays
    #[arg(long, value_name = "NAME", help_heading = "Fields")]
    name: Option<String>,
    /// Take a field out: boss, every, known, …; may be repeated
    #[arg(
        long,
        value_name = "FIELD",
        value_delimiter = ',',
        help_heading = "Fields"
    )]
    unset: Vec<String>,
    #[command(flatten)]
    writing: Writing,
}

/// Changes the fields, or opens the file.
pub fn run(args: &Args, session: &Session) -> Result<()> {
    let wanted = by_flags::wanted(args)?;
    match (&args.who, wanted) {
        (Some(who), Some(wanted)) => by_flags::run(who, &wanted, args.writing, session),
        (None, Some(_)) => Err(usage_error("these are fields of nobody: who is meant?")
            .hint("allies edit WHO and then the fields")),
        (who, None) => open(who.as_deref(), args.writing, session),
    }
}
