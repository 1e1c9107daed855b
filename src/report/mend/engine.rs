//! Mending as a step of the pipeline: a file of a submission, read as the user wants it to be read.

use super::MendError;
use super::Mended;
use super::Mending;
use super::mend;
use super::mendable;
use crate::cells::Workbook;
use crate::dossier::Dossier;
use crate::dossier::Remark;
use crate::pipeline::Engine;
use crate::pipeline::ReadingManner;
use crate::pipeline::Submitted;

impl Engine {
    /// Mends the spelling of one file of a submission where that cannot change what it says.
    ///
    /// # Errors
    /// [`MendError`] when the file cannot be read, holds no proposal, or must not be changed.
    pub fn mend(&self, file: &Submitted, manner: &ReadingManner) -> Result<Mended, MendError> {
        if manner.encoding.is_some() {
            return Err(MendError::OldLetters);
        }
        mend(&file.bytes, self.mending(manner))
    }

    /// How many cells of a file that was read so seem to want mending, as [`mendable`].
    #[must_use]
    pub fn mendable(
        &self,
        file: &Submitted,
        manner: &ReadingManner,
        workbook: &Workbook,
        read: (&Dossier, &[Remark]),
    ) -> usize {
        if manner.encoding.is_some() {
            return 0;
        }
        mendable(&file.bytes, workbook, read, self.mending(manner))
    }

    fn mending<'a>(&'a self, manner: &'a ReadingManner) -> Mending<'a> {
        let Self { forms, law, limits } = self;
        Mending {
            forms,
            law,
            mapping: &manner.mapping,
            limits,
        }
    }
}
