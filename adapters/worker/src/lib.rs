//! Drives what nobody asks for: outbox relay, event consumers, expiries, retries.
