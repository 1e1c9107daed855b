//! From the options of every command to the rulebook, how files are read, and what is asked.

use super::Failure;
use super::files;
use super::global::Global;
use super::global::OldEncoding;
use crate::book::Book;
use crate::cells::Encoding;
use crate::dictionary::Forms;
use crate::dossier::Mapping;
use crate::opinion::Asked;
use crate::pipeline::Engine;
use crate::pipeline::ReadingManner;

impl Global {
    /// What the user wants the submission to be judged by.
    pub(super) fn asked(&self) -> Asked {
        Asked {
            day: self.as_of,
            profile: self.profile.clone(),
            waivers: None,
        }
    }

    /// How the user wants the submission to be read.
    pub(super) fn manner(&self, forms: &Forms) -> Result<ReadingManner, Failure> {
        let encoding = self.encoding.map(|encoding| match encoding {
            OldEncoding::Tcvn3 => Encoding::Tcvn3,
            OldEncoding::Vni => Encoding::Vni,
        });
        let mapping = match &self.map {
            Some(path) => {
                let parsed = Mapping::parse(&files::text(path, self)?, forms);
                parsed
                    .map_err(|fault| Failure(format!("bản đồ đọc {}: {fault}", path.display())))?
            }
            None => Mapping::default(),
        };
        Ok(ReadingManner { encoding, mapping })
    }

    /// The rulebook as files: the folder that was asked for, else the one in the program.
    pub(super) fn book(&self) -> Result<Book, Failure> {
        match &self.rules {
            Some(folder) => {
                self.writing.given.note(folder);
                Ok(Book::from_dir(folder)?)
            }
            None => Ok(Book::embedded()),
        }
    }

    pub(super) fn engine(&self) -> Result<Engine, Failure> {
        let book = self.book()?;
        Engine::new(&book).map_err(|faults| {
            let many = faults.0.len();
            let first = faults.0.first().map(ToString::to_string).unwrap_or_default();
            Failure(format!("bộ quy tắc có {many} lỗi, lỗi đầu tiên: {first}; xem tất cả bằng “vtvl rules check”"))
        })
    }
}
