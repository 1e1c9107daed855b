//! `vtvl` reads an agency's job-position proposal (đề án vị trí việc làm) from a workbook, checks it
//! against the law in force on a date, and writes the appraisal report.
//!
//! The folder is the pipeline; a stage imports only stages that sort before it:
//!
//! 1. [`book`]: the rulebook as files ([`book::Book`]);
//! 2. [`cells`]: what a spreadsheet says, cell by cell ([`cells::Workbook`]);
//! 3. [`dossier`]: what the agency submitted, in our terms ([`dossier::Dossier`]);
//! 4. [`law`]: what the law said on a date ([`law::Ruleset`]);
//! 5. [`measure`]: facts, each traced to cells ([`measure::Facts`]);
//! 6. [`opinion`]: facts meet law: findings, then an appraisal ([`opinion::Appraisal`]);
//! 7. [`report`]: one appraisal, several readers ([`report::write`]).
//!
//! [`Engine::appraise`] calls them in that order. [`cli`] stands above all.

pub mod book;
pub mod cells;
pub mod cli;
pub mod dossier;
pub mod law;
pub mod measure;
pub mod opinion;
pub mod report;

use sha2::Digest;
use sha2::Sha256;

use book::Book;
use book::Faults;
use cells::Limits;
use cells::OpenError;
use dossier::Dossier;
use dossier::Forms;
use dossier::Remark;
use law::Law;
use opinion::Appraisal;
use opinion::Asked;
use opinion::Refusal;
use opinion::Submission;

/// Everything that does not change from one submission to the next.
#[derive(Debug)]
pub struct Engine {
    /// The forms by which submissions are read.
    pub forms: Forms,
    /// The law by which they are judged.
    pub law: Law,
    /// What a workbook may claim.
    pub limits: Limits,
}

/// Why a submission could not be appraised.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// The bytes are no workbook that can be read.
    #[error(transparent)]
    Open(#[from] OpenError),
    /// No law could be chosen, or the workbook holds no proposal.
    #[error(transparent)]
    Refused(#[from] Refusal),
}

impl Engine {
    /// Compiles a rulebook.
    ///
    /// # Errors
    /// Every fault of the rulebook, with file and line.
    pub fn new(book: &Book) -> Result<Self, Faults> {
        let forms = Forms::parse(book)?;
        let law = law::load(book, &forms)?;
        Ok(Self { forms, law, limits: Limits::default() })
    }

    /// Reads a workbook as a submission.
    ///
    /// # Errors
    /// [`OpenError`] when the bytes are no workbook that can be read.
    pub fn read(&self, bytes: &[u8]) -> Result<(Dossier, Vec<Remark>), OpenError> {
        let workbook = cells::open(bytes, &self.limits)?;
        Ok(dossier::read(&workbook, &self.forms))
    }

    /// The whole pipeline, from the bytes of a workbook to the appraisal.
    ///
    /// # Errors
    /// [`Error`] when the bytes cannot be read, hold no proposal, or no law can be chosen.
    pub fn appraise(&self, file: &str, bytes: &[u8], asked: &Asked) -> Result<Appraisal, Error> {
        let (dossier, remarks) = self.read(bytes)?;
        opinion::must_be_proposal(&dossier, &remarks)?;
        let governed = opinion::govern(&dossier, &self.law, asked)?;
        let sha256 = book::hex(&Sha256::digest(bytes));
        let submission = Submission { file, sha256: &sha256, dossier: &dossier, remarks: &remarks, forms: &self.forms };
        Ok(opinion::appraise(&submission, &governed))
    }
}
