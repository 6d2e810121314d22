//! How wide the columns of a table become.

use crate::screens::table::long::{Cells, GAP, cell};
use crate::text::width;

/// Columns narrower by this than their share give the rest to the others.
const WORTH_GIVING: usize = 3;

/// The widths of the columns of a table on a page, without the gaps: what fits keeps its
/// width, none is narrower than its least, and the others share what is left.
///
/// These are the widths of the library `comfy-table`, which laid the tables out until it took
/// longer for a thousand people than everything else together.
pub(crate) fn widths(cells: &Cells, page_width: usize, least: &[usize]) -> Vec<usize> {
    let widest: Vec<usize> = cells.sizes.iter().map(|size| size.widest).collect();
    let mut columns = Columns {
        decided: vec![None; widest.len()],
        left: page_width,
    };
    for column in 0..widest.len() {
        if widest[column] <= least[column] {
            columns.decided[column] = Some(least[column].max(1));
        }
        columns.left = columns.left.saturating_sub(GAP);
    }
    columns.left = columns
        .left
        .saturating_sub(columns.decided.iter().flatten().sum());
    columns.decide_while_any(|share, column| {
        (share < least[column] + GAP).then_some(least[column].max(1))
    });
    columns.decide_while_any(|share, column| {
        (share > 0 && widest[column] <= share).then_some(widest[column])
    });
    columns.decide_while_any(|share, column| {
        let most = share.checked_sub(WORTH_GIVING)?;
        longest_line(cells, column, share, most)
    });
    columns.share_out()
}

/// Columns whose widths are decided one after the other.
struct Columns {
    decided: Vec<Option<usize>>,
    /// What is left for those that are not.
    left: usize,
}

impl Columns {
    fn undecided(&self) -> usize {
        self.decided.iter().filter(|width| width.is_none()).count()
    }

    /// Gives every column the width that `rule` finds for it, if any, from an even share
    /// of what is left. Each that is decided changes the share of the others.
    fn decide_while_any(&mut self, rule: impl Fn(usize, usize) -> Option<usize>) {
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

/// The longest line of a column that is broken to a width, if none is longer than `most`.
fn longest_line(cells: &Cells, column: usize, width: usize, most: usize) -> Option<usize> {
    let mut longest = 0;
    let mut lines = Vec::new();
    for line in cells.lines(column) {
        if line.width() <= width {
            longest = longest.max(line.width());
        } else {
            let seen = cell::Painted::of(cells.text(line)).seen;
            lines.clear();
            cell::broken(&seen, width, &mut lines);
            let widths = lines.iter().map(|part| width::width(&seen[part.clone()]));
            longest = widths.fold(longest, usize::max);
        }
        if longest > most {
            return None;
        }
    }
    Some(longest)
}
