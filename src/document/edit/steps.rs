//! Changes as edits of the text: as many as possible against one tree, then another batch where
//! a change goes by what an earlier one has changed.

use crate::document::edit::batch::{Batch, NeedsReparse, TopTable};
use crate::document::edit::source_map::eol_near;
use crate::document::edit::tracked_text::{TextEdit, TrackedText};
use crate::document::edit::write;
use crate::document::edit::write::{NewFields, NewValue};
use crate::document::read::PROMISE_KEYS;
use crate::document::tree::TomlTree;
use crate::model::change::Change;

/// Does changes to the text of a tree. One that cannot be done is left out, with all behind it,
/// which shows when the text is read back.
pub(crate) fn rewrite(tree: &TomlTree<'_>, changes: &[Change]) -> TrackedText {
    let old = tree.text();
    let mut new = TrackedText::new(old);
    let eol = eol_near(old, 0).unwrap_or("\n");
    let is_open = !old.ends_with('\n') && !old.trim_start_matches('\u{feff}').is_empty();
    if is_open {
        // Lines that come and go at the end would have to know of each other.
        new.apply(&[TextEdit::new(old.len()..old.len(), eol)]);
    }
    let steps: Vec<&[Change]> = changes.chunk_by(is_one_step).collect();
    let mut steps = steps.as_slice();
    while !steps.is_empty() {
        let (edits, done) = if new.text == old {
            edits_of_batch(tree, eol, steps)
        } else {
            match TomlTree::parse(&new.text) {
                Ok(tree) => edits_of_batch(&tree, eol, steps),
                Err(_) => break,
            }
        };
        if edits.is_empty() && done == 0 {
            break;
        }
        new.apply(&edits);
        steps = &steps[done..];
    }
    if is_open {
        let end = new.text.strip_suffix('\n').unwrap_or(&new.text);
        let end = end.strip_suffix('\r').unwrap_or(end).len();
        new.apply(&[TextEdit::new(end..new.text.len(), "")]);
    }
    new
}

/// Whether two changes in a row go to one place, and so into the text at once.
fn is_one_step(one: &Change, two: &Change) -> bool {
    match (one, two) {
        (Change::Add(_), Change::Add(_)) | (Change::AddGoal(_), Change::AddGoal(_)) => true,
        (Change::Log { handle, .. }, Change::Log { handle: other, .. })
        | (Change::Promise { handle, .. }, Change::Promise { handle: other, .. }) => {
            handle == other
        }
        (one, two) => is_removal(one) && is_removal(two),
    }
}

const fn is_removal(change: &Change) -> bool {
    matches!(change, Change::Remove { .. } | Change::RemoveGoal { .. })
}

/// The edits of the first of the steps and of as many more as can be done in the same batch,
/// sorted, and how many steps they are. `eol` is for a text without any line ending.
fn edits_of_batch<'a>(
    tree: &'a TomlTree<'_>,
    eol: &'static str,
    steps: &[&'a [Change]],
) -> (Vec<TextEdit>, usize) {
    let mut batch = Batch::new(tree, eol);
    let mut done = 0;
    for step in steps {
        // What goes may be what another step goes by, so nothing else is done in the same batch.
        let removes = is_removal(&step[0]);
        if removes && done > 0 || batch.take_step(step).is_err() {
            break;
        }
        done += 1;
        if removes {
            break;
        }
    }
    (batch.into_sorted_edits(), done)
}

impl<'a> Batch<'a, '_> {
    /// A step that must wait has made no edits, or only such as it does not make again.
    fn take_step(&mut self, step: &'a [Change]) -> Result<(), NeedsReparse> {
        use TopTable::{Goals, People};
        match &step[0] {
            Change::Add(_) => self.add(People, &step.iter().filter_map(added).collect::<Vec<_>>()),
            Change::AddGoal(_) => {
                self.add(Goals, &step.iter().filter_map(added).collect::<Vec<_>>())
            }
            Change::Log { handle, .. } => self.append_rows(handle, "log", step),
            Change::Promise { handle, .. } => self.append_rows(handle, "promises", step),
            Change::Keep { handle, index, on } => {
                self.change_key(People, handle, Some("promises"), |batch, person| {
                    let tree = batch.tree();
                    let promises = tree.get(person, "promises").ok_or(NeedsReparse)?;
                    let promise = tree.children(promises).nth(*index).ok_or(NeedsReparse)?;
                    batch.set(promise, "kept", &PROMISE_KEYS, Some(&NewValue::day(*on)))
                })
            }
            Change::Set {
                handle,
                field,
                value,
            } => {
                let value = write::field(*field, value.clone());
                self.set_key(People, handle, field.key(), value.as_ref())
            }
            Change::Unset { handle, field } => self.set_key(People, handle, field.key(), None),
            Change::FinishGoal { handle, on } => {
                self.set_key(Goals, handle, "done", Some(&NewValue::day(*on)))
            }
            Change::NameInGoal {
                handle,
                helped_by,
                hindered_by,
            } => {
                self.set_key(Goals, handle, "helped_by", write::texts(helped_by).as_ref())?;
                self.set_key(
                    Goals,
                    handle,
                    "hindered_by",
                    write::texts(hindered_by).as_ref(),
                )
            }
            Change::Remove { .. } | Change::RemoveGoal { .. } => {
                let mut gone = Vec::new();
                for change in step {
                    if let Change::Remove { handle } = change {
                        gone.push(self.entry(People, handle)?);
                    } else if let Change::RemoveGoal { handle } = change {
                        gone.push(self.entry(Goals, handle)?);
                    }
                }
                self.remove(&gone, true);
                Ok(())
            }
        }
    }

    /// Appends the rows or promises of one person.
    fn append_rows(
        &mut self,
        handle: &'a str,
        key: &'static str,
        step: &'a [Change],
    ) -> Result<(), NeedsReparse> {
        let rows = step.iter().filter_map(added).map(|(_, row)| row);
        let rows: Vec<NewFields<'_>> = rows.collect();
        self.change_key(TopTable::People, handle, Some(key), |batch, person| {
            if let Some(present) = batch.tree().get(person, key) {
                return batch.append(present, &rows);
            }
            let order = TopTable::People.keys();
            batch.set(person, key, &order, Some(&NewValue::Rows(rows)))
        })
    }

    /// Sets a key of a person or goal, or takes it out.
    fn set_key(
        &mut self,
        table: TopTable,
        handle: &'a str,
        key: &'static str,
        value: Option<&NewValue<'_>>,
    ) -> Result<(), NeedsReparse> {
        let changed = value.is_some().then_some(key);
        self.change_key(table, handle, changed, |batch, entry| {
            batch.set(entry, key, &table.keys(), value)
        })
    }
}

/// The handle and the keys of what a change adds to the text.
fn added(change: &Change) -> Option<(&str, NewFields<'_>)> {
    match change {
        Change::Add(person) => Some((&person.handle, write::person(person))),
        Change::AddGoal(goal) => Some((&goal.handle, write::goal(goal))),
        Change::Log { handle, row } => Some((handle, write::row(row))),
        Change::Promise { handle, promise } => Some((handle, write::promise(promise))),
        Change::Keep { .. }
        | Change::Set { .. }
        | Change::Unset { .. }
        | Change::FinishGoal { .. }
        | Change::NameInGoal { .. }
        | Change::Remove { .. }
        | Change::RemoveGoal { .. } => None,
    }
}
