//! The product: what a seller offers.

use std::collections::HashSet;

use kernel::{CategoryId, Currency, ImageId, ProductId, SellerId, Slug, Timestamp, VariantId};
use thiserror::Error;

use crate::draft::{VariantRules, check_stored, in_group_order};
use crate::rule::{ProductRule, Violations};
use crate::{
    Description, DisableReason, ExternalRef, Image, ListingStatus, OptionGroup, OptionValue, Price, ProductDraft,
    ProductEvent, Rating, Sku, Specification, Status, StockChange, StockCount, StockLevel, Title, WithdrawalReason,
};

/// What is actually bought.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Variant {
    /// The variant.
    pub id: VariantId,
    /// The seller's own identifier, unique within the product.
    pub sku: Sku,
    /// One value of each option group, in the order of the groups.
    pub options: Vec<OptionValue>,
    /// What a piece costs.
    pub price: Price,
    /// What it cost before, or elsewhere.
    pub list_price: Option<Price>,
    /// The picture that shows it.
    pub image: Option<ImageId>,
    /// Where its pieces are.
    pub stock: StockLevel,
    /// How many pieces the seller, or the source, last said there were.
    pub stated_stock: StockCount,
}

/// All that is known of a product.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ProductSnapshot {
    /// The product.
    pub id: ProductId,
    /// Who sells it.
    pub seller: SellerId,
    /// What it is called where it comes from.
    pub reference: ExternalRef,
    /// Its address; it stays when the title changes.
    pub slug: Slug,
    /// What it is called.
    pub title: Title,
    /// What it is, at length.
    pub description: Option<Description>,
    /// Where it is found.
    pub category: CategoryId,
    /// Whether it can be seen and bought.
    pub status: Status,
    /// What variants differ in.
    pub option_groups: Vec<OptionGroup>,
    /// Facts.
    pub specifications: Vec<Specification>,
    /// What is actually bought; never empty.
    pub variants: Vec<Variant>,
    /// Pictures, the first one foremost.
    pub images: Vec<Image>,
    /// What buyers think.
    pub rating: Option<Rating>,
    /// When it was made.
    pub created_at: Timestamp,
    /// When it last changed.
    pub updated_at: Timestamp,
    /// Grows by one with each change.
    pub version: u64,
}

impl ProductSnapshot {
    /// The currency of all its prices.
    #[must_use]
    pub fn currency(&self) -> Option<Currency> {
        self.variants.first().map(|variant| variant.price.currency())
    }

    fn image_ids(&self) -> Vec<ImageId> {
        self.images.iter().map(|image| image.id).collect()
    }
}

/// A product that keeps all rules.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Product(ProductSnapshot);

/// What a new product is made of, beside its content.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewProduct {
    /// Its id.
    pub id: ProductId,
    /// Who sells it.
    pub seller: SellerId,
    /// Where it comes from; `None` for a product that is made here.
    pub reference: Option<ExternalRef>,
    /// Whether it can be seen at once.
    pub status: ListingStatus,
    /// The currency of the marketplace.
    pub currency: Currency,
    /// Its pictures.
    pub images: Vec<Image>,
}

/// A product's next state with what happened: the one thing that a store accepts.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ProductDecision {
    product: Product,
    expected_version: Option<u64>,
    stock: Vec<(VariantId, StockCount)>,
    events: Vec<ProductEvent>,
}

impl ProductDecision {
    /// The next state. Its variants' stock is as it was read; [`ProductDecision::stock`] says what to change.
    #[must_use]
    pub const fn product(&self) -> &Product {
        &self.product
    }

    /// The version that was decided on; `None` for a product that does not exist yet.
    #[must_use]
    pub const fn expected_version(&self) -> Option<u64> {
        self.expected_version
    }

    /// The variants whose number of pieces for sale is set, and to what.
    #[must_use]
    pub fn stock(&self) -> &[(VariantId, StockCount)] {
        &self.stock
    }

    /// What happened.
    #[must_use]
    pub fn events(&self) -> &[ProductEvent] {
        &self.events
    }
}

/// What a revision comes to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Revision {
    /// The product is as drafted already.
    Unchanged(Box<Product>),
    /// It is not.
    Changed(Box<ProductDecision>),
}

