//! One dossier: appraised, and its result kept under a name that says what went into it. A result
//! that is there already is work that was done.

use std::io::Write as _;
use std::panic;
use std::panic::AssertUnwindSafe;
use std::path::Path;
use std::path::PathBuf;

use super::find::FoundDossier;
use super::key::DossierKey;
use super::key::RunKey;
use crate::cells::OwnPaper;
use crate::cli::Failure;
use crate::cli::appraise;
use crate::cli::files;
use crate::cli::gathered;
use crate::cli::global::Global;
use crate::cli::outbox::Outbox;
use crate::cli::outbox::open_to_others;
use crate::cli::system::reason;
use crate::cli::tell_user;
use crate::cli::waivers;
use crate::opinion::Appraisal;
use crate::opinion::Asked;
use crate::opinion::Counts;
use crate::opinion::Review;
use crate::pipeline::Engine;
use crate::pipeline::ReadingManner;
use crate::register::AppraisalRecord;
use crate::register::RecordedReview;
use crate::register::result_name;
use crate::report;
use crate::report::House;

/// The longest name before the key: file systems take 255 bytes in all.
const NAME: usize = 200;

/// What is the same for all dossiers of a run.
pub(super) struct Bench<'a> {
    pub(super) engine: &'a Engine,
    pub(super) global: &'a Global,
    pub(super) manner: ReadingManner,
    /// What of a run decides what is found.
    pub(super) key: RunKey,
    /// The folder of results.
    pub(super) results: &'a Path,
    /// The folder of papers, and who signs them, where they are asked for.
    pub(super) papers: Option<(&'a Path, &'a House)>,
}

/// What became of a dossier.
pub(super) enum Worked {
    /// Judged now; how bad it is.
    Judged(PathBuf, Counts),
    /// Its result was there.
    Kept(PathBuf),
    /// It is a paper of ours, no dossier.
    Aside,
    /// It could not be appraised: why.
    Failed(String),
}

impl Worked {
    /// Its result, where it has one.
    pub(super) fn result(&self) -> Option<&Path> {
        match self {
            Self::Judged(result, _) | Self::Kept(result) => Some(result),
            Self::Aside | Self::Failed(_) => None,
        }
    }
}

impl Bench<'_> {
    /// Appraises one dossier, whatever is in its files.
    pub(super) fn work(&self, dossier: &FoundDossier) -> Worked {
        let worked = panic::catch_unwind(AssertUnwindSafe(|| self.try_work(dossier)));
        let broken =
            "chương trình gặp lỗi bên trong với hồ sơ này; hãy gửi tệp này cho người phát triển";
        match worked {
            Ok(Ok(worked)) => worked,
            Ok(Err(Failure(sentence))) => Worked::Failed(sentence),
            Err(_) => Worked::Failed(broken.to_owned()),
        }
    }

    fn try_work(&self, dossier: &FoundDossier) -> Result<Worked, Failure> {
        let Self { engine, global, .. } = self;
        let single = dossier.files.len() == 1;
        let gathered = match gathered::taken(&dossier.files, engine, global) {
            Ok((gathered, _)) => gathered,
            // A paper of ours that stands alone in its folder.
            Err(failure) if single => return self.aside_or(&dossier.files[0], failure),
            Err(failure) => return Err(failure),
        };
        let known = waivers::of(&dossier.files, global, &engine.law)?;
        let opinions = dossier
            .opinions
            .as_ref()
            .map(|path| files::one(path, engine, global))
            .transpose()?;
        let key = self.key.of(&DossierKey {
            files: &gathered.submitted,
            opinions: opinions.as_ref(),
            waivers: known.as_ref(),
        });
        let place = self.place(&dossier.name, &key);
        let papers = self
            .papers
            .map(|(folder, house)| (folder.join(&dossier.name), house));
        if place.is_file() && papers.as_ref().is_none_or(|(folder, _)| folder.exists()) {
            return Ok(Worked::Kept(place));
        }
        let asked = Asked {
            waivers: known,
            ..global.asked()
        };
        let judged = engine.appraise(&gathered.submitted, &self.manner, &asked);
        let appraisal = judged.map_err(|error| gathered::told(&gathered.submitted, &error))?;
        let review = match &opinions {
            Some(file) => appraise::reviewed(file.clone(), engine, &appraisal)?.0,
            None => Review::default(),
        };
        if let Some((folder, house)) = papers {
            self.write_papers(&folder, &appraisal, &review, house)?;
        }
        self.write_result(&place, &appraisal, &review)?;
        Ok(Worked::Judged(place, appraisal.counts))
    }

    fn aside_or(&self, file: &Path, failure: Failure) -> Result<Worked, Failure> {
        let bytes = files::bytes(file, self.engine.limits.file_bytes)?;
        match self.engine.outline(&bytes).own {
            Some(OwnPaper::Report | OwnPaper::Review) => Ok(Worked::Aside),
            _ => Err(failure),
        }
    }

    /// Where a result is kept: the tree of the dossiers once more.
    fn place(&self, name: &str, digest: &str) -> PathBuf {
        let (folder, file) = name.rsplit_once('/').unwrap_or(("", name));
        let cut = (0..=NAME.min(file.len()))
            .rev()
            .find(|at| file.is_char_boundary(*at))
            .unwrap_or_default();
        self.results
            .join(folder)
            .join(result_name(&file[..cut], digest))
    }

    fn write_result(
        &self,
        place: &Path,
        appraisal: &Appraisal,
        review: &Review,
    ) -> Result<(), Failure> {
        let review = RecordedReview::of(appraisal, review, &self.engine.law.calendar);
        let mut bytes = Vec::new();
        report::write_record(
            &AppraisalRecord {
                appraisal,
                review: review.as_ref(),
            },
            &mut bytes,
        )?;
        let failed = |error: std::io::Error| {
            Failure(format!(
                "không ghi được {}: {}",
                place.display(),
                reason(&error)
            ))
        };
        let mut file = Outbox::begin(place)?;
        file.write_all(&bytes).map_err(failed)?;
        open_to_others(file.as_file());
        file.persist(place).map_err(|error| failed(error.error))?;
        Ok(())
    }

    /// The papers of a dossier, all or none. A folder that is there is left as it is, unless it may
    /// be replaced: somebody may have written in them.
    fn write_papers(
        &self,
        folder: &Path,
        appraisal: &Appraisal,
        review: &Review,
        house: &House,
    ) -> Result<(), Failure> {
        if folder.exists() && !self.global.writing.may_replace() {
            let shown = folder.display();
            tell_user(&format!(
                "giữ nguyên văn bản đã có trong {shown}; thêm --force để lập lại"
            ));
            return Ok(());
        }
        let mut outbox = Outbox::new(self.global);
        for (_, name, bytes) in report::papers_of(appraisal, review, house)? {
            outbox.put(&folder.join(name), bytes);
        }
        outbox.send()?;
        Ok(())
    }
}
