//! A file that is watched while it is read as CSV: a quote that is never closed must neither fill the memory nor pass
//! for the end of a record, and a record's line is where its text begins.

use std::cell::{Cell, RefCell};
use std::collections::VecDeque;
use std::io::{self, Read};

/// The longest record, in bytes. One that is longer has a quote that is not closed.
pub(super) const LONGEST_RECORD: u64 = 1024 * 1024;

/// Reads a file, and remembers where the present record has quotes and ends of lines.
pub(super) struct Watched<R> {
    file: R,
    read: u64,
    ended: bool,
    begin: Cell<u64>,
    /// Ends of lines before the present record.
    lines: Cell<u64>,
    marks: RefCell<VecDeque<(u64, u8)>>,
}

impl<R> Watched<R> {
    pub(super) fn new(file: R) -> Self {
        Self { file, read: 0, ended: false, begin: Cell::new(0), lines: Cell::new(0), marks: RefCell::default() }
    }

    /// The next record begins at a byte; what was before it is forgotten.
    pub(super) fn record_begins(&self, at: u64) {
        self.begin.set(at);
        let mut marks = self.marks.borrow_mut();
        while let Some(&(_, byte)) = marks.front().filter(|&&(mark, _)| mark < at) {
            self.lines.set(self.lines.get() + u64::from(byte == b'\n'));
            marks.pop_front();
        }
    }

    /// The line on which the present record's text begins, the first being 1. The ends of lines that the parser has left
    /// before it (the second byte of CR LF, empty lines) belong to no record.
    pub(super) fn line(&self) -> u64 {
        let mut line = self.lines.get() + 1;
        for ((mark, byte), at) in self.marks.borrow().iter().zip(self.begin.get()..) {
            if *mark != at || *byte == b'"' {
                break;
            }
            line += u64::from(*byte == b'\n');
        }
        line
    }

    /// Whether the file ended within the quotes of the present record, which goes to a byte.
    pub(super) fn is_cut_off(&self, to: u64) -> bool {
        let quotes = self.marks.borrow().iter().filter(|&&(mark, byte)| byte == b'"' && mark < to).count();
        // The end of the file is only noticed when somebody wants to read on: in its last record.
        self.ended && quotes % 2 == 1
    }
}

impl<R: Read> Read for Watched<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        if self.read.saturating_sub(self.begin.get()) > LONGEST_RECORD {
            return Err(io::ErrorKind::FileTooLarge.into());
        }
        let count = self.file.read(buffer)?;
        self.ended = count == 0;
        let bytes = (self.read..).zip(buffer[..count].iter().copied());
        self.marks.borrow_mut().extend(bytes.filter(|&(_, byte)| matches!(byte, b'"' | b'\n' | b'\r')));
        self.read += u64::try_from(count).unwrap_or(u64::MAX);
        Ok(count)
    }
}