/// The present status does not allow the change.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
#[error("a product that is {from} cannot become {to}")]
pub struct IllegalTransition {
    /// What it is.
    pub from: &'static str,
    /// What it should become.
    pub to: &'static str,
}

impl IllegalTransition {
    /// A stable code for machines.
    #[must_use]
    pub const fn code(&self) -> &'static str {
        "illegal_transition"
    }
}

impl Product {
    /// Makes a product of a draft. The caller has checked that the category exists.
    ///
    /// # Errors
    /// [`Violations`] when the draft breaks a rule.
    pub fn create(
        new: NewProduct,
        draft: ProductDraft,
        mut next_id: impl FnMut() -> VariantId,
        now: Timestamp,
    ) -> Result<ProductDecision, Violations> {
        let images: Vec<_> = new.images.iter().map(|image| image.id).collect();
        draft.check(new.currency, &images)?;
        let (variants, stock) = assemble(&draft, &[], &mut next_id)?;
        let product = Self::rehydrate(ProductSnapshot {
            id: new.id,
            seller: new.seller,
            reference: new.reference.unwrap_or_else(|| ExternalRef::here(new.id)),
            slug: slug(&draft.title, new.id),
            title: draft.title,
            description: draft.description,
            category: draft.category,
            status: Status::Listed(new.status),
            option_groups: draft.option_groups,
            specifications: draft.specifications,
            variants,
            images: new.images,
            rating: draft.rating,
            created_at: now,
            updated_at: now,
            version: 1,
        })?;
        let events = if product.0.status.is_active() { vec![product.published()] } else { Vec::new() };
        Ok(ProductDecision { product, expected_version: None, stock, events })
    }

    /// A product from a store.
    ///
    /// # Errors
    /// [`Violations`] when what is stored breaks a rule.
    pub fn rehydrate(snapshot: ProductSnapshot) -> Result<Self, Violations> {
        let Some(currency) = snapshot.currency() else {
            return Err(Violations::one("variants", ProductRule::TooFew { min: 1 }));
        };
        let variants: Vec<_> = snapshot
            .variants
            .iter()
            .map(|v| VariantRules {
                sku: &v.sku,
                options: &v.options,
                price: v.price,
                list_price: v.list_price,
                image: v.image,
            })
            .collect();
        let images = snapshot.image_ids();
        check_stored(&snapshot.option_groups, &snapshot.specifications, &variants, currency, &images)?;
        if images.iter().collect::<HashSet<_>>().len() != images.len() {
            return Err(Violations::one("images", ProductRule::Repeated));
        }
        Ok(Self(snapshot))
    }

    /// All that is known of it.
    #[must_use]
    pub const fn snapshot(&self) -> &ProductSnapshot {
        &self.0
    }

    /// The product's content as a draft that would change nothing.
    #[must_use]
    pub fn draft(&self) -> ProductDraft {
        let state = self.0.clone();
        ProductDraft {
            title: state.title,
            description: state.description,
            category: state.category,
            option_groups: state.option_groups,
            specifications: state.specifications,
            variants: state
                .variants
                .into_iter()
                .map(|v| crate::VariantDraft {
                    sku: v.sku,
                    options: v.options,
                    price: v.price,
                    list_price: v.list_price,
                    stock: StockChange::Keep,
                    image: v.image,
                })
                .collect(),
            rating: state.rating,
        }
    }

    /// Gives it new content, new pictures and a new status, each if it is given. A variant is the same if its SKU is;
    /// one that is left out is no longer sold. The caller has checked that the category exists.
    ///
    /// # Errors
    /// [`Violations`] when the draft breaks a rule; [`IllegalTransition`] when the status cannot become what it should.
    pub fn revise(
        self,
        currency: Currency,
        draft: ProductDraft,
        images: Option<Vec<Image>>,
        status: Option<ListingStatus>,
        mut next_id: impl FnMut() -> VariantId,
        now: Timestamp,
    ) -> Result<Revision, RevisionError> {
        let before = self.0.clone();
        let images = images.unwrap_or(self.0.images);
        let image_ids: Vec<_> = images.iter().map(|image| image.id).collect();
        draft.check(currency, &image_ids)?;
        let (variants, stock) = assemble(&draft, &before.variants, &mut next_id)?;
        let status = match (before.status.clone(), status) {
            (current, None) => current,
            (Status::Listed(_), Some(next)) => Status::Listed(next),
            (Status::Disabled { .. }, Some(next)) => {
                return Err(IllegalTransition { from: "disabled", to: next.as_str() }.into());
            }
        };
        let after = ProductSnapshot {
            title: draft.title,
            description: draft.description,
            category: draft.category,
            status,
            option_groups: draft.option_groups,
            specifications: draft.specifications,
            variants,
            images,
            rating: draft.rating,
            ..before.clone()
        };
        if after == before && stock.is_empty() {
            return Ok(Revision::Unchanged(Box::new(Self::rehydrate(before)?)));
        }
        Ok(Revision::Changed(Box::new(decide(&before, after, stock, now)?)))
    }

