//! The rulebook as files, and the faults that point at their lines.
//!
//! A rulebook is a folder of text files (`rules/`), carried inside the program or read from
//! `--rules DIR`. This stage knows names and text, not what they mean: the forms are understood by
//! [`crate::dictionary`], the law by [`crate::law`]. Every text is normalised to NFC on the way in.

mod digest;
mod embedded;
mod fault;
mod toml_words;

pub(crate) mod day;

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::collections::BTreeSet;
use std::fs;
use std::io;
use std::path::Path;
use std::path::PathBuf;

use serde::de::DeserializeOwned;
use unicode_normalization::IsNormalized;
use unicode_normalization::UnicodeNormalization;
use unicode_normalization::is_nfc_quick;

use digest::unix;

pub use fault::Fault;
pub use fault::Faults;
pub(crate) use toml_words::NO_DATE;
pub(crate) use toml_words::in_vietnamese;

/// The largest rulebook file that is read, in bytes: a page of law is a few kilobytes.
const MAX_FILE_BYTES: u64 = 4 << 20;

/// Bộ quy tắc: the files of a rulebook by their path inside it (`nd-62-2020/act.toml`).
///
/// Texts are kept in NFC, without a byte-order mark and with plain line feeds: files come from many
/// editors.
#[derive(Debug, Clone)]
pub struct Book {
    origin: String,
    files: BTreeMap<String, Cow<'static, str>>,
    decomposed: BTreeSet<String>,
    vouched: bool,
}

/// A rulebook folder that cannot be read at all.
#[derive(Debug, thiserror::Error)]
pub enum BookError {
    /// The folder or one of its files cannot be read.
    #[error("không đọc được bộ quy tắc tại {path}")]
    Unreadable {
        /// The path that resisted.
        path: String,
        /// The operating system's reason.
        source: io::Error,
    },
    /// One of its files is none that a rulebook has.
    #[error("không đọc được bộ quy tắc tại {path}: {reason}")]
    Unfit {
        /// The path of the file.
        path: String,
        /// What it is instead.
        reason: &'static str,
    },
    /// The folder has no rule at all.
    #[error(
        "thư mục {path} không có quy tắc nào; hãy chỉ tới thư mục chứa các trang quy tắc (--rules)"
    )]
    Empty {
        /// The folder.
        path: String,
    },
}

impl Book {
    /// The rulebook that the program carries. The tests vouch for it.
    #[must_use]
    pub fn embedded() -> Self {
        let mut book = Self::new("bộ quy tắc kèm theo chương trình");
        book.files = embedded::FILES
            .iter()
            .map(|(name, text, _)| ((*name).to_owned(), unix(text)))
            .collect();
        book.vouched = true;
        book
    }

    fn new(origin: &str) -> Self {
        Self {
            origin: origin.to_owned(),
            files: BTreeMap::new(),
            decomposed: BTreeSet::new(),
            vouched: false,
        }
    }

    /// Whether every check that a rulebook has to stand was made when the program was: only of the
    /// one that it carries, and only as long as nothing was put into it.
    #[must_use]
    pub fn is_vouched(&self) -> bool {
        self.vouched
    }

    /// The same files, of which nothing is taken for granted.
    #[must_use]
    pub fn doubted(self) -> Self {
        let mut book = Self::new(&self.origin);
        for (name, text) in self.files() {
            book.put(name, text);
        }
        book
    }

    /// A rulebook from texts in memory, for tests and for pages that are being written.
    pub fn from_files<'a>(
        origin: &str,
        files: impl IntoIterator<Item = (&'a str, &'a str)>,
    ) -> Self {
        let mut book = Self::new(origin);
        for (name, text) in files {
            book.put(name, text);
        }
        book
    }

    /// Reads the rulebook in a folder.
    ///
    /// # Errors
    /// [`BookError`] when the folder cannot be read or holds no file of a rulebook.
    pub fn from_dir(folder: &Path) -> Result<Self, BookError> {
        let mut book = Self::from_files(&folder.display().to_string(), []);
        let mut seen: BTreeSet<PathBuf> = folder.canonicalize().into_iter().collect();
        read_folder(folder, folder, &mut seen, &mut book)?;
        if book.files.is_empty() {
            return Err(BookError::Empty {
                path: folder.display().to_string(),
            });
        }
        Ok(book)
    }

    /// Where the rulebook comes from, for people.
    #[must_use]
    pub fn origin(&self) -> &str {
        &self.origin
    }

    /// The text of one file.
    #[must_use]
    pub fn text(&self, name: &str) -> Option<&str> {
        self.files.get(name).map(|text| &**text)
    }

    /// All files as (name, text), sorted by name.
    pub fn files(&self) -> impl Iterator<Item = (&str, &str)> {
        self.files
            .iter()
            .map(|(name, text)| (name.as_str(), &**text))
    }

    /// What the TOML of a file says; `text` is the file, or the block at the top of a page, which
    /// begins at line `first_line`. Of a book that is vouched for the build script has read it
    /// before.
    ///
    /// # Errors
    /// The fault in it, with its line.
    pub(crate) fn toml<T: DeserializeOwned>(
        &self,
        name: &str,
        text: &str,
        first_line: usize,
    ) -> Result<T, Fault> {
        let json = if self.vouched {
            embedded::json(name)
        } else {
            None
        };
        match json.and_then(|json| serde_json::from_str(json).ok()) {
            Some(value) => Ok(value),
            None => {
                toml::from_str(text).map_err(|error| Fault::of_toml(name, text, first_line, &error))
            }
        }
    }

    /// The files inside a folder of the rulebook (`forms`), sorted by name.
    pub fn folder<'a>(&'a self, folder: &'a str) -> impl Iterator<Item = (&'a str, &'a str)> {
        self.files().filter(move |(name, _)| {
            name.strip_prefix(folder)
                .is_some_and(|rest| rest.starts_with('/'))
        })
    }

    /// Puts one file into the rulebook, in place of any of the same name.
    pub fn put(&mut self, name: &str, text: &str) {
        let text = unix(text);
        self.vouched = false;
        // Nearly every file is composed already: telling so is much quicker than composing it
        // again.
        let text = if is_nfc_quick(text.chars()) == IsNormalized::Yes {
            text.into_owned()
        } else {
            self.decomposed.insert(name.to_owned());
            text.nfc().collect()
        };
        self.files.insert(name.to_owned(), text.into());
    }

    /// The files whose letters were written in pieces (not NFC): read all the same, but worth
    /// saving anew.
    pub fn decomposed(&self) -> impl Iterator<Item = &str> {
        self.decomposed.iter().map(String::as_str)
    }

    /// SHA-256 over names and texts, in hexadecimal: tells which rulebook judged.
    #[must_use]
    pub fn digest(&self) -> String {
        if self.vouched {
            embedded::DIGEST.to_owned()
        } else {
            digest::of(self.files())
        }
    }
}

