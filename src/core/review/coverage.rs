//! The departments in which you have someone to call (score, section 8).

use std::collections::HashMap;

use crate::core::review::ally::Ally;
use crate::core::standing::Assessment;
use crate::text::word_enum::word_enum;

word_enum! {
    /// How well a department is covered.
    #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
    pub enum CoverageLevel: words {
        /// Nobody in the book is there.
        Nobody = "nobody",
        /// Someone, but no warm ally.
        NoneWarm = "none warm",
        /// One warm ally: a single point of failure.
        One = "one",
        /// Two warm allies or more.
        Several = "several",
    }
}

/// One department in which the user wants an ally.
#[derive(Debug, Clone, PartialEq)]
pub struct Coverage<'b> {
    /// Its name in the settings; a person's department must be spelled the same.
    pub dept: &'b str,
    /// How well it is covered.
    pub cover: CoverageLevel,
    /// The warm allies there; by handle.
    pub warm: Vec<Ally<'b>>,
    /// Everybody else there; by handle.
    pub others: Vec<Ally<'b>>,
}

/// The coverage of the departments in the settings, in their order.
pub(crate) fn coverage<'b>(
    people: &[Assessment<'b>],
    departments: &'b [String],
) -> Vec<Coverage<'b>> {
    let mut by_dept: HashMap<&str, Vec<Ally>> = HashMap::new();
    for one in people {
        if let Some(dept) = one.person.dept.as_deref() {
            by_dept.entry(dept).or_default().push(Ally::new(one));
        }
    }
    let departments = departments.iter();
    departments
        .map(|dept| {
            let allies = by_dept.get(dept.as_str()).map_or(&[][..], Vec::as_slice);
            department(dept, allies)
        })
        .collect()
}

fn department<'b>(dept: &'b str, allies: &[Ally<'b>]) -> Coverage<'b> {
    let (warm, others): (Vec<Ally>, Vec<Ally>) =
        allies.iter().partition(|ally| ally.standing.is_warm());
    let cover = match (warm.len(), others.len()) {
        (0, 0) => CoverageLevel::Nobody,
        (0, _) => CoverageLevel::NoneWarm,
        (1, _) => CoverageLevel::One,
        (_, _) => CoverageLevel::Several,
    };
    Coverage {
        dept,
        cover,
        warm,
        others,
    }
}