    /// Adds a picture, last.
    ///
    /// # Errors
    /// [`Violations`] when there are too many.
    pub fn add_image(self, image: Image, now: Timestamp) -> Result<ProductDecision, Violations> {
        let before = self.0;
        let mut after = before.clone();
        after.images.push(image);
        decide(&before, after, Vec::new(), now)
    }

    /// Takes a picture away, and from the variants that show it. `None` when it has no such picture.
    #[must_use]
    pub fn remove_image(self, image: ImageId, now: Timestamp) -> Option<ProductDecision> {
        let before = self.0;
        let mut after = before.clone();
        after.images.retain(|other| other.id != image);
        if after.images.len() == before.images.len() {
            return None;
        }
        for variant in &mut after.variants {
            variant.image = variant.image.filter(|&other| other != image);
        }
        decide(&before, after, Vec::new(), now).ok()
    }

    /// Puts the pictures into another order.
    ///
    /// # Errors
    /// [`Violations`] unless each of its pictures is named exactly once.
    pub fn order_images(self, order: &[ImageId], now: Timestamp) -> Result<ProductDecision, Violations> {
        let before = self.0;
        let mut after = before.clone();
        let unknown = || Violations::one("image_ids", ProductRule::UnknownImage);
        after.images = order
            .iter()
            .map(|id| before.images.iter().find(|image| image.id == *id).cloned().ok_or_else(unknown))
            .collect::<Result<_, _>>()?;
        if after.images.len() < before.images.len() {
            return Err(Violations::one("image_ids", ProductRule::TooFew { min: before.images.len() }));
        }
        decide(&before, after, Vec::new(), now)
    }

    /// The seller takes it away.
    ///
    /// # Errors
    /// [`IllegalTransition`] when it is archived already, or disabled.
    pub fn archive(self, now: Timestamp) -> Result<ProductDecision, IllegalTransition> {
        match self.0.status {
            Status::Listed(ListingStatus::Draft | ListingStatus::Active) => Ok(self.with_status(Status::ARCHIVED, now)),
            Status::Listed(ListingStatus::Archived) | Status::Disabled { .. } => Err(self.illegal("archived")),
        }
    }

    /// An administrator takes it off the marketplace.
    ///
    /// # Errors
    /// [`IllegalTransition`] when it is disabled already.
    pub fn disable(self, reason: DisableReason, now: Timestamp) -> Result<ProductDecision, IllegalTransition> {
        match self.0.status {
            Status::Listed(previous) => Ok(self.with_status(Status::Disabled { reason, previous }, now)),
            Status::Disabled { .. } => Err(self.illegal("disabled")),
        }
    }

    /// An administrator puts it back to what it was.
    ///
    /// # Errors
    /// [`IllegalTransition`] when it is not disabled.
    pub fn enable(self, now: Timestamp) -> Result<ProductDecision, IllegalTransition> {
        match self.0.status {
            Status::Disabled { previous, .. } => Ok(self.with_status(Status::Listed(previous), now)),
            Status::Listed(_) => Err(self.illegal("enabled")),
        }
    }

    fn illegal(&self, to: &'static str) -> IllegalTransition {
        IllegalTransition { from: self.0.status.as_str(), to }
    }

    fn with_status(self, status: Status, now: Timestamp) -> ProductDecision {
        let before = self.0;
        let after = ProductSnapshot { status, ..before.clone() };
        next(&before, Self(after), Vec::new(), now)
    }

    fn published(&self) -> ProductEvent {
        ProductEvent::Published {
            product: self.0.id,
            seller: self.0.seller,
            title: self.0.title.clone(),
            slug: self.0.slug.clone(),
        }
    }
}

