//! Where a product comes from.

use kernel::{Line, ProductId};

/// What a product is called where it comes from, unique over all products: a product that was imported has the source's
/// name and identifier, one that was made here has [`ExternalRef::HERE`] and its own.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct ExternalRef {
    /// Where it comes from.
    pub source: Line<64>,
    /// What it is called there.
    pub id: Line<200>,
}

impl ExternalRef {
    /// The source of products that were made here.
    pub const HERE: &'static str = "tradepost";

    /// The reference of a product that was made here.
    ///
    /// # Panics
    /// Never: both texts are within their limits.
    #[must_use]
    #[expect(clippy::expect_used, reason = "both texts are constant in length and within their limits")]
    pub fn here(product: ProductId) -> Self {
        Self {
            source: Line::new(Self::HERE).expect("the name is a line"),
            id: Line::new(&product.to_string()).expect("an identifier is a line"),
        }
    }
}
