//! Whether a paper is what the program makes of a submission: made anew, and compared line by line.
//!
//! What an office fills in (letterhead, number, signature, recipients) is its own: a line that
//! changes with the house, or that has a place to fill in, is compared with nothing.

use std::collections::BTreeSet;

use serde_json::Value;
use similar::Algorithm;
use similar::DiffOp;
use similar::capture_diff_slices;
use unicode_normalization::UnicodeNormalization;

use super::Format;
use super::House;
use super::Paper;
use super::ReportError;
use super::write_paper;
use super::write_record;
use crate::archive;
use crate::archive::ArchiveError;
use crate::archive::Budget;
use crate::archive::Limits;
use crate::archive::Token;
use crate::archive::local;
use crate::opinion::Appraisal;
use crate::opinion::Review;
use crate::register::AppraisalRecord;
use crate::register::RecordedReview;

/// Kết quả đối chiếu: what a paper says that the program does not, and the other way round.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Verification {
    /// Which paper it is.
    pub paper: Option<Paper>,
    /// Byte for byte what the program writes.
    pub exact: bool,
    /// Lines that the program writes and the paper does not have.
    pub gone: Vec<String>,
    /// Lines that only the paper has.
    pub added: Vec<String>,
    /// Whether so little is alike that it was made from something else.
    pub other: bool,
}

impl Verification {
    /// Whether the paper says what the program says.
    #[must_use]
    pub fn holds(&self) -> bool {
        self.exact || (self.gone.is_empty() && self.added.is_empty() && !self.other)
    }
}

/// Why a paper cannot be compared.
#[derive(Debug, thiserror::Error)]
pub enum VerifyError {
    /// Only whole files of this format can be compared, and this one is not the same.
    #[error(
        "tệp này không giống từng byte với bản chương trình lập lại, và dạng này không so được từng dòng; hãy đối chiếu bản \
         .docx, .md, .html hoặc .json, hoặc ghi đúng --house, --opinions đã dùng khi lập"
    )]
    OnlyWhole,
    /// The paper cannot be read.
    #[error("không đọc được văn bản: {0}")]
    Unreadable(#[from] ArchiveError),
    /// The paper is no text.
    #[error("văn bản không phải là tệp văn bản UTF-8")]
    NoText,
    /// The paper could not be made anew.
    #[error(transparent)]
    Report(#[from] ReportError),
}

/// What a paper is compared with: an appraisal, the appraiser's own word, and the house that
/// signed, where they are known.
#[derive(Debug, Clone, Copy)]
pub struct Verifying<'a> {
    /// What the program says of the submission.
    pub appraisal: &'a Appraisal,
    /// The appraiser's own word.
    pub review: &'a Review,
    /// The same as JSON keeps it.
    pub recorded: Option<&'a RecordedReview>,
    /// Who signs.
    pub house: &'a House,
}

/// Of less than this the paper was made from something else.
const ALIKE: usize = 2;

/// Compares a paper with what the program makes of a submission, as whichever paper it is most
/// like.
///
/// # Errors
/// [`VerifyError`] when it cannot be read, or made anew.
pub fn verify(
    paper: &[u8],
    format: Format,
    made: &Verifying<'_>,
) -> Result<Verification, VerifyError> {
    let mut best: Option<Nearness> = None;
    let papers = Paper::ALL.into_iter().filter(|kind| kind.has(format));
    let own = lines(paper, format)?;
    for kind in papers {
        let anew = made.write(kind, format, made.house)?;
        if anew == paper {
            return Ok(Verification {
                paper: Some(kind),
                exact: true,
                ..Verification::default()
            });
        }
        let (Some(own), Some(anew)) = (&own, lines(&anew, format)?) else {
            continue;
        };
        let found = Nearness::of(kind, anew, own);
        if best.as_ref().is_none_or(|known| found.alike > known.alike) {
            best = Some(found);
        }
    }
    let (Some(best), Some(own)) = (best, own) else {
        return Err(VerifyError::OnlyWhole);
    };
    let stranger =
        lines(&made.write(best.paper, format, &House::stranger())?, format)?.unwrap_or_default();
    let stable: BTreeSet<&String> = stranger.iter().collect();
    Ok(best.told(&own, &|line| stable.contains(line) && !has_gap(line)))
}

impl Verifying<'_> {
    fn write(&self, paper: Paper, format: Format, house: &House) -> Result<Vec<u8>, ReportError> {
        let mut out = Vec::new();
        match format {
            Format::Json => {
                write_record(
                    &AppraisalRecord {
                        appraisal: self.appraisal,
                        review: self.recorded,
                    },
                    &mut out,
                )?;
            }
            _ => write_paper(self.appraisal, self.review, paper, house, format, &mut out)?,
        }
        Ok(out)
    }
}

