//! What all HTTP adapters share: problem+json, extractors, paging, wire money.
