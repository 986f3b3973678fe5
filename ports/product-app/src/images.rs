//! A seller edits a product's pictures.

use std::sync::Arc;

use kernel::{Actor, ImageId, ProductId};
use platform::{Clock, IdSource};
use product::{Alt, Image, ImageSource, PictureKey, Product, ProductDraft, ProductRule, Violations};
use product_ports::ProductStore;

use crate::commit::change;
use crate::pictures::{StorePicture, StorePictureError};
use crate::{Access, EditError};

/// A seller edits a product's pictures.
pub struct EditImages {
    pub(crate) products: Arc<dyn ProductStore>,
    pub(crate) pictures: Arc<StorePicture>,
    pub(crate) clock: Arc<dyn Clock>,
    pub(crate) ids: Arc<dyn IdSource>,
}

impl From<StorePictureError> for EditError {
    fn from(error: StorePictureError) -> Self {
        match error {
            StorePictureError::Picture(error) => Self::Picture(error),
            StorePictureError::Blob(error) => Self::Blob(error),
        }
    }
}

impl EditImages {
    /// Adds a picture, last.
    ///
    /// # Errors
    /// [`EditError`]; [`EditError::Picture`] when the bytes are no picture that is accepted.
    pub async fn add(&self, actor: Actor, id: ProductId, bytes: Vec<u8>, alt: Option<Alt>) -> Result<Image, EditError> {
        let seller = Access::seller(actor)?;
        let now = self.clock.now();
        // Asked first, so that nobody has pictures processed for a product that is not theirs or is full.
        let product = self.products.find_owned(seller, id).await?.ok_or(EditError::ProductNotFound)?;
        if product.snapshot().images.len() >= ProductDraft::MAX_IMAGES {
            return Err(Violations::one("images", ProductRule::TooMany { max: ProductDraft::MAX_IMAGES }).into());
        }
        let image_id = ImageId::from_uuid(self.ids.uuid());
        let key = PictureKey::of(image_id);
        let picture = match self.pictures.execute(key.clone(), bytes).await {
            Ok(picture) => picture,
            Err(error) => {
                if matches!(error, StorePictureError::Blob(_)) {
                    self.pictures.discard(&key).await;
                }
                return Err(error.into());
            }
        };
        let image = Image { id: image_id, alt, source: ImageSource::Stored(picture) };
        let added = change(
            self.products.as_ref(),
            &self.ids,
            || self.products.find_owned(seller, id),
            |product| Ok(Some(product.add_image(image.clone(), now)?)),
        )
        .await;
        match added {
            Ok(_) => Ok(image),
            Err(error) => {
                self.pictures.discard(&key).await;
                Err(error)
            }
        }
    }

    /// Takes a picture away, and its files if no other product shows them.
    ///
    /// # Errors
    /// [`EditError`]; [`EditError::ImageNotFound`].
    pub async fn remove(&self, actor: Actor, id: ProductId, image: ImageId) -> Result<(), EditError> {
        let seller = Access::seller(actor)?;
        let now = self.clock.now();
        let mut removed = None;
        change(
            self.products.as_ref(),
            &self.ids,
            || self.products.find_owned(seller, id),
            |product| {
                removed = product.snapshot().images.iter().find(|other| other.id == image).cloned();
                product.remove_image(image, now).map(Some).ok_or(EditError::ImageNotFound)
            },
        )
        .await?;
        if let Some(Image { source: ImageSource::Stored(picture), .. }) = removed
            && !self.products.picture_in_use(&picture.key).await?
        {
            self.pictures.discard(&picture.key).await;
        }
        Ok(())
    }

    /// Puts the pictures into another order.
    ///
    /// # Errors
    /// [`EditError`]; [`EditError::Invalid`] unless each picture is named exactly once.
    pub async fn reorder(&self, actor: Actor, id: ProductId, order: &[ImageId]) -> Result<Product, EditError> {
        let seller = Access::seller(actor)?;
        let now = self.clock.now();
        change(
            self.products.as_ref(),
            &self.ids,
            || self.products.find_owned(seller, id),
            |product| Ok(Some(product.order_images(order, now)?)),
        )
        .await
    }
}
