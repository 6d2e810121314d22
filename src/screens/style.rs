//! Maps what a piece of text means to how it looks: the only place that knows colours.
//!
//! Colour never carries meaning alone, so plain output loses nothing.

use anstyle::{AnsiColor, Effects, Style};

use crate::core::review::GoalVerdict;
use crate::core::standing::{Standing, Verdict};

/// The meaning of a piece of text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Label {
    /// Ordinary text.
    Plain,
    /// A heading of a table or a section.
    Heading,
    /// A person's name.
    Name,
    /// What to do.
    Action,
    /// Secondary information.
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
    /// The colour and weight of the text.
    pub const fn style(self) -> Style {
        match self {
            Self::Plain => Style::new(),
            Self::Heading | Self::Name | Self::Action => Style::new().effects(Effects::BOLD),
            Self::Aside => Style::new().effects(Effects::DIMMED),
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
            Verdict::ThankFirst(_)
            | Verdict::CreditFirst(_)
            | Verdict::GiveFirst(_)
            | Verdict::GiveFirstMending(_)
            | Verdict::MeetFirst => Self::Soon,
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

/// Whether output is coloured.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ColorMode {
    /// No escape sequences.
    Off,
    /// The 16 colours of the user's palette.
    On,
}