/// Lower-case hexadecimal of a digest.
#[must_use]
pub fn hex(bytes: &[u8]) -> String {
    digest::hex(bytes)
}

fn read_folder(
    root: &Path,
    folder: &Path,
    seen: &mut BTreeSet<PathBuf>,
    book: &mut Book,
) -> Result<(), BookError> {
    let unreadable = |path: &Path, source: io::Error| BookError::Unreadable {
        path: path.display().to_string(),
        source,
    };
    let unfit = |path: &Path, reason| BookError::Unfit {
        path: path.display().to_string(),
        reason,
    };
    let entries = fs::read_dir(folder)
        .map_err(|e| unreadable(folder, e))?
        .map(|entry| Ok(entry?.path()));
    let mut paths = entries
        .collect::<io::Result<Vec<PathBuf>>>()
        .map_err(|e| unreadable(folder, e))?;
    paths.sort();
    for path in paths {
        if path.is_dir() {
            // A link may lead to a folder that is read already, or to one around it.
            if seen.insert(path.canonicalize().map_err(|e| unreadable(&path, e))?) {
                read_folder(root, &path, seen, book)?;
            }
        } else if path
            .extension()
            .is_some_and(|e| e == "md" || e == "toml" || e == "csv")
        {
            let known = fs::metadata(&path).map_err(|e| unreadable(&path, e))?;
            if !known.is_file() {
                return Err(unfit(
                    &path,
                    "không phải là tệp thường; hãy thay bằng tệp thường hoặc xóa đi",
                ));
            }
            if known.len() > MAX_FILE_BYTES {
                return Err(unfit(&path, "tệp lớn quá 4 MB; hãy chia thành nhiều tệp"));
            }
            let text = fs::read_to_string(&path).map_err(|e| unreadable(&path, e))?;
            let name = path
                .strip_prefix(root)
                .unwrap_or(&path)
                .to_string_lossy()
                .replace('\\', "/");
            book.put(&name, &text);
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_decomposed_page_reads_as_composed() {
        let book = Book::from_files("thử", [("a/b.md", "\u{feff}# Nhận đi\u{323}nh\r\n")]);
        assert_eq!(book.text("a/b.md"), Some("# Nhận định\n"));
        assert_eq!(book.decomposed().collect::<Vec<_>>(), ["a/b.md"]);
    }

    #[test]
    fn the_rulebook_of_the_program_is_what_it_would_be_read_from_a_folder() {
        let book = Book::embedded();
        assert!(book.is_vouched());
        let read = book.clone().doubted();
        assert!(!read.is_vouched());
        assert_eq!(
            (read.digest(), read.decomposed().count()),
            (book.digest(), 0)
        );
    }

    #[test]
    fn nobody_vouches_for_a_book_that_was_changed() {
        let mut book = Book::embedded();
        book.put("acts.toml", "");
        assert!(!book.is_vouched());
    }

    #[test]
    fn digest_changes_with_a_name_or_a_text() {
        let one = Book::from_files("thử", [("a", "bc")]);
        let other = Book::from_files("thử", [("ab", "c")]);
        assert_ne!(one.digest(), other.digest());
    }

    #[test]
    fn a_folder_is_not_a_prefix() {
        let book = Book::from_files("thử", [("forms/a.toml", ""), ("forms-old/b.toml", "")]);
        assert_eq!(book.folder("forms").count(), 1);
    }
}
