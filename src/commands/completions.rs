//! `completions`: what a shell needs so that Tab completes commands and handles.

use std::process::ExitCode;

use clap::Command;
use clap_complete::{Shell, generate};

use crate::commands::errors::{Result, usage_error};
use crate::commands::usage;

/// Completion for your shell, which knows handles, departments, tags and goals
///
/// The few lines it prints ask this program at every press of Tab. With --static they are a whole
/// script instead, which knows commands and options and nothing of your book.
#[derive(Debug, clap::Args)]
#[command(after_help = "Examples:
  allies completions bash >> ~/.bashrc
  allies completions zsh >> ~/.zshrc
  allies completions fish > ~/.config/fish/completions/allies.fish
  allies completions zsh --static > _allies")]
pub struct Args {
    /// The shell
    #[arg(value_enum, value_name = "SHELL")]
    shell: Shell,
    /// A script that never asks this program
    #[arg(long = "static")]
    is_static: bool,
}

/// Prints it. It needs no file and no home folder.
pub fn run(args: &Args, mut tree: Command) -> Result<ExitCode> {
    if args.is_static {
        let mut script = Vec::new();
        generate(args.shell, &mut tree, "allies", &mut script);
        return Ok(usage::print(&String::from_utf8_lossy(&script)));
    }
    let lines = match args.shell {
        Shell::Bash => {
            "# Completion of allies, for ~/.bashrc\n\
             source <(COMPLETE=bash allies)\n"
        }
        // As a file of its own named `_allies` it is loaded at the first Tab, and has to answer.
        Shell::Zsh => {
            "#compdef allies\n\
             # Completion of allies, for ~/.zshrc after compinit, or as a file _allies in $fpath\n\
             source <(COMPLETE=zsh allies)\n\
             [[ ${funcstack[1]} = _allies ]] && _clap_dynamic_completer_allies \"$@\"\n"
        }
        Shell::Fish => {
            "# Completion of allies, for ~/.config/fish/completions/allies.fish\n\
             COMPLETE=fish allies | source\n"
        }
        Shell::Elvish => {
            "# Completion of allies, for ~/.config/elvish/rc.elv\n\
             eval (E:COMPLETE=elvish allies | slurp)\n"
        }
        Shell::PowerShell => {
            "# Completion of allies, for $PROFILE\n\
             $env:COMPLETE = \"powershell\"; allies | Out-String | Invoke-Expression; \
             Remove-Item Env:\\COMPLETE\n"
        }
        shell => {
            return Err(usage_error(format!("there is no completion for {shell}"))
                .hint("one of: bash, zsh, fish, elvish, powershell"));
        }
    };
    Ok(usage::print(lines))
}
