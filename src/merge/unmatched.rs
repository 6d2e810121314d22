//! The items of a list that are not yet matched with items of another list.

/// The unmatched items of a list, in its order. If both lists have nearly the same order, the
/// first unmatched item is usually the one wanted, so matching takes linear time.
pub(crate) struct Unmatched<'a, T> {
    items: Vec<Option<&'a T>>,
    /// Everything before this index is matched.
    start: usize,
}

impl<'a, T> Unmatched<'a, T> {
    pub(crate) fn new(items: impl IntoIterator<Item = &'a T>) -> Self {
        let items = items.into_iter().map(Some).collect();
        Self { items, start: 0 }
    }

    /// Takes the first unmatched item that fits.
    pub(crate) fn take(&mut self, fits: impl Fn(&T) -> bool) -> Option<&'a T> {
        let left = &mut self.items[self.start..];
        let found = left.iter_mut().find(|item| item.is_some_and(&fits))?;
        let taken = found.take();
        let gone = left.iter().take_while(|item| item.is_none()).count();
        self.start += gone;
        taken
    }

    /// The items still unmatched.
    pub(crate) fn rest(self) -> impl Iterator<Item = &'a T> {
        self.items.into_iter().flatten()
    }
}
