//! A payment provider for laptops and tests: hosted page, signed webhooks.
