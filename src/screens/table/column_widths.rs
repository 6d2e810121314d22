//! How wide the columns of a table become: what fits keeps its width, none is narrower than its
//! least, and the others share what is left. The widths are those of the library `comfy-table`,
//! which takes too long for thousands of rows; a test compares the two.

/// Columns of nothing behind each column of text.
pub const GAP: usize = 2;

/// A column narrower by this than its share leaves the rest to the others.
const WORTH_GIVING: usize = 3;

/// What is known of a column before its width is decided.
#[derive(Debug, Clone, Copy)]
pub struct WidthBounds {
    /// The width of its widest line.
    pub widest: usize,
    /// How narrow it may become.
    pub least: usize,
}

/// The widths of the columns of a page, without the gaps. `longest_line` gives the longest line of a
/// column that is broken to a width, or none where it is longer than a limit.
pub fn column_widths(
    page_width: usize,
    bounds: &[WidthBounds],
    longest_line: impl Fn(usize, usize, usize) -> Option<usize>,
) -> Vec<usize> {
    let narrow = |column: &WidthBounds| (column.widest <= column.least).then_some(column.least);
    let decided: Vec<_> = bounds.iter().map(narrow).collect();
    let room = page_width.saturating_sub(bounds.len() * GAP);
    let left = room.saturating_sub(decided.iter().flatten().sum());
    let mut arrangement = Arrangement { decided, left };
    arrangement.decide(|share, column| {
        let least = bounds[column].least;
        // The library counts the gap as part of the least width, but not of the share.
        (share < least + GAP).then_some(least)
    });
    arrangement.decide(|share, column| {
        let widest = bounds[column].widest;
        (share > 0 && widest <= share).then_some(widest)
    });
    arrangement
        .decide(|share, column| longest_line(column, share, share.checked_sub(WORTH_GIVING)?));
    arrangement.share_out()
}

/// Columns whose widths are decided one after the other.
struct Arrangement {
    decided: Vec<Option<usize>>,
    /// What is left for those that are not.
    left: usize,
}

impl Arrangement {
    fn undecided(&self) -> usize {
        self.decided.iter().filter(|width| width.is_none()).count()
    }

    /// Gives every column the width that `rule` finds for it, if any, from an even share of what
    /// is left. Each that is decided changes the share of the others.
    fn decide(&mut self, rule: impl Fn(usize, usize) -> Option<usize>) {
        let mut again = true;
        while again {
            again = false;
            for column in 0..self.decided.len() {
                let Some(share) = self.left.checked_div(self.undecided()) else {
                    return;
                };
                if self.decided[column].is_none()
                    && let Some(width) = rule(share, column)
                {
                    self.decided[column] = Some(width);
                    self.left = self.left.saturating_sub(width);
                    again = true;
                }
            }
        }
    }

    /// Shares out what is left, a column more for the first ones where it is uneven.
    fn share_out(self) -> Vec<usize> {
        let undecided = self.undecided();
        let left = self.left.max(undecided);
        let mut before = 0;
        let share = |width: Option<usize>| {
            width.unwrap_or_else(|| {
                before += 1;
                left / undecided + usize::from(before <= left % undecided)
            })
        };
        self.decided.into_iter().map(share).collect()
    }
}
