//! The notification context over HTTP: routes, wire types, OpenAPI.
