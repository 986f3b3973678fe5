//! The command line.

use std::net::SocketAddr;
use std::path::PathBuf;

use clap::{Args, Parser, Subcommand};

/// A whole marketplace in one process.
#[derive(Debug, Parser)]
#[command(name = "tradepost", version, about, long_about = None, propagate_version = true, after_help = EXAMPLES)]
pub struct Cli {
    /// The configuration file [default: tradepost.toml, if it is there]
    #[arg(long, global = true, env = "TRADEPOST_CONFIG", value_name = "FILE")]
    pub config: Option<PathBuf>,
    /// The folder for databases, pictures, mails and secrets [default: ./data]
    #[arg(long, global = true, value_name = "DIR")]
    pub data_dir: Option<PathBuf>,
    /// What to do.
    #[command(subcommand)]
    pub command: Command,
}

const EXAMPLES: &str = "Examples:
  tradepost serve --demo
  tradepost import listings listings.csv --currency USD --rates rates.toml
  tradepost admin create-administrator --email you@example.com --name You
  tradepost doctor

CONFIGURATION.md, beside the program's source, lists every setting.";

/// What the program can do.
#[derive(Debug, Subcommand)]
pub enum Command {
    /// Open the shop
    #[command(after_help = "Example:
  tradepost serve --listen 127.0.0.1:8080 --data-dir ./data --demo")]
    Serve(Serve),
    /// Take goods in
    #[command(
        subcommand,
        after_help = "Examples:
  tradepost import listings listings.csv --currency USD --rates rates.toml
  tradepost import products goods.jsonl"
    )]
    Import(Import),
    /// Give goods out
    #[command(
        subcommand,
        after_help = "Example:
  tradepost export products --output goods.jsonl"
    )]
    Export(Export),
    /// Bring the databases to the present schema, and stop
    #[command(after_help = "Example:
  tradepost migrate --data-dir ./data")]
    Migrate,
    /// Manage accounts and shops
    #[command(
        subcommand,
        after_help = "Examples:
  tradepost admin create-administrator --email you@example.com --name You
  tradepost admin grant-role --email sam@example.com --role administrator
  tradepost admin assign-shop --shop some-shop --email sam@example.com"
    )]
    Admin(Admin),
    /// Print the API's description (OpenAPI 3.1, JSON)
    #[command(after_help = "Example:
  tradepost openapi > openapi.json")]
    Openapi,
    /// Check the configuration and what it can reach
    #[command(after_help = "Example:
  tradepost doctor --data-dir ./data")]
    Doctor,
    /// Look after events that could not be handled
    #[command(
        subcommand,
        after_help = "Examples:
  tradepost events parked
  tradepost events retry evt_01h455vb4pex5vsknk084sn02q"
    )]
    Events(Events),
}

/// `tradepost serve`
#[derive(Debug, Args)]
pub struct Serve {
    /// Where to accept connections [default: 127.0.0.1:8080]
    #[arg(long, value_name = "ADDRESS")]
    pub listen: Option<SocketAddr>,
    /// Make a demo catalogue and demo accounts, if they are not there yet
    #[arg(long)]
    pub demo: bool,
}

/// `tradepost import`
#[derive(Debug, Subcommand)]
pub enum Import {
    /// A marketplace's listings as CSV
    ///
    /// Sellers, categories, products, variants and specifications are made or brought up to date; a second run changes
    /// nothing. A row that cannot be read goes to the rejects file with its line and the reason; the rest goes in.
    #[command(after_help = "Example:
  tradepost import listings listings.csv --currency USD --rates rates.toml

rates.toml says what one unit of each currency is worth in the target currency:
  [rates]
  MXN = \"0.0581\"
  VND = \"0.0000394\"")]
    Listings {
        /// The CSV file
        file: PathBuf,
        /// The currency to convert prices to (ISO 4217)
        #[arg(long)]
        currency: String,
        /// The exchange rates, as TOML
        #[arg(long, value_name = "FILE")]
        rates: PathBuf,
        /// Pieces in stock where a listing does not say
        #[arg(long, value_name = "PIECES", default_value_t = 25)]
        default_stock: u32,
        /// Where rows go that cannot be read [default: the file's name with .rejects.jsonl]
        #[arg(long, value_name = "FILE")]
        rejects: Option<PathBuf>,
    },
    /// Goods as JSON Lines, as `export products` writes them
    #[command(after_help = "Example:
  tradepost import products goods.jsonl --data-dir ./other")]
    Products {
        /// The JSON Lines file
        file: PathBuf,
        /// Where lines go that cannot be read [default: the file's name with .rejects.jsonl]
        #[arg(long, value_name = "FILE")]
        rejects: Option<PathBuf>,
    },
}

/// `tradepost export`
#[derive(Debug, Subcommand)]
pub enum Export {
    /// All goods with their sellers and categories, as JSON Lines
    #[command(after_help = "Example:
  tradepost export products > goods.jsonl")]
    Products {
        /// The file to write [default: standard output]
        #[arg(long, value_name = "FILE")]
        output: Option<PathBuf>,
    },
}

/// `tradepost admin`
#[derive(Debug, Subcommand)]
pub enum Admin {
    /// Create an account that runs the marketplace; asks for its password on standard input
    #[command(after_help = "Example:
  echo \"$PASSWORD\" | tradepost admin create-administrator --email you@example.com --name You")]
    CreateAdministrator {
        /// The account's e-mail address
        #[arg(long)]
        email: String,
        /// The person's name
        #[arg(long)]
        name: String,
    },
    /// Give an account a role
    #[command(after_help = "Example:
  tradepost admin grant-role --email sam@example.com --role administrator")]
    GrantRole {
        /// The account's e-mail address
        #[arg(long)]
        email: String,
        /// administrator; sellers become so by opening a shop, or by being assigned one
        #[arg(long)]
        role: String,
    },
    /// Give an imported shop to an account, which may then sell in it
    #[command(after_help = "Example:
  tradepost admin assign-shop --shop some-shop --email sam@example.com")]
    AssignShop {
        /// The shop's id or the readable part of its address
        #[arg(long)]
        shop: String,
        /// The account's e-mail address
        #[arg(long)]
        email: String,
    },
}

/// `tradepost events`
#[derive(Debug, Subcommand)]
pub enum Events {
    /// List events that were tried too often
    #[command(after_help = "Example:
  tradepost events parked")]
    Parked,
    /// Put a parked event back in line
    #[command(after_help = "Example:
  tradepost events retry evt_01h455vb4pex5vsknk084sn02q")]
    Retry {
        /// The event's id
        id: String,
    },
}

#[cfg(test)]
mod tests {
    use clap::CommandFactory;

    use super::*;

    fn check(command: &clap::Command) {
        let help = command.get_after_help().map(ToString::to_string).unwrap_or_default();
        assert!(help.contains("Example"), "{} has no example", command.get_name());
        command.get_subcommands().filter(|sub| sub.get_name() != "help").for_each(check);
    }

    #[test]
    fn every_command_shows_an_example() {
        let command = Cli::command();
        command.clone().debug_assert();
        check(&command);
    }
}
