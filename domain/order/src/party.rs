//! Who did something to an order.

named! {
    /// Who did something to an order.
    Party {
        /// Who bought.
        Shopper = "shopper",
        /// Whose goods they are.
        Seller = "seller",
        /// Tradepost itself: an expiry, a consequence.
        System = "system",
        /// Whoever moves the money.
        PaymentProvider = "payment_provider",
        /// Who runs the marketplace.
        Administrator = "administrator",
    }
}
