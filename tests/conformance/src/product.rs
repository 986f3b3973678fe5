//! The contracts of the product context's ports, which share their state.

pub mod catalogue;
pub mod exchange;
pub mod stock;
pub mod store;

use std::sync::Arc;

use fixtures::product::{AProduct, category, category_id, event_id, seller};
use platform::OutboxReader;
use product::ProductDecision;
use product_ports::{
    CatalogueGeneration, CatalogueReader, CategoryStore, ExchangeReader, ProductCommit, ProductStore, SellerStore,
    StockStore,
};

/// All ports of the context over one state that is empty at first.
#[derive(Clone)]
pub struct ProductPorts {
    /// Products, as their sellers edit them.
    pub products: Arc<dyn ProductStore>,
    /// Categories.
    pub categories: Arc<dyn CategoryStore>,
    /// The copy of the shops.
    pub sellers: Arc<dyn SellerStore>,
    /// Stock.
    pub stock: Arc<dyn StockStore>,
    /// What shoppers see.
    pub catalogue: Arc<dyn CatalogueReader>,
    /// Whether views still hold.
    pub generation: Arc<dyn CatalogueGeneration>,
    /// Goods on their way out.
    pub exchange: Arc<dyn ExchangeReader>,
    /// The context's events.
    pub outbox: Arc<dyn OutboxReader>,
}

impl ProductPorts {
    /// Categories Fashion (1) > Shoes (2), Toys (3), and the shops 1 "Red Shop" and 2 "Blue Shop".
    async fn with_basics(self) -> Self {
        let fashion = category(1, None, "Fashion");
        let shoes = category(2, Some(category_id(1)), "Shoes");
        let toys = product::Category { position: 1, ..category(3, None, "Toys") };
        self.categories.add(&[fashion, shoes, toys]).await.expect("categories are added");
        let shops = [seller(1, "Red Shop"), seller(2, "Blue Shop")];
        self.sellers.record(&shops, None, fixtures::product::at(0)).await.expect("shops are recorded");
        self
    }

    async fn make(&self, product: AProduct) -> ProductDecision {
        let decision = product.decision();
        self.commit(decision.clone()).await;
        decision
    }

    async fn commit(&self, decision: ProductDecision) {
        self.products.commit(&[committed(decision)]).await.expect("the change is stored");
    }
}

/// Events have numbers made of the product's version and id, so that no two are alike.
fn committed(decision: ProductDecision) -> ProductCommit {
    let state = decision.product().snapshot();
    let mut next = state.id.uuid().as_u128() * 1000 + u128::from(state.version) * 10;
    ProductCommit::new(decision, || {
        next += 1;
        event_id(next)
    })
}
