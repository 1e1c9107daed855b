//! Many appraisals for people: the register of dossiers, and the consolidation that an office reports upward.
//!
//! [`Consolidation`] holds what every format tells, so that workbook, page and annex of one run agree.

mod annex;
mod book;
mod data;
mod ledger;
mod page;
mod phrases;
mod tables;
mod whole;

use std::io::Write;

use super::House;
use super::ReportError;
use super::docx;
use crate::dictionary::Forms;
use crate::opinion::Appraisal;
use crate::register::CommonFinding;
use crate::register::Outlier;
use crate::register::Register;
use crate::register::Totals;
use crate::register::commonest;
use crate::register::outliers;

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

/// The table by which a whole province is judged (`Dữ liệu toàn tỉnh`), as a workbook that is read and judged like any
/// other; none where no dossier carries anything to it.
///
/// # Errors
/// [`ReportError`] when it cannot be put together.
pub fn table_of_whole(register: &Register, forms: &Forms) -> Result<Option<Vec<u8>>, ReportError> {
    Ok(whole::bytes(register, forms)?)
}

impl<'a> Consolidation<'a> {
    /// Adds a register up; `whole` is the appraisal of its [`table_of_whole`], where there is one.
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

    /// Writes the register as a workbook: a line a dossier by urgency, the rounds, what could not be appraised.
    ///
    /// # Errors
    /// [`ReportError`] when it cannot be put together or written.
    pub fn write_register(&self, out: &mut dyn Write) -> Result<(), ReportError> {
        Ok(out.write_all(&ledger::bytes(self)?)?)
    }

    /// Writes the consolidation as a workbook whose sums are formulas over its own table of dossiers.
    ///
    /// # Errors
    /// [`ReportError`] when it cannot be put together or written.
    pub fn write_book(&self, out: &mut dyn Write) -> Result<(), ReportError> {
        Ok(out.write_all(&book::bytes(self)?)?)
    }

    /// Writes register and consolidation as one page.
    ///
    /// # Errors
    /// [`ReportError`] when it cannot be put together or written.
    pub fn write_page(&self, out: &mut dyn Write) -> Result<(), ReportError> {
        page::write(self, out)
    }

    /// Writes the annex that goes with a report upward, as DOCX.
    ///
    /// # Errors
    /// [`ReportError`] when a template of the house is wrong, or it cannot be written.
    pub fn write_annex(&self, house: &House, out: &mut dyn Write) -> Result<(), ReportError> {
        docx::write(&docx::parts(&annex::document(self), self.register.on, house)?, out)
    }

    /// Writes everything as `vtvl.register/1`.
    ///
    /// # Errors
    /// [`ReportError`] when it cannot be written.
    pub fn write_json(&self, out: &mut dyn Write) -> Result<(), ReportError> {
        serde_json::to_writer_pretty(&mut *out, &data::of(self))?;
        Ok(out.write_all(b"\n")?)
    }
}