/// How much a paper is like one of ours.
struct Nearness {
    paper: Paper,
    anew: Vec<String>,
    operations: Vec<DiffOp>,
    /// Lines that are the same.
    alike: usize,
}

fn is_equal(operation: &DiffOp) -> bool {
    matches!(operation, DiffOp::Equal { .. })
}

impl Nearness {
    fn of(paper: Paper, anew: Vec<String>, own: &[String]) -> Self {
        let operations = capture_diff_slices(Algorithm::Patience, &anew, own);
        let alike = operations.iter().filter(|operation| is_equal(operation));
        let alike = alike.map(|operation| operation.old_range().len()).sum();
        Self {
            paper,
            anew,
            operations,
            alike,
        }
    }

    /// What is not alike; `holds` tells the lines that no house changes.
    fn told(&self, own: &[String], holds: &dyn Fn(&String) -> bool) -> Verification {
        let (mut gone, mut added) = (Vec::new(), Vec::new());
        let last = self.operations.len().saturating_sub(1);
        for (nth, operation) in self
            .operations
            .iter()
            .enumerate()
            .filter(|(_, operation)| !is_equal(operation))
        {
            let (old, new) = (
                &self.anew[operation.old_range()],
                &own[operation.new_range()],
            );
            let lost = old.iter().filter(|line| holds(line));
            // What a house wrote in place of its own lines, and around the document, is no change
            // of it.
            let is_house =
                lost.clone().next().is_none() && (!old.is_empty() || nth == 0 || nth == last);
            gone.extend(lost.cloned());
            if !is_house {
                added.extend(new.iter().cloned());
            }
        }
        let other = self.alike * ALIKE < self.anew.len();
        Verification {
            paper: Some(self.paper),
            gone,
            added,
            other,
            exact: false,
        }
    }
}

/// A place that is left for somebody to fill in.
fn has_gap(line: &str) -> bool {
    ["…", "...", ". . ."].iter().any(|gap| line.contains(gap))
}

/// The lines of a paper as a reader sees them; none of a format that is not made of lines.
fn lines(paper: &[u8], format: Format) -> Result<Option<Vec<String>>, VerifyError> {
    let text = || std::str::from_utf8(paper).map_err(|_| VerifyError::NoText);
    Ok(Some(match format {
        Format::Docx => paragraphs(paper)?,
        Format::Markdown | Format::Text => trimmed(text()?.lines()),
        Format::Html => trimmed(shown(text()?).lines()),
        Format::Json | Format::Sarif => {
            let mut value: Value =
                serde_json::from_str(text()?).map_err(|_| VerifyError::NoText)?;
            // Which edition of the program wrote it changes nothing that it says.
            if let Some(object) = value.as_object_mut() {
                object.shift_remove("program");
            }
            trimmed(
                serde_json::to_string_pretty(&value)
                    .map_err(ReportError::from)?
                    .lines(),
            )
        }
        Format::Pdf | Format::Xlsx => return Ok(None),
    }))
}

fn trimmed<'t>(lines: impl Iterator<Item = &'t str>) -> Vec<String> {
    lines
        .map(told_alike)
        .filter(|line| !line.is_empty())
        .collect()
}

