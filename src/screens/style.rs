//! From what a word means to how it looks: the only place that knows colours.
//!
//! Nothing is said by colour alone, so a plain page loses nothing.

use anstyle::{AnsiColor, Effects, Style as Look};

use crate::core::review::GoalVerdict;
use crate::core::standing::{Standing, Verdict};

/// What a piece of text is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Label {
    /// Nothing beside its words.
    Plain,
    /// A heading of a table or a section.
    Heading,
    /// A person's name.
    Name,
    /// What to do.
    Action,
    /// Beside the point.
    Aside,
    /// Late, in debt, strained.
    Bad,
    /// Due today, cooling.
    Soon,
    /// Warm, allowed.
    Good,
    /// The word `error`.
    Error,
    /// The word `warning`.
    Warning,
    /// The word `hint`.
    Hint,
}

impl Label {
    /// Its colour and weight.
    pub const fn look(self) -> Look {
        match self {
            Self::Plain => Look::new(),
            Self::Heading | Self::Name | Self::Action => Look::new().effects(Effects::BOLD),
            Self::Aside => Look::new().effects(Effects::DIMMED),
            Self::Bad => AnsiColor::Red.on_default(),
            Self::Soon => AnsiColor::Yellow.on_default(),
            Self::Good => AnsiColor::Green.on_default(),
            Self::Error => AnsiColor::Red.on_default().effects(Effects::BOLD),
            Self::Warning => AnsiColor::Yellow.on_default().effects(Effects::BOLD),
            Self::Hint => AnsiColor::Cyan.on_default().effects(Effects::BOLD),
        }
    }
}

impl From<Standing> for Label {
    fn from(standing: Standing) -> Self {
        match standing {
            Standing::Strained | Standing::InDebt => Self::Bad,
            Standing::Cold | Standing::Cooling => Self::Soon,
            Standing::Steady | Standing::Strong => Self::Good,
            Standing::Mending | Standing::New => Self::Plain,
        }
    }
}

impl From<Verdict> for Label {
    fn from(verdict: Verdict) -> Self {
        match verdict {
            Verdict::RepairFirst(_) => Self::Bad,
            Verdict::Yes => Self::Good,
            _ => Self::Soon,
        }
    }
}

impl From<GoalVerdict> for Label {
    fn from(verdict: GoalVerdict) -> Self {
        match verdict {
            GoalVerdict::NobodyNamed => Self::Soon,
            GoalVerdict::AtRisk => Self::Bad,
            GoalVerdict::Covered => Self::Good,
        }
    }
}

/// Whether there is colour.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Style {
    /// No escape sequence at all.
    Plain,
    /// The sixteen colours of the user's own palette.
    Colour,
}
