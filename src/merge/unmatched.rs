//! Things of a list that found no counterpart in another one yet.

/// What is left of a list, in its order. Where both lists have much the same order, the first
/// thing left is mostly the one that is wanted, so matching takes as long as reading them.
pub(crate) struct Unmatched<'a, T> {
    things: Vec<Option<&'a T>>,
    /// Nothing is left before this one.
    start: usize,
}

impl<'a, T> Unmatched<'a, T> {
    pub(crate) fn new(things: impl IntoIterator<Item = &'a T>) -> Self {
        let things = things.into_iter().map(Some).collect();
        Self { things, start: 0 }
    }

    /// Takes the first one that fits.
    pub(crate) fn take(&mut self, fits: impl Fn(&T) -> bool) -> Option<&'a T> {
        let left = &mut self.things[self.start..];
        let found = left.iter_mut().find(|thing| thing.is_some_and(&fits))?;
        let taken = found.take();
        let gone = left.iter().take_while(|thing| thing.is_none()).count();
        self.start += gone;
        taken
    }

    /// Those that are left.
    pub(crate) fn rest(self) -> impl Iterator<Item = &'a T> {
        self.things.into_iter().flatten()
    }
}
