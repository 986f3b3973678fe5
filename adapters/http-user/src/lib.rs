//! The user context over HTTP: routes, wire types, OpenAPI.
