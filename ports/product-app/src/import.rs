//! Goods on their way in.

use std::collections::{HashMap, HashSet};
use std::sync::Arc;

use kernel::{Currency, ImageId, ProductId, SellerId, Timestamp};
use platform::{Clock, FieldError, IdSource, StoreError};
use product::{
    Alt, ExternalRef, Image, ImageSource, ListingStatus, NewProduct, Product, ProductDecision, ProductDraft,
    ProductRule, Revision, RevisionError, Status, Violations,
};
use product_ports::{CategoryStore, ProductCommit, ProductStore};

use crate::commit::{ATTEMPTS, variant_ids, with_events};
use crate::error::violation_fields;

/// A picture of a product that is imported.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ImportImage {
    /// Where it is.
    pub source: ImageSource,
    /// What it shows.
    pub alt: Option<Alt>,
}

/// A product that is imported.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ImportItem {
    /// What it is called where it comes from: importing it again changes the same product. A reference of the source
    /// [`ExternalRef::HERE`] names the product that was made here, if it is there.
    pub reference: ExternalRef,
    /// Who sells it.
    pub seller: SellerId,
    /// Its status. A product that an administrator disabled stays disabled.
    pub status: ListingStatus,
    /// Its content. Stock should be [`product::StockChange::Restate`]d, so that a second import does not bring back what
    /// was sold since; the variants' own pictures are in `variant_images`.
    pub draft: ProductDraft,
    /// Its pictures.
    pub images: Vec<ImportImage>,
    /// For each variant of the draft the index of its picture; may be shorter.
    pub variant_images: Vec<Option<usize>>,
}

/// Why a product was not imported.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ImportRejection {
    /// The rules that it breaks.
    pub errors: Vec<FieldError>,
}

/// What became of a product.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ImportOutcome {
    /// It is new.
    Created(ProductId),
    /// It was there and is different now.
    Changed(ProductId),
    /// It was there just like this.
    Unchanged(ProductId),
    /// It breaks rules; the others of its portion are imported all the same.
    Rejected(ImportRejection),
}

/// Imports goods in portions. It asks for no actor: whoever runs it runs the marketplace.
pub struct ImportProducts {
    pub(crate) products: Arc<dyn ProductStore>,
    pub(crate) categories: Arc<dyn CategoryStore>,
    pub(crate) clock: Arc<dyn Clock>,
    pub(crate) ids: Arc<dyn IdSource>,
    pub(crate) currency: Currency,
}

impl ImportProducts {
    /// Imports a portion (some hundred products) in one transaction, and says of each, in their order, what became of
    /// it. A portion that was imported before changes nothing.
    ///
    /// # Errors
    /// [`StoreError`]; nothing of the portion was imported then.
    pub async fn execute(&self, items: &[ImportItem]) -> Result<Vec<ImportOutcome>, StoreError> {
        let now = self.clock.now();
        let categories: HashSet<_> = self.categories.all().await?.into_iter().map(|category| category.id).collect();
        let references: Vec<_> = items.iter().map(|item| item.reference.clone()).collect();
        for _ in 0..ATTEMPTS {
            let mut known: HashMap<ExternalRef, Product> = self
                .products
                .find_by_reference(&references)
                .await?
                .into_iter()
                .map(|product| (product.snapshot().reference.clone(), product))
                .collect();
            let mut seen = HashSet::new();
            let mut commits: Vec<ProductCommit> = Vec::new();
            let mut outcomes = Vec::with_capacity(items.len());
            for item in items {
                let decided = if !seen.insert(&item.reference) {
                    Err(Violations::one("reference", ProductRule::Repeated))
                } else if !categories.contains(&item.draft.category) {
                    Err(Violations::one("category", ProductRule::UnknownCategory))
                } else {
                    self.decide(item, known.remove(&item.reference), now)
                };
                outcomes.push(match decided {
                    Ok(Decided::Created(decision)) => {
                        let id = decision.product().snapshot().id;
                        commits.push(with_events(*decision, &self.ids));
                        ImportOutcome::Created(id)
                    }
                    Ok(Decided::Changed(decision)) => {
                        let id = decision.product().snapshot().id;
                        commits.push(with_events(*decision, &self.ids));
                        ImportOutcome::Changed(id)
                    }
                    Ok(Decided::Unchanged(id)) => ImportOutcome::Unchanged(id),
                    Err(violations) => {
                        ImportOutcome::Rejected(ImportRejection { errors: violation_fields(&violations) })
                    }
                });
            }
            if commits.is_empty() {
                return Ok(outcomes);
            }
            match self.products.commit(&commits).await {
                Ok(()) => return Ok(outcomes),
                // Somebody sold, edited or imported in the meantime: look again.
                Err(StoreError::VersionConflict | StoreError::AlreadyExists { .. }) => {}
                Err(error) => return Err(error),
            }
        }
        Err(StoreError::VersionConflict)
    }

    fn decide(&self, item: &ImportItem, known: Option<Product>, now: Timestamp) -> Result<Decided, Violations> {
        let images = self.images(item, known.as_ref());
        let mut draft = item.draft.clone();
        for (index, variant) in draft.variants.iter_mut().enumerate() {
            variant.image =
                match item.variant_images.get(index).copied().flatten() {
                    None => None,
                    Some(image) => Some(images.get(image).map(|image| image.id).ok_or_else(|| {
                        Violations::one(format!("variants[{index}].image"), ProductRule::UnknownImage)
                    })?),
                };
        }
        let Some(known) = known else {
            let new = NewProduct {
                id: ProductId::from_uuid(self.ids.uuid()),
                seller: item.seller,
                reference: Some(item.reference.clone()),
                status: item.status,
                currency: self.currency,
                images,
            };
            return Product::create(new, draft, variant_ids(&self.ids), now)
                .map(|decision| Decided::Created(Box::new(decision)));
        };
        if known.snapshot().seller != item.seller {
            return Err(Violations::one("seller", ProductRule::Repeated));
        }
        let id = known.snapshot().id;
        let status = match known.snapshot().status {
            Status::Disabled { .. } => None,
            Status::Listed(_) => Some(item.status),
        };
        match known.revise(self.currency, draft, Some(images), status, variant_ids(&self.ids), now) {
            Ok(Revision::Unchanged(_)) => Ok(Decided::Unchanged(id)),
            Ok(Revision::Changed(decision)) => Ok(Decided::Changed(decision)),
            Err(RevisionError::Violations(violations)) => Err(violations),
            // Only a disabled product refuses a status, and that one is asked for none.
            Err(RevisionError::Transition(_)) => Ok(Decided::Unchanged(id)),
        }
    }

    /// The item's pictures; one that the product has already keeps its id.
    fn images(&self, item: &ImportItem, known: Option<&Product>) -> Vec<Image> {
        let mut present: Vec<&Image> =
            known.map(|product| product.snapshot().images.iter().collect()).unwrap_or_default();
        item.images
            .iter()
            .map(|image| {
                let same = present.iter().position(|other| other.source == image.source);
                let id = same.map_or_else(|| ImageId::from_uuid(self.ids.uuid()), |index| present.remove(index).id);
                Image { id, alt: image.alt.clone(), source: image.source.clone() }
            })
            .collect()
    }
}

enum Decided {
    Created(Box<ProductDecision>),
    Changed(Box<ProductDecision>),
    Unchanged(ProductId),
}
