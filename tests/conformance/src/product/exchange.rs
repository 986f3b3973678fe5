//! [`product_ports::ExchangeReader`].

use fixtures::product::{AProduct, seller};
use product::ListingStatus;

use super::ProductPorts;

/// # Panics
/// When the reader breaks its contract.
pub async fn all_goods_come_in_the_order_of_their_references(ports: ProductPorts) {
    let ports = ports.with_basics().await;
    let mut expected = Vec::new();
    for n in [3, 1, 2] {
        let product = AProduct::new(n, "A product").with_everything().in_category(2).of_seller(2);
        expected.push(ports.make(product).await.product().snapshot().clone());
    }
    let here = ports.make(AProduct::new(4, "Draft").with_status(ListingStatus::Draft)).await;
    expected.push(here.product().snapshot().clone());
    expected.sort_by(|a, b| a.reference.cmp(&b.reference));
    let (mut after, mut seen) = (None, Vec::new());
    loop {
        let page = ports.exchange.page(after.as_ref(), 3).await.expect("page");
        after = page.last().map(|item| item.product.reference.clone());
        let last = page.len() < 3;
        seen.extend(page);
        if last {
            break;
        }
    }
    assert_eq!(seen.iter().map(|item| &item.product).collect::<Vec<_>>(), expected.iter().collect::<Vec<_>>());
    assert_eq!(seen[0].seller, seller(2, "Blue Shop"));
    let path: Vec<_> = seen[0].category_path.iter().map(AsRef::as_ref).collect();
    assert_eq!(path, ["Fashion", "Shoes"]);
    assert_eq!(seen[3].category_path.len(), 1);
}
