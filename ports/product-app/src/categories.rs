//! The tree in which products are found.

use std::sync::Arc;

use kernel::{Actor, CategoryId};
use platform::{AppError, ErrorKind, IdSource, StoreError};
use product::{Category, CategoryError, CategoryName, CategoryTree};
use product_ports::CategoryStore;
use thiserror::Error;

use crate::commit::ATTEMPTS;
use crate::{Access, EditError};

/// An administrator adds a category.
pub struct CreateCategory {
    pub(crate) categories: Arc<dyn CategoryStore>,
    pub(crate) ids: Arc<dyn IdSource>,
}

impl CreateCategory {
    /// Adds a category, last among its siblings.
    ///
    /// # Errors
    /// [`EditError::NotAnAdministrator`], [`EditError::Category`], [`EditError::Store`].
    pub async fn execute(
        &self,
        actor: Actor,
        parent: Option<CategoryId>,
        name: CategoryName,
    ) -> Result<Category, EditError> {
        Access::administrator(actor)?;
        let id = CategoryId::from_uuid(self.ids.uuid());
        for _ in 0..ATTEMPTS {
            let mut tree = CategoryTree::new(self.categories.all().await?);
            let category = tree.add(id, parent, name.clone())?;
            match self.categories.add(std::slice::from_ref(&category)).await {
                Ok(()) => return Ok(category),
                // Somebody else was faster: the tree, read again, says with what.
                Err(StoreError::AlreadyExists { .. }) => {}
                Err(error) => return Err(error.into()),
            }
        }
        Err(EditError::Category(CategoryError::NameTaken))
    }
}

/// Why the categories of a path could not be made.
#[derive(Debug, Error)]
pub enum CategoryPathError {
    /// A path is empty, or too deep.
    #[error("the category path {index} cannot be used: {source}")]
    Path {
        /// Which path.
        index: usize,
        /// Why.
        #[source]
        source: CategoryError,
    },
    /// A path has no names.
    #[error("the category path {index} is empty")]
    Empty {
        /// Which path.
        index: usize,
    },
    /// The store failed.
    #[error(transparent)]
    Store(#[from] StoreError),
}

impl AppError for CategoryPathError {
    fn kind(&self) -> ErrorKind {
        match self {
            Self::Path { .. } | Self::Empty { .. } => ErrorKind::Invalid,
            Self::Store(error) => error.kind(),
        }
    }

    fn code(&self) -> &'static str {
        match self {
            Self::Path { source, .. } => source.code(),
            Self::Empty { .. } => "empty",
            Self::Store(error) => error.code(),
        }
    }
}

/// Finds categories by the names of their paths, and makes those that are missing. For imports: it asks for no actor.
pub struct EnsureCategories {
    pub(crate) categories: Arc<dyn CategoryStore>,
    pub(crate) ids: Arc<dyn IdSource>,
}

impl EnsureCategories {
    /// The category at the end of each path, in the order of the paths. Asking again changes nothing.
    ///
    /// # Errors
    /// [`CategoryPathError`]; nothing was made then.
    pub async fn execute(&self, paths: &[Vec<CategoryName>]) -> Result<Vec<CategoryId>, CategoryPathError> {
        for _ in 0..ATTEMPTS {
            let mut tree = CategoryTree::new(self.categories.all().await?);
            let mut missing = Vec::new();
            let mut found = Vec::with_capacity(paths.len());
            for (index, path) in paths.iter().enumerate() {
                found.push(self.find_or_add(&mut tree, path, index, &mut missing)?);
            }
            if missing.is_empty() {
                return Ok(found);
            }
            match self.categories.add(&missing).await {
                Ok(()) => return Ok(found),
                Err(StoreError::AlreadyExists { .. }) => {}
                Err(error) => return Err(error.into()),
            }
        }
        Err(StoreError::AlreadyExists { what: "category" }.into())
    }

    fn find_or_add(
        &self,
        tree: &mut CategoryTree,
        path: &[CategoryName],
        index: usize,
        missing: &mut Vec<Category>,
    ) -> Result<CategoryId, CategoryPathError> {
        let mut parent = None;
        for name in path {
            let known = tree.child_named(parent, name).map(|category| category.id);
            let id = match known {
                Some(id) => id,
                None => {
                    let category = tree
                        .add(CategoryId::from_uuid(self.ids.uuid()), parent, name.clone())
                        .map_err(|source| CategoryPathError::Path { index, source })?;
                    missing.push(category.clone());
                    category.id
                }
            };
            parent = Some(id);
        }
        parent.ok_or(CategoryPathError::Empty { index })
    }
}
