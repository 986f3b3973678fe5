//! The order context over HTTP: routes, wire types, OpenAPI.
