//! The stages in their order: from the bytes of files to an appraisal ([`Engine::appraise`]), or to
//! two that are compared.

mod file_order;

use jiff::civil::Date;

pub use file_order::file_order;

use crate::book::Book;
use crate::book::Faults;
use crate::cells;
use crate::cells::Encoding;
use crate::cells::Limits;
use crate::cells::OpenError;
use crate::cells::Outline;
use crate::cells::OwnPaper;
use crate::cells::Workbook;
use crate::dictionary::Forms;
use crate::dossier;
use crate::dossier::Dossier;
use crate::dossier::Mapping;
use crate::dossier::Remark;
use crate::law;
use crate::law::Law;
use crate::opinion;
use crate::opinion::AgencyAnswer;
use crate::opinion::AlsoKnown;
use crate::opinion::Appraisal;
use crate::opinion::Asked;
use crate::opinion::Comparison;
use crate::opinion::FileLine;
use crate::opinion::Refusal;
use crate::opinion::Submission;
use crate::opinion::TwoLaws;
use crate::opinion::UnderLaw;
use crate::opinion::Version;

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

/// Tệp hồ sơ: one file of a submission. Several files are one submission.
#[derive(Debug, Clone)]
pub struct Submitted {
    /// Its name, without folders.
    pub name: String,
    /// What is in it.
    pub bytes: Vec<u8>,
}

impl Submitted {
    /// A file by name and content.
    #[must_use]
    pub fn new(name: &str, bytes: Vec<u8>) -> Self {
        Self {
            name: name.to_owned(),
            bytes,
        }
    }
}

/// Tệp để riêng: a file among those of a submission that is no part of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Aside {
    /// Its name, as it is told.
    pub file: String,
    /// Why it is not used, in Vietnamese: the end of a clause.
    pub reason: String,
}

impl std::fmt::Display for Aside {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "không dùng tệp “{}”: {}", self.file, self.reason)
    }
}

/// Cách đọc: how the user wants the files of a submission to be read.
#[derive(Debug, Clone, Default)]
pub struct ReadingManner {
    /// The encoding that texts are converted from.
    pub encoding: Option<Encoding>,
    /// What the user says of sheets and columns.
    pub mapping: Mapping,
}

/// Why a submission could not be appraised.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// Files that are no workbooks that can be read, each with its name.
    #[error("{}", sentences(.0))]
    Open(Vec<(String, OpenError)>),
    /// No law could be chosen, or the files hold no proposal.
    #[error(transparent)]
    Refused(#[from] Refusal),
}

/// One line a file.
fn sentences(errors: &[(String, OpenError)]) -> String {
    errors
        .iter()
        .map(|(name, error)| format!("{name}: {error}"))
        .collect::<Vec<_>>()
        .join("\n")
}

/// Why files that stand beside each other, each with its name, are no part of a submission: the end
/// of a clause, and none for those that are.
#[must_use]
pub fn reasons_aside(outlines: &[(String, Outline)]) -> Vec<Option<String>> {
    let original = |copy: &Outline| {
        let is_original =
            |(_, other): &&(String, Outline)| other.own.is_none() && other.sheets == copy.sheets;
        outlines.iter().find(is_original).map(|(name, _)| name)
    };
    let reason = |outline: &Outline| match outline.own? {
        OwnPaper::Report => {
            Some("đây là báo cáo do vtvl lập, không phải hồ sơ của cơ quan".to_owned())
        }
        OwnPaper::Review => Some(
            "đây là bảng thẩm định (ý kiến của người thẩm định), không phải hồ sơ của cơ quan"
                .to_owned(),
        ),
        OwnPaper::Annotated => original(outline)
            .map(|name| format!("đây là bản vtvl đã ghi nhận xét của tệp “{name}”")),
        OwnPaper::Mended => {
            original(outline).map(|name| format!("đây là bản vtvl đã sửa giúp của tệp “{name}”"))
        }
    };
    outlines
        .iter()
        .map(|(_, outline)| reason(outline))
        .collect()
}

