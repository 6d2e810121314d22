//! Any mix of events against a plain model: a list of texts and a place in it.

use proptest::prelude::*;

use crate::store::undo::tests::*;
use crate::text::patch::single_splice;

/// What can happen to a data file.
#[derive(Debug, Clone)]
enum Event {
    /// A command sets the text.
    Set(String),
    Undo,
    Redo,
    /// Someone else sets the text.
    ByHand(String),
    /// A command is killed after it recorded its change and before it made it.
    Killed(String),
}

fn event() -> impl Strategy<Value = Event> {
    let text = "[aé\n]{0,4}";
    prop_oneof![
        4 => text.prop_map(Event::Set),
        4 => Just(Event::Undo),
        3 => Just(Event::Redo),
        1 => text.prop_map(Event::ByHand),
        1 => text.prop_map(Event::Killed),
    ]
}

/// The expected text, and each change with the text before and after.
#[derive(Default)]
struct Model {
    text: String,
    changes: Vec<(String, String)>,
    done: usize,
}

impl Model {
    fn set(&mut self, text: &str) {
        if self.text != text {
            self.changes.truncate(self.done);
            self.changes.push((self.text.clone(), text.to_owned()));
            self.done += 1;
            text.clone_into(&mut self.text);
        }
    }

    fn undo(&mut self) -> bool {
        let last = self.done.checked_sub(1).map(|last| &self.changes[last]);
        let Some((before, _)) = last.filter(|(_, after)| *after == self.text) else {
            return false;
        };
        before.clone_into(&mut self.text);
        self.done -= 1;
        true
    }

    fn redo(&mut self) -> bool {
        let next = self.changes.get(self.done);
        let Some((_, after)) = next.filter(|(before, _)| *before == self.text) else {
            return false;
        };
        after.clone_into(&mut self.text);
        self.done += 1;
        true
    }

    fn listed(&self) -> Vec<String> {
        let marked = self.changes.iter().enumerate().rev();
        let show = |(index, (_, after)): (usize, &(String, String))| {
            if index < self.done {
                format!("set {after}")
            } else {
                format!("(set {after})")
            }
        };
        marked.map(show).collect()
    }
}

/// Records a change as a command does, without making it.
fn kill(sandbox: &Sandbox, text: &str) {
    let file = sandbox.book().file;
    let target = symlink::follow(&file).unwrap();
    let old = fs::read_to_string(&file).unwrap_or_default();
    let mut journal = Journal::open(sandbox.book().state.as_deref(), &target);
    journal.drop_unmade(old.as_bytes());
    let record = ChangeRecord {
        at: options().now,
        what: "killed".to_owned(),
        people: text.len(),
        before: Fingerprint::new(old.as_bytes()),
        after: Fingerprint::new(text.as_bytes()),
        splices: single_splice(&old, text),
    };
    journal
        .append(JournalLine::Change(Box::new(record)))
        .unwrap();
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]
    #[test]
    fn any_mix_of_changes_undo_and_redo_goes_as_the_model(
        events in prop::collection::vec(event(), 1..16),
    ) {
        let sandbox = Sandbox::new();
        let mut model = Model::default();
        let mut killed = false;
        for event in &events {
            let before = (model.text.clone(), model.done);
            match event {
                Event::Set(text) => {
                    set(&sandbox, text);
                    model.set(text);
                }
                Event::Undo => prop_assert_eq!(undone(&sandbox).is_ok(), model.undo()),
                Event::Redo => prop_assert_eq!(redone(&sandbox).is_ok(), model.redo()),
                // After a kill and someone else's change, nothing shows whether the step was made.
                Event::ByHand(_) if killed => {}
                Event::ByHand(text) => {
                    fs::write(sandbox.book().file, text).unwrap();
                    text.clone_into(&mut model.text);
                }
                Event::Killed(text) if *text == model.text => {}
                Event::Killed(text) => kill(&sandbox, text),
            }
            // The next step settles what a kill left open.
            killed = match event {
                Event::Killed(text) => killed || *text != model.text,
                _ => killed && before == (model.text.clone(), model.done),
            };
            let now = fs::read_to_string(sandbox.book().file).unwrap_or_default();
            prop_assert_eq!(&now, &model.text);
            prop_assert_eq!(listed(&sandbox), model.listed());
        }
    }
}
