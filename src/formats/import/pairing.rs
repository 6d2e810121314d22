//! Which entries of two lists are one and the same. Each has at most one partner, found by a
//! key; what is left alone may be asked again by a weaker one.

use std::collections::{HashMap, VecDeque};
use std::hash::Hash;

/// Two lists, named by the places of their entries.
pub(crate) struct Pairs {
    known: Vec<bool>,
    new: Vec<bool>,
}

impl Pairs {
    /// Everybody alone.
    pub(crate) fn new(known: usize, new: usize) -> Self {
        Self {
            known: vec![false; known],
            new: vec![false; new],
        }
    }

    /// Pairs those that are still alone and have the same key, first with first; without a key
    /// an entry stays alone. Gives the new pairs, each as the known one and the new one. The
    /// time grows with the lists and not with their product, for a list may come from anywhere.
    pub(crate) fn by<K: Eq + Hash>(
        &mut self,
        known: impl Fn(usize) -> Option<K>,
        new: impl Fn(usize) -> Option<K>,
    ) -> Vec<(usize, usize)> {
        let mut free: HashMap<K, VecDeque<usize>> = HashMap::new();
        for at in (0..self.known.len()).filter(|at| !self.known[*at]) {
            if let Some(key) = known(at) {
                free.entry(key).or_default().push_back(at);
            }
        }
        let mut pairs = Vec::new();
        for at in (0..self.new.len()).filter(|at| !self.new[*at]) {
            let partner = new(at).and_then(|key| free.get_mut(&key)?.pop_front());
            pairs.extend(partner.map(|partner| (partner, at)));
        }
        for (known, new) in &pairs {
            self.known[*known] = true;
            self.new[*new] = true;
        }
        pairs
    }

    /// The new ones that have no partner.
    pub(crate) fn alone(&self) -> impl Iterator<Item = usize> {
        (0..self.new.len()).filter(|at| !self.new[*at])
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_has_one_partner_and_the_stronger_key_comes_first() {
        let (known, new) = (["a1", "a2", "b1"], ["a3", "a2", "a2", "c1"]);
        let mut pairs = Pairs::new(known.len(), new.len());
        let same = pairs.by(|at| Some(known[at]), |at| Some(new[at]));
        assert_eq!(same, [(1, 1)]);
        let alike = pairs.by(|at| Some(&known[at][..1]), |at| Some(&new[at][..1]));
        assert_eq!(alike, [(0, 0)]);
        assert_eq!(pairs.alone().collect::<Vec<_>>(), [2, 3]);
    }
}
