//! What was read, and how the appraisal names it: files and sheets.

use rust_decimal::Decimal;
use sha2::Digest;
use sha2::Sha256;

use super::FileLine;
use super::Input;
use super::SheetLine;
use super::Waivers;
use crate::book::hex;
use crate::cells::Workbook;
use crate::dictionary::Forms;
use crate::dossier::Dossier;
use crate::dossier::Remark;
use crate::dossier::SheetReading;

/// What was read: the dossier, and the files it came from.
#[derive(Debug, Clone, Copy)]
pub struct Submission<'a> {
    /// The files, at least one.
    pub files: &'a [FileLine],
    /// The workbook that they were opened as.
    pub workbook: &'a Workbook,
    /// What was understood.
    pub dossier: &'a Dossier,
    /// What could not be read.
    pub remarks: &'a [Remark],
    /// The forms by which it was read.
    pub forms: &'a Forms,
    /// What an authority has waived.
    pub waivers: Option<&'a Waivers>,
}

/// The files and sheets of a submission.
pub(super) fn input(submission: &Submission<'_>) -> Input {
    let files = submission.files;
    let names: Vec<&str> = files.iter().map(|file| file.file.as_str()).collect();
    let digests: Vec<&str> = files.iter().map(|file| file.sha256.as_str()).collect();
    Input {
        file: names.join("; "),
        sha256: match digests.as_slice() {
            [one] => (*one).to_owned(),
            several => hex(&Sha256::digest(several.concat())),
        },
        files: if files.len() > 1 {
            files.to_vec()
        } else {
            Vec::new()
        },
        template: submission
            .dossier
            .template
            .as_ref()
            .map(|(mark, _)| mark.clone()),
        sheets: submission.dossier.sheets.iter().map(sheet).collect(),
        waivers: submission.waivers.map(|waivers| waivers.file.clone()),
    }
}

fn sheet(reading: &SheetReading) -> SheetLine {
    SheetLine {
        name: reading.at.sheet.name.clone(),
        file: reading.at.sheet.file.as_deref().map(str::to_owned),
        form: reading.form.as_ref().map(|form| form.form.clone()),
        confidence: Decimal::new(
            reading
                .form
                .as_ref()
                .map_or(0, |form| i64::from(form.confidence)),
            2,
        ),
        visibility: reading.visibility,
        rows: reading.form.as_ref().map_or(0, |form| form.entries),
        reason: reading.reason.to_string(),
    }
}
