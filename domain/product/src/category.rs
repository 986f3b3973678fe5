//! The tree in which products are found.

use std::collections::HashMap;

use kernel::{CategoryId, Slug};
use thiserror::Error;

use crate::CategoryName;

/// A category.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Category {
    /// The category.
    pub id: CategoryId,
    /// The category that it is part of; `None` at the top.
    pub parent: Option<CategoryId>,
    /// What it is called, unique among its siblings.
    pub name: CategoryName,
    /// Its address, unique.
    pub slug: Slug,
    /// Where it stands among its siblings; the lower, the earlier.
    pub position: u32,
}

/// Why a category cannot be added.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
pub enum CategoryError {
    /// The category that it should be part of does not exist.
    #[error("must be a category that exists")]
    UnknownParent,
    /// It would be deeper than [`CategoryTree::MAX_DEPTH`].
    #[error("must be at most {max} levels deep", max = CategoryTree::MAX_DEPTH)]
    TooDeep,
    /// A sibling has the name.
    #[error("a category of this name exists already")]
    NameTaken,
}

impl CategoryError {
    /// A stable code for machines.
    #[must_use]
    pub const fn code(&self) -> &'static str {
        match self {
            Self::UnknownParent => "unknown_category",
            Self::TooDeep => "too_deep",
            Self::NameTaken => "name_taken",
        }
    }
}

/// All categories.
#[derive(Debug, Clone, Default)]
pub struct CategoryTree {
    categories: Vec<Category>,
    by_id: HashMap<CategoryId, usize>,
    by_slug: HashMap<Slug, usize>,
    children: HashMap<Option<CategoryId>, Vec<usize>>,
}

impl CategoryTree {
    /// The most levels.
    pub const MAX_DEPTH: usize = 8;

    /// The tree of these categories.
    #[must_use]
    pub fn new(categories: Vec<Category>) -> Self {
        let mut tree = Self::default();
        for category in categories {
            tree.insert(category);
        }
        for siblings in tree.children.values_mut() {
            siblings.sort_by(|&a, &b| {
                let key = |index: usize| (tree.categories[index].position, tree.categories[index].id);
                key(a).cmp(&key(b))
            });
        }
        tree
    }

    fn insert(&mut self, category: Category) {
        let index = self.categories.len();
        self.by_id.insert(category.id, index);
        self.by_slug.insert(category.slug.clone(), index);
        self.children.entry(category.parent).or_default().push(index);
        self.categories.push(category);
    }

    /// A category.
    #[must_use]
    pub fn get(&self, id: CategoryId) -> Option<&Category> {
        self.by_id.get(&id).map(|&index| &self.categories[index])
    }

    /// The category at an address.
    #[must_use]
    pub fn by_slug(&self, slug: &Slug) -> Option<&Category> {
        self.by_slug.get(slug).map(|&index| &self.categories[index])
    }

    /// The parts of a category, or of the whole (`None`), in display order.
    pub fn children(&self, parent: Option<CategoryId>) -> impl Iterator<Item = &Category> {
        self.children.get(&parent).into_iter().flatten().map(|&index| &self.categories[index])
    }

    /// The way from the top to a category, itself included; empty when it does not exist.
    #[must_use]
    pub fn path(&self, id: CategoryId) -> Vec<&Category> {
        let mut path = Vec::new();
        let mut next = self.get(id);
        // Bounded, so that a circle in a damaged store does not hang.
        while let Some(category) = next.filter(|_| path.len() < Self::MAX_DEPTH) {
            path.push(category);
            next = category.parent.and_then(|parent| self.get(parent));
        }
        path.reverse();
        path
    }

    /// A category and all that it is made of.
    #[must_use]
    pub fn with_descendants(&self, id: CategoryId) -> Vec<CategoryId> {
        let mut found: Vec<CategoryId> = self.get(id).map(|category| category.id).into_iter().collect();
        let mut next = 0;
        while let Some(&parent) = found.get(next) {
            found.extend(self.children(Some(parent)).map(|category| category.id));
            next += 1;
        }
        found
    }

    /// All categories, each followed by its parts.
    #[must_use]
    pub fn in_order(&self) -> Vec<&Category> {
        let mut ordered = Vec::with_capacity(self.categories.len());
        let mut stack: Vec<&Category> = self.children(None).collect();
        stack.reverse();
        while let Some(category) = stack.pop() {
            ordered.push(category);
            let first = stack.len();
            stack.extend(self.children(Some(category.id)));
            stack[first..].reverse();
        }
        ordered
    }

    /// Adds a category, last among its siblings, and gives it.
    ///
    /// # Errors
    /// [`CategoryError`].
    pub fn add(
        &mut self,
        id: CategoryId,
        parent: Option<CategoryId>,
        name: CategoryName,
    ) -> Result<Category, CategoryError> {
        let path = match parent {
            None => Vec::new(),
            Some(parent) => {
                self.get(parent).ok_or(CategoryError::UnknownParent)?;
                self.path(parent)
            }
        };
        if path.len() >= Self::MAX_DEPTH {
            return Err(CategoryError::TooDeep);
        }
        if self.child_named(parent, &name).is_some() {
            return Err(CategoryError::NameTaken);
        }
        let position = self.children(parent).map(|sibling| sibling.position + 1).max().unwrap_or(0);
        let slug = self.free_slug(&name, path.last().copied(), id);
        let category = Category { id, parent, name, slug, position };
        self.insert(category.clone());
        Ok(category)
    }

    /// The part of a category, or of the whole, that has a name.
    #[must_use]
    pub fn child_named(&self, parent: Option<CategoryId>, name: &CategoryName) -> Option<&Category> {
        self.children(parent).find(|category| category.name == *name)
    }

    /// "shoes", or "women-shoes" when that is taken, or one that ends in the id's random part.
    fn free_slug(&self, name: &CategoryName, parent: Option<&Category>, id: CategoryId) -> Slug {
        let id = id.to_string();
        let end = &id[id.len() - 8..];
        let short = Slug::from_text(name.as_str());
        let long = short.as_ref().zip(parent).and_then(|(short, parent)| {
            Slug::from_text(&format!("{}-{short}", parent.slug.as_str().chars().take(60).collect::<String>()))
        });
        let last = || {
            let head: String = short.as_ref().map_or("category", Slug::as_str).chars().take(80).collect();
            Slug::from_text(&format!("{head}-{end}"))
        };
        [short.clone(), long, last()]
            .into_iter()
            .flatten()
            .find(|slug| !self.by_slug.contains_key(slug))
            .unwrap_or_else(fallback_slug)
    }
}

#[expect(clippy::expect_used, reason = "a constant that is a slug")]
fn fallback_slug() -> Slug {
    Slug::new("category").expect("a constant that is a slug")
}

#[cfg(test)]
mod tests;