/// Why a product cannot be revised as drafted.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub enum RevisionError {
    /// The draft breaks a rule.
    #[error(transparent)]
    Violations(#[from] Violations),
    /// The status cannot become what it should.
    #[error(transparent)]
    Transition(#[from] IllegalTransition),
}

fn decide(
    before: &ProductSnapshot,
    after: ProductSnapshot,
    stock: Vec<(VariantId, StockCount)>,
    now: Timestamp,
) -> Result<ProductDecision, Violations> {
    Ok(next(before, Product::rehydrate(after)?, stock, now))
}

fn next(
    before: &ProductSnapshot,
    mut product: Product,
    stock: Vec<(VariantId, StockCount)>,
    now: Timestamp,
) -> ProductDecision {
    product.0.version = before.version + 1;
    product.0.updated_at = now;
    let events = match (before.status.is_active(), &product.0.status) {
        (false, Status::Listed(ListingStatus::Active)) => vec![product.published()],
        (true, Status::Listed(ListingStatus::Active)) | (false, _) => Vec::new(),
        (true, Status::Listed(ListingStatus::Draft)) => vec![withdrawn(&product, WithdrawalReason::Unpublished)],
        (true, Status::Listed(ListingStatus::Archived)) => vec![withdrawn(&product, WithdrawalReason::Archived)],
        (true, Status::Disabled { .. }) => vec![withdrawn(&product, WithdrawalReason::Disabled)],
    };
    ProductDecision { product, expected_version: Some(before.version), stock, events }
}

fn withdrawn(product: &Product, reason: WithdrawalReason) -> ProductEvent {
    ProductEvent::Withdrawn { product: product.0.id, seller: product.0.seller, reason }
}

type Assembled = (Vec<Variant>, Vec<(VariantId, StockCount)>);

/// The drafted variants with their ids and stock, and which stock is to be set.
fn assemble(
    draft: &ProductDraft,
    existing: &[Variant],
    next_id: &mut impl FnMut() -> VariantId,
) -> Result<Assembled, Violations> {
    let mut set = Vec::new();
    let variants = draft
        .variants
        .iter()
        .enumerate()
        .map(|(index, wanted)| {
            let known = existing.iter().find(|variant| variant.sku == wanted.sku);
            let id = known.map_or_else(&mut *next_id, |variant| variant.id);
            let stated = match (wanted.stock, known) {
                (StockChange::Keep, None) => {
                    return Err(Violations::one(format!("variants[{index}].stock"), ProductRule::StockMissing));
                }
                (StockChange::Keep, Some(known)) => known.stated_stock,
                (StockChange::Restate(count), Some(known)) if known.stated_stock == count => count,
                (StockChange::Set(count), Some(known))
                    if known.stated_stock == count && known.stock.available == u64::from(count.get()) =>
                {
                    count
                }
                (StockChange::Set(count) | StockChange::Restate(count), _) => {
                    set.push((id, count));
                    count
                }
            };
            Ok(Variant {
                id,
                sku: wanted.sku.clone(),
                options: in_group_order(&draft.option_groups, &wanted.options).unwrap_or_default(),
                price: wanted.price,
                list_price: wanted.list_price,
                image: wanted.image,
                stock: known.map_or_else(|| StockLevel::of(stated), |variant| variant.stock),
                stated_stock: stated,
            })
        })
        .collect::<Result<_, _>>()?;
    Ok((variants, set))
}

/// The title as an address, made unique by the end of the id, which is its random part.
fn slug(title: &Title, id: ProductId) -> Slug {
    let id = id.to_string();
    let end = &id[id.len() - 8..];
    let text = Slug::from_text(title.as_str());
    let head: String = text.as_ref().map_or("product", Slug::as_str).chars().take(80).collect();
    // The parts are slugs, so this is one; the id's end alone is one, too.
    Slug::from_text(&format!("{head}-{end}")).or_else(|| Slug::from_text(end)).unwrap_or_else(fallback_slug)
}

#[expect(clippy::expect_used, reason = "a constant that is a slug")]
fn fallback_slug() -> Slug {
    Slug::new("product").expect("a constant that is a slug")
}

#[cfg(test)]
mod tests;
