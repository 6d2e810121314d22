//! Pairs equal entries of two lists by a key, one to one. Entries left over can be paired again by
//! a weaker key.

use std::collections::{HashMap, VecDeque};
use std::hash::Hash;

/// Two lists, and which of their entries have a partner.
pub(crate) struct Pairs<'p, T> {
    known: &'p [T],
    new: &'p [T],
    is_paired: [Vec<bool>; 2],
}

impl<'p, T> Pairs<'p, T> {
    /// Starts with every entry unpaired.
    pub(crate) fn new(known: &'p [T], new: &'p [T]) -> Self {
        Self {
            known,
            new,
            is_paired: [vec![false; known.len()], vec![false; new.len()]],
        }
    }

    /// Pairs unpaired entries with equal keys; returns the new pairs.
    pub(crate) fn pair_by<K: Eq + Hash>(
        &mut self,
        key: impl Fn(&'p T) -> K,
    ) -> Vec<(usize, usize)> {
        self.pair_by_each(|one| Some(key(one)), |one| Some(key(one)))
    }

    /// Pairs unpaired entries with equal keys, in order; an entry without a key stays unpaired.
    /// Returns the new pairs as indices into the known and the new list. Takes linear time, since
    /// lists may be hostile input.
    pub(crate) fn pair_by_each<K: Eq + Hash>(
        &mut self,
        known: impl Fn(&'p T) -> Option<K>,
        new: impl Fn(&'p T) -> Option<K>,
    ) -> Vec<(usize, usize)> {
        let [known_paired, new_paired] = &mut self.is_paired;
        let mut free: HashMap<K, VecDeque<usize>> = HashMap::new();
        for (at, one) in self.known.iter().enumerate() {
            if let Some(key) = known(one).filter(|_| !known_paired[at]) {
                free.entry(key).or_default().push_back(at);
            }
        }
        let mut pairs = Vec::new();
        for (at, one) in self.new.iter().enumerate() {
            let key = new(one).filter(|_| !new_paired[at]);
            if let Some(partner) = key.and_then(|key| free.get_mut(&key)?.pop_front()) {
                known_paired[partner] = true;
                new_paired[at] = true;
                pairs.push((partner, at));
            }
        }
        pairs
    }

    /// The indices of new entries without a partner.
    pub(crate) fn unpaired(&self) -> impl Iterator<Item = usize> {
        (0..self.new.len()).filter(|at| !self.is_paired[1][*at])
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_has_one_partner_and_the_stronger_key_comes_first() {
        let (known, new) = (["a1", "a2", "b1"], ["a3", "a2", "a2", "c1"]);
        let mut pairs = Pairs::new(&known, &new);
        assert_eq!(pairs.pair_by(|one| *one), [(1, 1)]);
        assert_eq!(pairs.pair_by(|one| &one[..1]), [(0, 0)]);
        assert_eq!(pairs.unpaired().collect::<Vec<_>>(), [2, 3]);
    }
}
