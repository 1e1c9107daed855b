//! Many appraisals for people: the register of dossiers, and the consolidation that an office
//! reports upward.
//!
//! [`Consolidation`] holds what every format tells, so that workbook, page and annex of one run
//! agree.

mod annex;
mod book;
mod data;
mod ledger;
mod page;
mod phrases;
mod tables;
mod whole;

use std::io::Write;

use super::Format;
use super::House;
use super::ReportError;
use super::render;
use super::write_json;
use crate::dictionary::Forms;
use crate::opinion::Appraisal;
use crate::register::CommonFinding;
use crate::register::Outlier;
use crate::register::Register;
use crate::register::Totals;
use crate::register::commonest;
use crate::register::outliers;
pub use page::sources as page_sources;
pub use whole::WholeFault;
pub use whole::judged as judge_whole;

/// Tổng hợp: a register, what it adds up to, and what stands out.
#[derive(Debug)]
pub struct Consolidation<'a> {
    register: &'a Register,
    totals: Totals,
    common: Vec<CommonFinding>,
    outliers: Vec<Outlier>,
    forms: &'a Forms,
    /// What rules say that only the whole can be judged by.
    whole: Option<&'a Appraisal>,
}

/// Tệp tổng hợp: what is made of all results together, each as a file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ConsolidatedFile {
    /// The register as a workbook: a line a dossier by urgency, the rounds, what could not be
    /// appraised.
    Register,
    /// The consolidation as a workbook whose sums are formulas over its own table of dossiers.
    Book,
    /// Register and consolidation as one page.
    Page,
    /// The annex that goes with a report upward.
    Annex,
    /// Everything as `vtvl.register/1`.
    Data,
}

impl ConsolidatedFile {
    /// All of them, in the order in which they are told.
    pub const ALL: [Self; 5] = [
        Self::Register,
        Self::Book,
        Self::Page,
        Self::Annex,
        Self::Data,
    ];

    /// The name of the file.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Register => "so-theo-doi.xlsx",
            Self::Book => "tong-hop.xlsx",
            Self::Page => "tong-hop.html",
            Self::Annex => "phu-luc-tong-hop.docx",
            Self::Data => "tong-hop.json",
        }
    }
}

impl<'a> Consolidation<'a> {
    /// Adds a register up; `whole` is the appraisal of its table of the whole, where there is one.
    #[must_use]
    pub fn of(register: &'a Register, forms: &'a Forms, whole: Option<&'a Appraisal>) -> Self {
        Self {
            register,
            forms,
            totals: Totals::of(register),
            common: commonest(register),
            outliers: outliers(register),
            whole,
        }
    }

    /// What came of it, in one sentence.
    #[must_use]
    pub fn sentence(&self) -> String {
        phrases::sentence(self)
    }

    /// Writes one of its files; `house` is who signs the annex.
    ///
    /// # Errors
    /// [`ReportError`] when a template of the house is wrong, or it cannot be put together or
    /// written.
    pub fn write(
        &self,
        file: ConsolidatedFile,
        house: &House,
        out: &mut dyn Write,
    ) -> Result<(), ReportError> {
        match file {
            ConsolidatedFile::Register => Ok(out.write_all(&ledger::bytes(self)?)?),
            ConsolidatedFile::Book => Ok(out.write_all(&book::bytes(self)?)?),
            ConsolidatedFile::Page => page::write(self, out),
            ConsolidatedFile::Annex => {
                let annex = annex::document(self);
                render::write(&annex, self.register.on, house, Format::Docx, out)
            }
            ConsolidatedFile::Data => write_json(&data::of(self), out),
        }
    }
}
