//! Turns changes into edits of the text: as many as possible against one tree, then another batch
//! if a change depends on an earlier one.

use crate::document::edit::batch::{Batch, NeedsReparse, TopTable};
use crate::document::edit::source_map::eol_near;
use crate::document::edit::tracked_text::{TextEdit, TrackedText};
use crate::document::edit::write::{self, NewFields, NewValue};
use crate::document::read::PROMISE_KEYS;
use crate::document::tree::TomlTree;
use crate::model::change::Change;

/// Makes changes to the text of a tree. If one cannot be made, it and all after it are left out,
/// which shows when the text is read back.
pub(crate) fn rewrite(tree: &TomlTree<'_>, changes: &[Change]) -> TrackedText {
    let old = tree.source();
    let mut new = TrackedText::new(old);
    let eol = eol_near(old, 0).unwrap_or("\n");
    let lacks_newline = !old.ends_with('\n') && !old.trim_start_matches('\u{feff}').is_empty();
    if lacks_newline {
        // Simpler than special cases for lines added and removed at the end.
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
    if lacks_newline {
        let end = new.text.strip_suffix('\n').unwrap_or(&new.text);
        let end = end.strip_suffix('\r').unwrap_or(end).len();
        new.apply(&[TextEdit::new(end..new.text.len(), "")]);
    }
    new
}

/// Whether two successive changes go to the same place and so form one step.
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

/// The sorted edits for the first step and as many more as fit into the same batch, and how many
/// steps those are. `eol` is for a text without line endings.
fn edits_of_batch<'a>(
    tree: &'a TomlTree<'_>,
    eol: &'static str,
    steps: &[&'a [Change]],
) -> (Vec<TextEdit>, usize) {
    let mut batch = Batch::new(tree, eol);
    let mut done = 0;
    for step in steps {
        // Other steps may depend on what is removed, so a removal has its own batch.
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
    /// Edits for one step. One that must wait has made no edits, or only ones that it will not
    /// repeat.
    fn take_step(&mut self, step: &'a [Change]) -> Result<(), NeedsReparse> {
        use TopTable::{Goals, People};
        match &step[0] {
            Change::Add(_) => self.add(People, &additions(step)),
            Change::AddGoal(_) => self.add(Goals, &additions(step)),
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
                let value = write::field_value(*field, value.clone());
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
            } => [("helped_by", helped_by), ("hindered_by", hindered_by)]
                .into_iter()
                .try_for_each(|(key, handles)| {
                    self.set_key(Goals, handle, key, write::texts(handles).as_ref())
                }),
            Change::Remove { .. } | Change::RemoveGoal { .. } => {
                let mut entries = Vec::new();
                for change in step {
                    if let Change::Remove { handle } = change {
                        entries.push(self.entry(People, handle)?);
                    } else if let Change::RemoveGoal { handle } = change {
                        entries.push(self.entry(Goals, handle)?);
                    }
                }
                self.remove(&entries, true);
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
        let rows: Vec<_> = additions(step).into_iter().map(|(_, row)| row).collect();
        self.change_key(TopTable::People, handle, Some(key), |batch, person| {
            if let Some(present) = batch.tree().get(person, key) {
                return batch.append(present, &rows);
            }
            let order = TopTable::People.keys();
            batch.set(person, key, &order, Some(&NewValue::Rows(rows)))
        })
    }

    /// Sets or removes a key of a person or goal.
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

/// What the changes of a step add: for each, the handle and the keys.
fn additions<'a>(step: &'a [Change]) -> Vec<(&'a str, NewFields<'a>)> {
    let addition = |change: &'a Change| match change {
        Change::Add(person) => Some((&*person.handle, write::person(person))),
        Change::AddGoal(goal) => Some((&*goal.handle, write::goal(goal))),
        Change::Log { handle, row } => Some((&**handle, write::row(row))),
        Change::Promise { handle, promise } => Some((&**handle, write::promise(promise))),
        Change::Keep { .. }
        | Change::Set { .. }
        | Change::Unset { .. }
        | Change::FinishGoal { .. }
        | Change::NameInGoal { .. }
        | Change::Remove { .. }
        | Change::RemoveGoal { .. } => None,
    };
    step.iter().filter_map(addition).collect()
}
