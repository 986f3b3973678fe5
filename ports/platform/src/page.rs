//! Pages of lists.

use thiserror::Error;

/// How many items a page has at most: 1 to [`Limit::MAX`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Limit(u32);

/// Why a number is not a limit.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
#[error("must be between 1 and {max}", max = Limit::MAX)]
pub struct LimitError;

impl Limit {
    /// The most items that a page may have.
    pub const MAX: u32 = 100;
    /// What a page has when nobody says otherwise: a grid of 2, 3, 4 or 6 columns fills evenly.
    pub const DEFAULT: Self = Self(24);

    /// # Errors
    /// [`LimitError`] unless `1 <= items <= MAX`.
    pub fn new(items: u32) -> Result<Self, LimitError> {
        if (1..=Self::MAX).contains(&items) { Ok(Self(items)) } else { Err(LimitError) }
    }

    /// The number of items.
    #[must_use]
    pub const fn get(self) -> u32 {
        self.0
    }

    /// One item more than fits: a store that finds it knows that there is a next page.
    #[must_use]
    pub const fn plus_one(self) -> u32 {
        self.0 + 1
    }
}

/// A part of a list in a stated order, and where the next part begins.
///
/// `P` is the position of the last item: the values that the list is sorted by (keyset paging), so a page stays right
/// when items are added before it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Page<T, P> {
    /// The items, in order.
    pub items: Vec<T>,
    /// Where the next page begins (exclusive); `None` on the last page.
    pub next: Option<P>,
}

impl<T, P> Page<T, P> {
    /// Makes a page of what a store found when it asked for [`Limit::plus_one`] items.
    pub fn from_one_more(mut found: Vec<T>, limit: Limit, position: impl FnOnce(&T) -> P) -> Self {
        let more = found.len() > limit.get() as usize;
        found.truncate(limit.get() as usize);
        let next = if more { found.last().map(position) } else { None };
        Self { items: found, next }
    }

    /// The same page with each item turned into something else.
    pub fn map<U>(self, f: impl FnMut(T) -> U) -> Page<U, P> {
        Page { items: self.items.into_iter().map(f).collect(), next: self.next }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_item_too_many_tells_of_a_next_page() {
        let limit = Limit::new(2).unwrap();
        assert_eq!(Page::from_one_more(vec![1, 2, 3], limit, |&n| n), Page { items: vec![1, 2], next: Some(2) });
        assert_eq!(Page::from_one_more(vec![1, 2], limit, |&n| n), Page { items: vec![1, 2], next: None });
        assert_eq!(Page::from_one_more(vec![], limit, |&n: &i32| n), Page { items: vec![], next: None });
    }

    #[test]
    fn limits_are_bounded() {
        assert_eq!(Limit::new(0), Err(LimitError));
        assert_eq!(Limit::new(101), Err(LimitError));
        assert_eq!(Limit::new(100).map(Limit::get), Ok(100));
    }
}