impl Engine {
    /// Compiles a rulebook.
    ///
    /// # Errors
    /// Every fault of the rulebook, with file and line.
    pub fn new(book: &Book) -> Result<Self, Faults> {
        let forms = Forms::parse(book)?;
        let law = law::load(book, &forms)?;
        Ok(Self {
            forms,
            law,
            limits: Limits::default(),
        })
    }

    /// Takes our own papers out of the files of a submission: reports, and copies with findings
    /// whose original stands beside them. A copy that stands alone is a submission.
    #[must_use]
    pub fn set_aside(&self, files: Vec<Submitted>) -> (Vec<Submitted>, Vec<Aside>) {
        let outlines: Vec<(String, Outline)> = files
            .iter()
            .map(|file| (file.name.clone(), self.outline(&file.bytes)))
            .collect();
        let (mut kept, mut aside) = (Vec::new(), Vec::new());
        for (file, reason) in files.into_iter().zip(reasons_aside(&outlines)) {
            match reason {
                Some(reason) => aside.push(Aside {
                    file: file.name,
                    reason,
                }),
                None => kept.push(file),
            }
        }
        (kept, aside)
    }

    /// What a file seems to be, before it is opened.
    #[must_use]
    pub fn outline(&self, bytes: &[u8]) -> Outline {
        cells::outline(bytes, &self.limits)
    }

    /// Opens the files of a submission as one workbook.
    ///
    /// # Errors
    /// [`Error::Open`] with every file that cannot be read: part of a submission is not judged.
    pub fn open(&self, files: &[Submitted], manner: &ReadingManner) -> Result<Workbook, Error> {
        let mut opened = Vec::new();
        let mut errors = Vec::new();
        for file in files {
            match cells::open(&file.bytes, &self.limits) {
                Ok(mut workbook) => {
                    if let Some(encoding) = manner.encoding {
                        cells::convert(&mut workbook, encoding);
                    }
                    opened.push((file.name.clone(), workbook));
                }
                Err(error) => errors.push((file.name.clone(), error)),
            }
        }
        if !errors.is_empty() {
            return Err(Error::Open(errors));
        }
        if opened.len() == 1
            && let Some((_, only)) = opened.pop()
        {
            return Ok(only);
        }
        Workbook::joined(opened).ok_or_else(|| Error::Open(Vec::new()))
    }

    /// Reads the files of a submission.
    ///
    /// # Errors
    /// [`Error::Open`] as [`Engine::open`].
    pub fn read(
        &self,
        files: &[Submitted],
        manner: &ReadingManner,
    ) -> Result<(Dossier, Vec<Remark>), Error> {
        Ok(dossier::read(
            &self.open(files, manner)?,
            &self.forms,
            &manner.mapping,
        ))
    }

    /// The whole pipeline, from the bytes of the files to the appraisal.
    ///
    /// # Errors
    /// [`Error`] when a file cannot be read, the files hold no proposal, or no law can be chosen.
    pub fn appraise(
        &self,
        files: &[Submitted],
        manner: &ReadingManner,
        asked: &Asked,
    ) -> Result<Appraisal, Error> {
        let workbook = self.open(files, manner)?;
        let (dossier, remarks) = dossier::read(&workbook, &self.forms, &manner.mapping);
        Ok(self.judge(files, &workbook, &dossier, &remarks, asked)?)
    }

    /// Judges what was read of the files of a submission.
    ///
    /// # Errors
    /// [`Refusal`] when the files hold no proposal, or no law can be chosen.
    pub fn judge(
        &self,
        files: &[Submitted],
        workbook: &Workbook,
        dossier: &Dossier,
        remarks: &[Remark],
        asked: &Asked,
    ) -> Result<Appraisal, Refusal> {
        opinion::must_be_proposal(dossier, remarks)?;
        let governed = opinion::govern(dossier, &self.law, asked)?;
        let lines: Vec<FileLine> = files
            .iter()
            .map(|file| FileLine::of(&file.name, &file.bytes))
            .collect();
        let waivers = asked.waivers.as_ref();
        let submission = Submission {
            files: &lines,
            workbook,
            dossier,
            remarks,
            forms: &self.forms,
            waivers,
        };
        Ok(opinion::appraise(&submission, &governed))
    }