/// A line without what programs write in their own way: hyphens and blanks that do not break, marks
/// apart from letters.
fn told_alike(line: &str) -> String {
    let usual = |c: char| match c {
        '\u{2010}' | '\u{2011}' => Some('-'),
        '\u{ad}' | '\u{200b}' | '\u{feff}' => None,
        c => Some(c),
    };
    let line: String = line.nfc().filter_map(usual).collect();
    line.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// The text between the tags of a page of ours, without its style and script: a line a tag.
fn shown(page: &str) -> String {
    let mut text = String::with_capacity(page.len());
    let mut rest = page;
    while let Some((before, after)) = rest.split_once('<') {
        text.push_str(before);
        text.push('\n');
        let hidden = ["style", "script"]
            .into_iter()
            .find(|name| after.starts_with(name));
        let end = hidden.map_or_else(|| Some(0), |name| after.find(&format!("</{name}")));
        let after = &after[end.unwrap_or(after.len())..];
        rest = after.split_once('>').map_or("", |(_, rest)| rest);
    }
    text.push_str(rest);
    text
}

/// The paragraphs of a DOCX in reading order, those of tables too.
fn paragraphs(paper: &[u8]) -> Result<Vec<String>, ArchiveError> {
    let limits = Limits::default();
    let mut package = archive::open(paper, &limits)?;
    let (mut lines, mut open) = (Vec::new(), String::new());
    let mut in_text = false;
    archive::scan(
        &mut package,
        "word/document.xml",
        &limits,
        &mut Budget::default(),
        |token| {
            match token {
                Token::Start(start) => match local(start.name().as_ref()) {
                    "t" => in_text = true,
                    "tab" | "br" | "cr" => open.push(' '),
                    // How word processors write the hyphen of `62/2020/NĐ‑CP` when they save.
                    "noBreakHyphen" => open.push('-'),
                    _ => {}
                },
                Token::Text(text) if in_text => open.push_str(text),
                Token::Text(_) => {}
                Token::End(name) => match local(name) {
                    "t" => in_text = false,
                    "p" => {
                        let line = told_alike(&std::mem::take(&mut open));
                        lines.extend(Some(line).filter(|line| !line.is_empty()));
                    }
                    _ => {}
                },
            }
            Ok::<(), ArchiveError>(())
        },
    )?;
    Ok(lines)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::report::fixture::appraisal;

    fn made(house: &House, format: Format) -> Vec<u8> {
        let mut out = Vec::new();
        write_paper(
            &appraisal(),
            &Review::default(),
            Paper::Report,
            house,
            format,
            &mut out,
        )
        .unwrap();
        out
    }

    fn verified(paper: &[u8], format: Format) -> Verification {
        let (appraisal, review, house) = (appraisal(), Review::default(), House::default());
        let made = Verifying {
            appraisal: &appraisal,
            review: &review,
            recorded: None,
            house: &house,
        };
        verify(paper, format, &made).unwrap()
    }

    #[test]
    fn what_was_made_holds_in_every_format() {
        let formats = [
            Format::Docx,
            Format::Markdown,
            Format::Html,
            Format::Json,
            Format::Sarif,
            Format::Pdf,
            Format::Xlsx,
        ];
        for format in formats {
            let found = verified(&made(&House::default(), format), format);
            assert!(
                found.exact && found.holds() && found.paper == Some(Paper::Report),
                "{format:?}"
            );
        }
    }

    #[test]
    fn another_house_changes_nothing_that_is_said() {
        for format in [Format::Docx, Format::Markdown] {
            let found = verified(&made(&House::stranger(), format), format);
            assert!(!found.exact && found.holds(), "{format:?} {found:?}");
        }
    }

    #[test]
    fn a_changed_word_and_a_finding_taken_out_are_told() {
        for format in [Format::Markdown, Format::Html, Format::Json] {
            let paper = String::from_utf8(made(&House::default(), format)).unwrap();
            let said = lines(paper.as_bytes(), format).unwrap().unwrap();
            let is_said = |line: &&String| {
                line.chars().count() > 60 && !has_gap(line) && paper.contains(line.as_str())
            };
            let is_said =
                |line: &&String| is_said(line) && (format != Format::Json || line.contains(": \""));
            let line = said.iter().rfind(is_said).unwrap();
            let other = match format {
                Format::Json => line.replacen(": \"", ": \"khác ", 1),
                _ => format!("{line} khác"),
            };
            let found = verified(paper.replacen(line, &other, 1).as_bytes(), format);
            assert!(!found.holds() && !found.other, "{format:?}");
            assert_eq!(
                (found.gone.len(), found.added.len()),
                (1, 1),
                "{format:?} {found:?}"
            );
            if format != Format::Json {
                let found = verified(paper.replacen(line, "", 1).as_bytes(), format);
                assert!(!found.holds() && !found.gone.is_empty(), "{format:?}");
            }
        }
    }

    #[test]
    fn hyphens_and_blanks_of_another_program_are_no_change() {
        let paper = String::from_utf8(made(&House::default(), Format::Markdown)).unwrap();
        let saved = paper.replace('\u{2011}', "-").replace(' ', "\u{a0}");
        assert_ne!(saved, paper);
        assert!(verified(saved.as_bytes(), Format::Markdown).holds());
    }

    #[test]
    fn a_paper_of_something_else_is_no_alteration() {
        assert!(
            verified(
                "# Báo cáo khác\n\nKhông liên quan.\n".as_bytes(),
                Format::Markdown
            )
            .other
        );
        let (appraisal, review, house) = (appraisal(), Review::default(), House::default());
        let made = Verifying {
            appraisal: &appraisal,
            review: &review,
            recorded: None,
            house: &house,
        };
        assert!(matches!(
            verify(b"%PDF-1.7", Format::Pdf, &made),
            Err(VerifyError::OnlyWhole)
        ));
        assert!(matches!(
            verify(b"PK", Format::Docx, &made),
            Err(VerifyError::Unreadable(_))
        ));
    }
}
