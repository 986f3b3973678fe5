//! Changing a product that others change, too.

use std::sync::Arc;

use kernel::{EventId, VariantId};
use platform::{IdSource, StoreError};
use product::{Product, ProductDecision};
use product_ports::{ProductCommit, ProductStore};

use crate::EditError;

/// How often a change is decided anew when somebody else was faster.
pub(crate) const ATTEMPTS: u32 = 5;

pub(crate) fn variant_ids(ids: &Arc<dyn IdSource>) -> impl FnMut() -> VariantId + use<> {
    let ids = Arc::clone(ids);
    move || VariantId::from_uuid(ids.uuid())
}

pub(crate) fn with_events(decision: ProductDecision, ids: &Arc<dyn IdSource>) -> ProductCommit {
    ProductCommit::new(decision, || EventId::from_uuid(ids.uuid()))
}

/// Loads, decides and commits, again when somebody else was faster. `decide` gives `None` when there is nothing to
/// change. The answer is the product as it is stored afterwards.
pub(crate) async fn change<L, F>(
    store: &dyn ProductStore,
    ids: &Arc<dyn IdSource>,
    mut load: L,
    mut decide: impl FnMut(Product) -> Result<Option<ProductDecision>, EditError>,
) -> Result<Product, EditError>
where
    L: FnMut() -> F,
    F: Future<Output = Result<Option<Product>, StoreError>>,
{
    for _ in 0..ATTEMPTS {
        let product = load().await?.ok_or(EditError::ProductNotFound)?;
        let unchanged = product.clone();
        let Some(decision) = decide(product)? else { return Ok(unchanged) };
        match store.commit(&[with_events(decision, ids)]).await {
            Ok(()) => return load().await?.ok_or(EditError::ProductNotFound),
            Err(StoreError::VersionConflict) => {}
            Err(error) => return Err(error.into()),
        }
    }
    Err(EditError::VersionConflict)
}
