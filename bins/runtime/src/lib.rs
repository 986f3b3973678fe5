//! What every binary does the same way: configuration, telemetry, health, shutdown.
