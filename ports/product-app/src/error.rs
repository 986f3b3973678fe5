//! What goes wrong when somebody edits a product.

use kernel::{Actor, SellerId};
use platform::{AppError, ErrorKind, FieldError, StoreError};
use product::{CategoryError, IllegalTransition, RevisionError, Violations};
use product_ports::PictureError;
use thiserror::Error;

/// Who may ask for something.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Access;

impl Access {
    /// The actor's shop.
    ///
    /// # Errors
    /// [`EditError::NotASeller`].
    pub fn seller(actor: Actor) -> Result<SellerId, EditError> {
        actor.selling().ok_or(EditError::NotASeller)
    }

    /// # Errors
    /// [`EditError::NotAnAdministrator`].
    pub fn administrator(actor: Actor) -> Result<(), EditError> {
        if actor.is_administrator() { Ok(()) } else { Err(EditError::NotAnAdministrator) }
    }
}

/// Why a product could not be edited.
#[derive(Debug, Error)]
pub enum EditError {
    /// The actor has no shop.
    #[error("Only sellers may do this. Open a shop first.")]
    NotASeller,
    /// The actor does not run the marketplace.
    #[error("Only administrators may do this.")]
    NotAnAdministrator,
    /// There is no such product, or it is another seller's.
    #[error("There is no such product.")]
    ProductNotFound,
    /// The product has no such picture.
    #[error("The product has no such picture.")]
    ImageNotFound,
    /// The content breaks rules.
    #[error("Some fields are not valid.")]
    Invalid(#[from] Violations),
    /// The status does not allow it.
    #[error("{0}")]
    Transition(#[from] IllegalTransition),
    /// The product is not at the version that the caller wants to change, or others keep changing it.
    #[error("The product has changed in the meantime. Load it again.")]
    VersionConflict,
    /// The category cannot be added.
    #[error("The category cannot be added: {0}")]
    Category(#[from] CategoryError),
    /// The picture was refused.
    #[error(transparent)]
    Picture(#[from] PictureError),
    /// Files cannot be stored.
    #[error(transparent)]
    Blob(#[from] platform::BlobError),
    /// The store failed.
    #[error(transparent)]
    Store(#[from] StoreError),
}

impl From<RevisionError> for EditError {
    fn from(error: RevisionError) -> Self {
        match error {
            RevisionError::Violations(violations) => Self::Invalid(violations),
            RevisionError::Transition(transition) => Self::Transition(transition),
        }
    }
}

impl AppError for EditError {
    fn kind(&self) -> ErrorKind {
        match self {
            Self::NotASeller | Self::NotAnAdministrator => ErrorKind::Forbidden,
            Self::ProductNotFound | Self::ImageNotFound => ErrorKind::NotFound,
            Self::Invalid(_) | Self::Category(CategoryError::UnknownParent | CategoryError::TooDeep) => {
                ErrorKind::Invalid
            }
            Self::Transition(_) | Self::VersionConflict | Self::Category(CategoryError::NameTaken) => {
                ErrorKind::Conflict
            }
            Self::Picture(error) => error.kind(),
            Self::Blob(_) => ErrorKind::Unavailable,
            Self::Store(error) => error.kind(),
        }
    }

    fn code(&self) -> &'static str {
        match self {
            Self::NotASeller => "not_a_seller",
            Self::NotAnAdministrator => "forbidden",
            Self::ProductNotFound | Self::ImageNotFound => "not_found",
            Self::Invalid(_) => "validation_failed",
            Self::Transition(error) => error.code(),
            Self::VersionConflict => "version_conflict",
            Self::Category(CategoryError::NameTaken) => "name_taken",
            Self::Category(_) => "validation_failed",
            Self::Picture(error) => error.code(),
            Self::Blob(_) => "unavailable",
            Self::Store(error) => error.code(),
        }
    }

    fn fields(&self) -> Vec<FieldError> {
        match self {
            Self::Invalid(violations) => violation_fields(violations),
            Self::Category(error @ (CategoryError::UnknownParent | CategoryError::TooDeep)) => {
                vec![FieldError::new("parent_id", error.code(), error)]
            }
            _ => Vec::new(),
        }
    }
}

pub(crate) fn violation_fields(violations: &Violations) -> Vec<FieldError> {
    violations.0.iter().map(|v| FieldError::new(v.path.clone(), v.rule.code(), v.rule)).collect()
}
