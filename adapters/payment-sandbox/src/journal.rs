//! The ledger on disk: one JSON line per change, appended, replayed at start.
//!
//! A line holds all that one act changes, so an act is there as a whole or not at all. A crash can tear only the last
//! line, and what was torn was never answered: it is cut off. Nothing is synced to the disk: the sandbox must survive
//! the death of its process, not that of the machine.

use std::fs::{File, OpenOptions};
use std::io::{self, Read, Seek, SeekFrom, Write};
use std::path::{Path, PathBuf};

use serde::{Deserialize, Serialize};
use thiserror::Error;

use crate::record::{Delivery, Payment, Refund};

/// What one act changes: new records, or records that replace those of the same key.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Change {
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub(crate) payments: Vec<Payment>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub(crate) refunds: Vec<Refund>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub(crate) deliveries: Vec<Delivery>,
    /// Keys of deliveries that are done.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub(crate) delivered: Vec<String>,
}

impl Change {
    pub(crate) fn is_empty(&self) -> bool {
        *self == Self::default()
    }
}

/// Why the journal cannot be used.
#[derive(Debug, Error)]
pub enum JournalError {
    /// The file cannot be read or written.
    #[error("the sandbox's journal {} cannot be used", path.display())]
    Io {
        /// The file.
        path: PathBuf,
        /// Why.
        #[source]
        source: io::Error,
    },
    /// A line that is not the last one cannot be read: not a crash's doing.
    #[error("line {line} of the sandbox's journal {} is damaged", path.display())]
    Damaged {
        /// The file.
        path: PathBuf,
        /// Which line.
        line: usize,
        /// Why.
        #[source]
        source: serde_json::Error,
    },
}

/// An open journal.
#[derive(Debug)]
pub(crate) struct Journal {
    path: PathBuf,
    file: File,
    /// Up to here every line is whole.
    length: u64,
}

impl Journal {
    /// Opens a journal, or begins one, and gives back what it holds. A torn last line is cut off.
    pub(crate) fn open(path: &Path) -> Result<(Self, Vec<Change>), JournalError> {
        let failed = |source| JournalError::Io { path: path.to_owned(), source };
        if let Some(folder) = path.parent() {
            std::fs::create_dir_all(folder).map_err(failed)?;
        }
        let mut file = OpenOptions::new().read(true).append(true).create(true).open(path).map_err(failed)?;
        let mut bytes = Vec::new();
        file.read_to_end(&mut bytes).map_err(failed)?;

        let mut changes = Vec::new();
        let mut length = 0;
        let mut lines = bytes.split_inclusive(|&byte| byte == b'\n').enumerate().peekable();
        while let Some((index, line)) = lines.next() {
            match serde_json::from_slice(line) {
                Ok(change) if line.ends_with(b"\n") => changes.push(change),
                Err(source) if lines.peek().is_some() => {
                    return Err(JournalError::Damaged { path: path.to_owned(), line: index + 1, source });
                }
                _ => break,
            }
            length += line.len();
        }
        if length < bytes.len() {
            tracing::warn!(path = %path.display(), bytes = bytes.len() - length, "cut a torn line off the journal");
        }
        let journal = Self { path: path.to_owned(), file, length: length as u64 };
        journal.file.set_len(journal.length).map_err(failed)?;
        Ok((journal, changes))
    }

    /// Adds a line. When it cannot be written as a whole, nothing of it stays.
    pub(crate) fn append(&mut self, change: &Change) -> Result<(), JournalError> {
        self.try_append(change).map_err(|source| {
            // If even this fails, the next start cuts the torn line off.
            let _ = self.file.set_len(self.length);
            JournalError::Io { path: self.path.clone(), source }
        })
    }

    fn try_append(&mut self, change: &Change) -> io::Result<()> {
        let line = line_of(change)?;
        self.file.write_all(&line)?;
        self.length += line.len() as u64;
        Ok(())
    }

    /// From now on nothing can be written.
    #[cfg(test)]
    pub(crate) fn jam(&mut self) {
        self.file = File::open(&self.path).unwrap();
    }

    /// Replaces the whole journal, at once: a crash leaves the old one or the new one.
    pub(crate) fn replace(&mut self, changes: &[Change]) -> Result<(), JournalError> {
        self.try_replace(changes).map_err(|source| JournalError::Io { path: self.path.clone(), source })
    }

    fn try_replace(&mut self, changes: &[Change]) -> io::Result<()> {
        let fresh = self.path.with_extension("new");
        let mut file = OpenOptions::new().create(true).write(true).truncate(true).open(&fresh)?;
        for change in changes {
            file.write_all(&line_of(change)?)?;
        }
        file.sync_all()?;
        std::fs::rename(&fresh, &self.path)?;
        self.file = OpenOptions::new().read(true).append(true).open(&self.path)?;
        self.length = self.file.seek(SeekFrom::End(0))?;
        Ok(())
    }
}

fn line_of(change: &Change) -> io::Result<Vec<u8>> {
    let mut line = serde_json::to_vec(change)?;
    line.push(b'\n');
    Ok(line)
}

#[cfg(test)]
mod tests {
    use std::fs;

    use super::*;

    fn delivered(key: &str) -> Change {
        Change { delivered: vec![key.to_owned()], ..Change::default() }
    }

    fn journal_with(text: &[u8]) -> (tempfile::TempDir, PathBuf) {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("deeper/ledger.jsonl");
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(&path, text).unwrap();
        (folder, path)
    }

    #[test]
    fn what_was_appended_is_there_at_the_next_start() {
        let (_folder, path) = journal_with(b"");
        let (mut journal, changes) = Journal::open(&path).unwrap();
        assert_eq!(changes, []);
        journal.append(&delivered("a")).unwrap();
        journal.append(&delivered("b")).unwrap();
        assert_eq!(Journal::open(&path).unwrap().1, [delivered("a"), delivered("b")]);
    }

    #[test]
    fn a_torn_last_line_is_cut_off_and_appending_goes_on() {
        let whole = b"{\"delivered\":[\"a\"]}\n";
        for torn in [&b"{\"delivered\":[\"b"[..], b"{", b"{\"delivered\":[\"b\"]}", b"\0\0\0\0\n", b"\xff"] {
            let (_folder, path) = journal_with(&[whole, torn].concat());
            let (mut journal, changes) = Journal::open(&path).unwrap();
            assert_eq!(changes, [delivered("a")], "{torn:?}");
            journal.append(&delivered("c")).unwrap();
            assert_eq!(Journal::open(&path).unwrap().1, [delivered("a"), delivered("c")], "{torn:?}");
        }
    }

    #[test]
    fn a_damaged_line_in_the_middle_is_an_error() {
        let (_folder, path) = journal_with(b"{\"delivered\":[\"a\"]}\nnonsense\n{\"delivered\":[\"b\"]}\n");
        assert!(matches!(Journal::open(&path), Err(JournalError::Damaged { line: 2, .. })));
    }

    #[test]
    fn a_replaced_journal_is_appended_to() {
        let (_folder, path) = journal_with(b"{\"delivered\":[\"a\"]}\n{\"delivered\":[\"b\"]}\n");
        let (mut journal, _) = Journal::open(&path).unwrap();
        journal.replace(&[delivered("b")]).unwrap();
        journal.append(&delivered("c")).unwrap();
        assert_eq!(Journal::open(&path).unwrap().1, [delivered("b"), delivered("c")]);
    }
}
