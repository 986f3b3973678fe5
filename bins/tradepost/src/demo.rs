//! The demo catalogue and its accounts.

use anyhow::Result;

use crate::shop::Shop;

/// Makes what is missing.
pub async fn make(_shop: &Shop) -> Result<()> {
    Ok(())
}

/// Prints the accounts.
pub fn introduce() {}
