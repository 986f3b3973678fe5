//! The product context over HTTP: routes, wire types, OpenAPI.