    /// Judges one submission by the laws of two days: as [`Engine::appraise`], and as of another
    /// day of the same kind of submission. The files are read once.
    ///
    /// # Errors
    /// [`Error`] as [`Engine::appraise`].
    pub fn appraise_against(
        &self,
        files: &[Submitted],
        manner: &ReadingManner,
        asked: &Asked,
        against: Date,
    ) -> Result<(Appraisal, TwoLaws), Error> {
        let workbook = self.open(files, manner)?;
        let (dossier, remarks) = dossier::read(&workbook, &self.forms, &manner.mapping);
        opinion::must_be_proposal(&dossier, &remarks)?;
        let governed = opinion::govern(&dossier, &self.law, asked)?;
        let profile = Some(governed.ruleset.profile.key.clone());
        let other = Asked {
            day: Some(against),
            profile,
            ..asked.clone()
        };
        let other = opinion::govern(&dossier, &self.law, &other)?;
        let lines: Vec<FileLine> = files
            .iter()
            .map(|file| FileLine::of(&file.name, &file.bytes))
            .collect();
        let waivers = asked.waivers.as_ref();
        let submission = Submission {
            files: &lines,
            workbook: &workbook,
            dossier: &dossier,
            remarks: &remarks,
            forms: &self.forms,
            waivers,
        };
        let [appraisal, judged] =
            [&governed, &other].map(|governed| opinion::appraise(&submission, governed));
        let as_of = UnderLaw {
            appraisal: &appraisal,
            ruleset: &governed.ruleset,
        };
        let against = UnderLaw {
            appraisal: &judged,
            ruleset: &other.ruleset,
        };
        let laws = opinion::compare_laws(&dossier, as_of, against);
        Ok((appraisal, laws))
    }

    /// Reads one of two submissions that are to be compared.
    ///
    /// # Errors
    /// [`Error::Open`] as [`Engine::open`].
    pub fn version(
        &self,
        files: Vec<Submitted>,
        manner: &ReadingManner,
    ) -> Result<ReadVersion, Error> {
        let workbook = self.open(&files, manner)?;
        let (dossier, remarks) = dossier::read(&workbook, &self.forms, &manner.mapping);
        Ok(ReadVersion {
            files,
            workbook,
            dossier,
            remarks,
        })
    }

    /// Compares an earlier submission with a later one, both held to the law of the later one; with
    /// what the agency answered, and the appraisal of the later one.
    ///
    /// # Errors
    /// The submission that cannot be judged (true: the later one), and why.
    pub fn compare(
        &self,
        old: &ReadVersion,
        new: &ReadVersion,
        asked: &Asked,
        answers: &[AgencyAnswer],
    ) -> Result<(Comparison, Appraisal), (bool, Refusal)> {
        let judge = |version: &ReadVersion, dossier: &Dossier, asked: &Asked| {
            self.judge(
                &version.files,
                &version.workbook,
                dossier,
                &version.remarks,
                asked,
            )
        };
        let judged = judge(new, &new.dossier, asked).map_err(|refusal| (true, refusal))?;
        // The earlier one is held to the same law, whatever day it bears.
        let same = Asked {
            day: Some(judged.law.as_of),
            profile: Some(judged.law.profile.clone()),
            ..asked.clone()
        };
        let before = judge(old, &old.dossier, &same).map_err(|refusal| (false, refusal))?;
        let versions = [
            Version {
                dossier: &old.dossier,
                appraisal: &before,
            },
            Version {
                dossier: &new.dossier,
                appraisal: &judged,
            },
        ];
        let held = opinion::held_to_former_limits(versions[0], versions[1]);
        let held = held
            .map(|dossier| judge(new, &dossier, &same))
            .transpose()
            .map_err(|refusal| (true, refusal))?;
        let known = AlsoKnown {
            held: held.as_ref(),
            answers,
        };
        let comparison =
            opinion::compare_submissions(versions[0], versions[1], known, &self.forms, &self.law);
        Ok((comparison, judged))
    }
}

/// Bản trình: one of two submissions that are compared, as it was read.
pub struct ReadVersion {
    /// Its files.
    pub files: Vec<Submitted>,
    /// Their cells.
    pub workbook: Workbook,
    dossier: Dossier,
    remarks: Vec<Remark>,
}
