//! The configuration of the whole shop. `CONFIGURATION.md` documents each key; a test holds it to that.

use std::net::SocketAddr;
use std::path::PathBuf;

use runtime::config::{Http, Log};
use serde::{Deserialize, Serialize};

/// Everything that can be configured.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Config {
    /// Where to accept connections.
    pub listen: SocketAddr,
    /// The folder for databases, pictures, mails and secrets.
    pub data_dir: PathBuf,
    /// The address at which people reach the shop, without a slash at the end; `http://<listen>` when empty.
    pub public_url: String,
    /// The currency that the shop sells in (ISO 4217).
    pub currency: String,
    /// Whether a demo catalogue and demo accounts are made.
    pub demo: bool,
    /// Logs.
    pub log: Log,
    /// HTTP.
    pub http: Http,
    /// Checkout.
    pub checkout: Checkout,
    /// Shipping rates.
    pub shipping: Shipping,
    /// The sandbox payment provider.
    pub sandbox: Sandbox,
}

/// How checkouts go.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Checkout {
    /// How long goods are held for a shopper who has not paid yet, in seconds.
    pub hold_seconds: u64,
}

/// What each seller's parcel costs.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Shipping {
    /// The flat rate of a parcel, in minor units of the shop's currency.
    pub flat: i64,
    /// From which value of goods a parcel is free, in minor units; 0 for never.
    pub free_over: i64,
}

/// The sandbox payment provider.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Sandbox {
    /// Whether webhooks are sent late, twice or out of order as the payment page's form asks for.
    pub allow_behaviours: bool,
}

impl Default for Config {
    fn default() -> Self {
        Self {
            listen: SocketAddr::from(([127, 0, 0, 1], 8080)),
            data_dir: PathBuf::from("./data"),
            public_url: String::new(),
            currency: "USD".to_owned(),
            demo: false,
            log: Log::default(),
            http: Http::default(),
            checkout: Checkout::default(),
            shipping: Shipping::default(),
            sandbox: Sandbox::default(),
        }
    }
}

impl Default for Checkout {
    fn default() -> Self {
        Self { hold_seconds: 15 * 60 }
    }
}

impl Default for Shipping {
    fn default() -> Self {
        Self { flat: 499, free_over: 5_000 }
    }
}

impl Default for Sandbox {
    fn default() -> Self {
        Self { allow_behaviours: true }
    }
}

impl Config {
    /// The address at which people reach the shop, without a slash at the end, when it listens there.
    #[must_use]
    pub fn public_url(&self, listen: SocketAddr) -> String {
        match self.public_url.trim_end_matches('/') {
            "" => format!("http://{listen}"),
            url => url.to_owned(),
        }
    }
}

/// What the command line says about the configuration; what it leaves out is left to the other sources.
#[derive(Debug, Default, Serialize)]
pub struct Flags {
    /// `--listen`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub listen: Option<SocketAddr>,
    /// `--data-dir`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub data_dir: Option<PathBuf>,
    /// `--demo`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub demo: Option<bool>,
}

#[cfg(test)]
mod tests {
    use super::*;

    fn keys(prefix: &str, value: &serde_json::Value, into: &mut Vec<String>) {
        match value {
            serde_json::Value::Object(members) => {
                for (name, value) in members {
                    let name = if prefix.is_empty() { name.clone() } else { format!("{prefix}.{name}") };
                    keys(&name, value, into);
                }
            }
            _ => into.push(prefix.to_owned()),
        }
    }

    #[test]
    fn every_key_is_documented() {
        let documented = include_str!("../CONFIGURATION.md");
        let mut all = Vec::new();
        keys("", &serde_json::to_value(Config::default()).unwrap(), &mut all);
        let missing: Vec<_> = all.iter().filter(|key| !documented.contains(&format!("| `{key}` |"))).collect();
        assert_eq!(missing, Vec::<&String>::new());
    }
}
