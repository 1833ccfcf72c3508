//! A fixed set of up to 512 small numbers: the ids of one kind of policy entry.

/// How many ids a set can hold; [`super::Tables::compile`] refuses a policy with more.
pub(super) const CAPACITY: usize = 512;

/// A set of ids of one kind (items, functions, …), as numbers. Copied as 64 bytes; no operation allocates.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub struct IdSet([u64; 8]);

impl IdSet {
    pub const EMPTY: IdSet = IdSet([0; 8]);

    /// This set with `id` in it. An id of 512 or more is no id of a policy and is left out.
    #[must_use]
    pub const fn with(mut self, id: u16) -> IdSet {
        if (id as usize) < CAPACITY {
            self.0[id as usize / 64] |= 1 << (id % 64);
        }
        self
    }

    /// This set without `id`.
    #[must_use]
    pub const fn without(self, id: u16) -> IdSet {
        self.minus(IdSet::EMPTY.with(id))
    }

    pub const fn contains(&self, id: u16) -> bool {
        (id as usize) < CAPACITY && self.0[id as usize / 64] >> (id % 64) & 1 == 1
    }

    pub const fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// How many ids are in it.
    pub const fn len(&self) -> usize {
        let (mut count, mut i) = (0, 0);
        while i < 8 {
            count += self.0[i].count_ones() as usize;
            i += 1;
        }
        count
    }

    #[must_use]
    pub const fn union(mut self, other: IdSet) -> IdSet {
        let mut i = 0;
        while i < 8 {
            self.0[i] |= other.0[i];
            i += 1;
        }
        self
    }

    /// The ids that are in both.
    #[must_use]
    pub const fn intersection(mut self, other: IdSet) -> IdSet {
        let mut i = 0;
        while i < 8 {
            self.0[i] &= other.0[i];
            i += 1;
        }
        self
    }

    /// The ids of this set that are not in `other`.
    #[must_use]
    pub const fn minus(mut self, other: IdSet) -> IdSet {
        let mut i = 0;
        while i < 8 {
            self.0[i] &= !other.0[i];
            i += 1;
        }
        self
    }

    pub const fn is_subset_of(&self, other: IdSet) -> bool {
        self.minus(other).is_empty()
    }

    pub const fn intersects(&self, other: IdSet) -> bool {
        !self.intersection(other).is_empty()
    }

    /// The ids, lowest first.
    pub fn iter(self) -> impl Iterator<Item = u16> {
        (0..8u16).zip(self.0).flat_map(|(word, bits)| {
            // Clearing the lowest bit each time leaves the bits still to give.
            std::iter::successors(Some(bits), |bits| Some(bits & bits.wrapping_sub(1)))
                .take_while(|bits| *bits != 0)
                .map(move |bits| word * 64 + bits.trailing_zeros() as u16)
        })
    }
}

impl FromIterator<u16> for IdSet {
    fn from_iter<I: IntoIterator<Item = u16>>(ids: I) -> Self {
        ids.into_iter().fold(IdSet::EMPTY, IdSet::with)
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use proptest::prelude::*;

    use super::*;

    fn ids() -> impl Strategy<Value = BTreeSet<u16>> {
        proptest::collection::btree_set(0..CAPACITY as u16, 0..40)
    }

    fn set(ids: &BTreeSet<u16>) -> IdSet {
        ids.iter().copied().collect()
    }

    proptest! {
        #[test]
        fn behaves_as_a_set(a in ids(), b in ids(), id in 0..600u16) {
            let (x, y) = (set(&a), set(&b));
            prop_assert_eq!(x.iter().collect::<Vec<_>>(), a.iter().copied().collect::<Vec<_>>());
            prop_assert_eq!(x.len(), a.len());
            prop_assert_eq!(x.contains(id), a.contains(&id));
            prop_assert_eq!(x.union(y), set(&(&a | &b)));
            prop_assert_eq!(x.intersection(y), set(&(&a & &b)));
            prop_assert_eq!(x.minus(y), set(&(&a - &b)));
            prop_assert_eq!(x.is_subset_of(y), a.is_subset(&b));
            prop_assert_eq!(x.intersects(y), !a.is_disjoint(&b));
            prop_assert!(!x.without(id).contains(id));
        }
    }

    #[test]
    fn what_is_no_id_is_never_in_a_set() {
        assert!(IdSet::EMPTY.with(512).is_empty());
        assert!(!IdSet::EMPTY.with(512).contains(512));
    }
}
