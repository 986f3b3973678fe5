//! A marketplace's listings, as a crawler or an export delivers them: CSV (RFC 4180), one listing a record.
//!
//! | column | becomes |
//! |---|---|
//! | `id`, `domain` | the product's reference: the same listing is the same product, however often it comes |
//! | `title` | the title |
//! | `final_price`, `initial_price`, `currency` | the price, and the list price where it is higher; in major units, decimal or in scientific notation |
//! | `stock` | pieces; where it is empty a specification that names the stock, else the default; spread over the variants |
//! | `image` | remote pictures, `https` only, each once |
//! | `seller_name` | a shop without an owner, one for each name |
//! | `breadcrumb` | the category's path |
//! | `Product Specifications`, `Product Description` | the same |
//! | `variations` | option groups, and a variant for each combination |
//! | `rating`, `reviews` | the rating, if somebody rated |

mod row;
mod text;
mod variants;
mod watched;

use std::io::{Read, Write};
use std::sync::Arc;

use csv::{ByteRecord, ReaderBuilder, StringRecord};
use product_app::ProductApp;
use tokio::sync::mpsc;

use crate::import::{AHEAD, ImportError, Intake, PORTION, Portion, Progress, Summary};
use crate::listings::row::{Columns, RowReader};
use crate::listings::watched::Watched;
use crate::rates::Rates;
use crate::reject::{Reject, Rejects};
use crate::shops::ShopDirectory;

/// How listings are read.
#[derive(Debug, Clone)]
pub struct ListingSettings {
    /// Converts prices.
    pub rates: Rates,
    /// Pieces in stock where a listing does not say.
    pub default_stock: u32,
}

/// Takes listings in.
#[derive(Clone)]
pub struct ImportListings {
    app: Arc<ProductApp>,
    shops: Arc<dyn ShopDirectory>,
}

impl ImportListings {
    /// Takes listings in by these use cases.
    #[must_use]
    pub fn new(app: Arc<ProductApp>, shops: Arc<dyn ShopDirectory>) -> Self {
        Self { app, shops }
    }

    /// Takes a file in.
    ///
    /// # Errors
    /// [`ImportError`]; what was stored before stays.
    pub async fn execute<R, W>(
        &self,
        file: R,
        settings: ListingSettings,
        rejects: &mut Rejects<W>,
        progress: Arc<dyn Progress>,
    ) -> Result<Summary, ImportError>
    where
        R: Read + Send + 'static,
        W: Write + Send,
    {
        let (send, mut receive) = mpsc::channel(AHEAD);
        let reading = tokio::task::spawn_blocking(move || read(file, &settings, &send));
        let mut intake = Intake::new(&self.app, &*self.shops, rejects, &progress);
        while let Some(portion) = receive.recv().await {
            intake.store(portion).await?;
        }
        reading.await.map_err(|_| ImportError::Reader)??;
        intake.finish()
    }
}

/// Reads the file to its end, or until nobody wants to know any more.
fn read(file: impl Read, settings: &ListingSettings, send: &mpsc::Sender<Portion>) -> Result<(), ImportError> {
    let mut reader = ReaderBuilder::new().flexible(true).from_reader(Watched::new(file));
    let header = reader.byte_headers().map_err(|error| read_error(error, 1))?.clone();
    let columns = Columns::find(&header)?;
    let rows = RowReader { columns, settings };
    let mut record = ByteRecord::new();
    let mut portion = Portion::default();
    loop {
        let begin = reader.position().byte();
        reader.get_ref().record_begins(begin);
        let more = match reader.read_byte_record(&mut record) {
            Ok(more) => more,
            Err(error) => {
                // What was read before is good, and goes in; whether anybody takes it changes nothing about the error.
                let _ = send.blocking_send(portion);
                return Err(read_error(error, reader.get_ref().line()));
            }
        };
        if more {
            let line = reader.get_ref().line();
            let whole = !reader.get_ref().is_cut_off(reader.position().byte());
            match row(&record, header.len(), line, whole, &rows) {
                Ok(parsed) => portion.parsed.push(parsed),
                Err(reject) => portion.rejects.push(reject),
            }
        }
        portion.bytes = reader.position().byte();
        let full = portion.parsed.len() + portion.rejects.len() >= PORTION;
        if (full || !more) && send.blocking_send(std::mem::take(&mut portion)).is_err() {
            return Ok(());
        }
        if !more {
            return Ok(());
        }
    }
}

fn row(
    record: &ByteRecord,
    columns: usize,
    line: u64,
    whole: bool,
    rows: &RowReader<'_>,
) -> Result<crate::import::Parsed, Reject> {
    if !whole {
        return Err(Reject::unreadable(line, "ends within quotes; the file is cut off here"));
    }
    if record.len() != columns {
        let reason = format!("has {} columns instead of {columns}; the file may be cut off here", record.len());
        return Err(Reject::unreadable(line, reason));
    }
    let record =
        StringRecord::from_byte_record(record.clone()).map_err(|_| Reject::unreadable(line, "is not valid UTF-8"))?;
    rows.parse(&record, line)
}

fn read_error(error: csv::Error, line: u64) -> ImportError {
    match error.into_kind() {
        csv::ErrorKind::Io(error) if error.kind() == std::io::ErrorKind::FileTooLarge => ImportError::Record { line },
        csv::ErrorKind::Io(error) => ImportError::Read(error),
        other => ImportError::Read(std::io::Error::other(format!("{other:?}"))),
    }
}

#[cfg(test)]
mod tests;
