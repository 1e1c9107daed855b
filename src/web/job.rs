//! Jobs of the page, and what is answered.

use serde::Deserialize;
use serde_json::Value;

use super::Bundle;
use super::about;
use super::blank;
use super::brought::house;
use super::compare;
use super::mend;
use super::outputs;
use super::outputs::OutputCase;
use super::register;
use super::register::Gathering;
use super::review;
use super::review::Heard;
use super::rule;
use super::submission::JobSubmission;
use super::told::PageRefusal;
use super::told::json_bytes;
use crate::book::Book;
use crate::dossier;
use crate::pipeline::Aside;
use crate::pipeline::Engine;
use crate::pipeline::Submitted;
use crate::report;

/// Cells that are handed to the page at most: what a tab shows without effort.
const GRID_CELLS: usize = 1_500_000;

/// Việc: what the page asks for.
#[derive(Deserialize)]
#[serde(tag = "do", rename_all = "lowercase")]
enum Job {
    /// What the engine can do.
    About,
    /// Which of the files are workbooks of an appraiser.
    Sort,
    /// How the files are read, the cells, and what is found.
    Look(JobSubmission),
    /// What an appraiser may speak of, and what follows from what she says.
    Review(JobSubmission),
    /// The blank workbook of a profile, or its worked example.
    Template {
        /// Key of the profile.
        template: String,
        /// Whether it is filled in.
        #[serde(default)]
        example: bool,
    },
    /// What became of the findings from earlier files to these.
    Compare {
        #[serde(flatten)]
        submission: JobSubmission,
        /// How many of the files, from the first, are the earlier ones.
        former: usize,
        /// Endings of the papers on it that are wanted (`docx`).
        papers: Vec<String>,
    },
    /// The files with their spelling mended, and every change.
    Mend(JobSubmission),
    /// What the law of another day says of the files.
    Against {
        #[serde(flatten)]
        submission: JobSubmission,
        /// The other day.
        against: String,
    },
    /// The register and the consolidation of results, as `vtvl batch --from` makes them.
    Register(Gathering),
    /// A rule as a page to be read.
    Rule {
        /// Its id.
        rule: String,
        /// Key of the profile.
        profile: String,
    },
    /// Documents about the files.
    Write {
        #[serde(flatten)]
        submission: JobSubmission,
        /// Keys of [`outputs::ALL`].
        outputs: Vec<String>,
    },
}

/// What a job brought: the files of the submission, and what is no part of it.
#[derive(Default)]
struct Brought {
    files: Vec<Submitted>,
    /// The earlier files of a comparison.
    former: Vec<Submitted>,
    /// The workbooks of the appraiser.
    reviews: Vec<Submitted>,
    aside: Vec<Aside>,
    /// Results of appraisals: what a register is made of.
    results: Vec<(String, Vec<u8>)>,
}

impl Brought {
    /// Sorts the files of a job.
    fn by(job: &Job, files: Vec<(String, Vec<u8>)>, engine: &Engine) -> Result<Self, PageRefusal> {
        // Results are no workbooks.
        if matches!(job, Job::Register(_)) {
            return Ok(Self {
                results: files,
                ..Self::default()
            });
        }
        let files = files.into_iter();
        let mut files: Vec<Submitted> = files
            .map(|(name, bytes)| Submitted { name, bytes })
            .collect();
        let mut former = Vec::new();
        if let Job::Compare { former: many, .. } = job
            && *many <= files.len()
        {
            let later = files.split_off(*many);
            former = engine.set_aside(std::mem::replace(&mut files, later)).0;
        }
        let (reviews, files) = review::set_apart(files, &engine.limits);
        let (files, aside) = engine.set_aside(files);
        if let (true, Some(only)) = (files.is_empty(), aside.first()) {
            return Err(PageRefusal::plain(&format!(
                "{only}; hãy đưa tệp Excel của đề án"
            )));
        }
        Ok(Self {
            files,
            former,
            reviews,
            aside,
            ..Self::default()
        })
    }
}

/// Does one job of the page and answers it. Never panics on what it is given; what cannot be done
/// is answered with one Vietnamese sentence under `error`.
#[must_use]
pub fn answer(bytes: &[u8]) -> Vec<u8> {
    let done = Bundle::parse(bytes)
        .map_err(|fault| PageRefusal::plain(&fault.to_string()))
        .and_then(work);
    done.unwrap_or_else(|told| Bundle::of_value("error", told.json()))
        .bytes()
}

fn work(bundle: Bundle) -> Result<Bundle, PageRefusal> {
    let odd =
        |_| PageRefusal::plain("trang gửi một việc mà chương trình không biết; hãy tải lại trang");
    let job: Job = serde_json::from_value(Value::Object(bundle.head)).map_err(odd)?;
    let engine = Engine::new(&Book::embedded()).map_err(|_| {
        PageRefusal::plain(
            "bộ quy tắc kèm theo chương trình có lỗi; hãy dùng bản chương trình khác",
        )
    })?;
    let brought = Brought::by(&job, bundle.files, &engine)?;
    match job {
        Job::About => Ok(Bundle::of_file(
            "about.json",
            json_bytes(&about::about(&engine))?,
        )),
        Job::Sort => Ok(Bundle::of_value(
            "reviews",
            brought.reviews.into_iter().map(|file| file.name).collect(),
        )),
        Job::Look(submission) => look(&engine, &brought, &submission),
        Job::Review(submission) => hear(&engine, &brought, &submission),
        Job::Template { template, example } => blank::answer(&engine, &template, example),
        Job::Compare {
            submission, papers, ..
        } => compare::answer(&engine, brought.former, brought.files, &submission, &papers),
        Job::Mend(submission) => mended(&engine, &brought.files, &submission),
        Job::Against {
            submission,
            against,
        } => compare::laws(&engine, &brought.files, &submission, &against),
        Job::Register(gathering) => register::answer(&engine, brought.results, &gathering),
        Job::Rule { rule, profile } => rule::answer(&engine, &rule, &profile),
        Job::Write {
            submission,
            outputs,
        } => write(&engine, &brought, &submission, &outputs),
    }
}

/// The mapping for the page, and as a file.
fn put_map(answer: &mut Bundle, map: String) {
    answer.tell("map", toml::from_str(&map).unwrap_or(Value::Null));
    answer
        .files
        .push(("ban-do.toml".to_owned(), map.into_bytes()));
}

/// The appraiser's own word on what is found in the files.
fn hear(
    engine: &Engine,
    brought: &Brought,
    submission: &JobSubmission,
) -> Result<Bundle, PageRefusal> {
    let heard = Heard::of(submission.review.as_ref(), &brought.reviews, engine)?;
    let (manner, asked) = submission.wishes(engine, &brought.files)?;
    let appraisal = engine.appraise(&brought.files, &manner, &asked)?;
    Ok(Bundle::of_file(
        "review.json",
        json_bytes(&heard.answer(&appraisal))?,
    ))
}

/// The files with their spelling mended.
fn mended(
    engine: &Engine,
    files: &[Submitted],
    submission: &JobSubmission,
) -> Result<Bundle, PageRefusal> {
    let (manner, _) = submission.wishes(engine, files)?;
    mend::answer(engine, files, &manner)
}

/// How the files are read, their cells, and what is found or why nothing was judged.
fn look(
    engine: &Engine,
    brought: &Brought,
    submission: &JobSubmission,
) -> Result<Bundle, PageRefusal> {
    let files = &brought.files;
    let heard = Heard::of(submission.review.as_ref(), &brought.reviews, engine)?;
    let (manner, asked) = submission.wishes(engine, files)?;
    let workbook = engine.open(files, &manner)?;
    let (dossier, remarks) = dossier::read(&workbook, &engine.forms, &manner.mapping);
    let mut reading = Vec::new();
    let cells = report::CellsOf {
        workbook: &workbook,
        most: GRID_CELLS,
    };
    report::write_reading_json(&dossier, &remarks, Some(cells), &mut reading)?;
    let mut answer = Bundle::of_file("reading.json", reading);
    put_map(&mut answer, dossier::save_mapping(&dossier, &engine.forms));
    match engine.judge(files, &workbook, &dossier, &remarks, &asked) {
        Ok(appraisal) => {
            answer
                .files
                .push(("appraisal.json".to_owned(), json_bytes(&appraisal)?));
            answer.files.push((
                "review.json".to_owned(),
                json_bytes(&heard.answer(&appraisal))?,
            ));
        }
        Err(refusal) => {
            answer.tell("refusal", PageRefusal::refusal(&refusal).json());
        }
    }
    let read = (&dossier, remarks.as_slice());
    answer.tell(
        "mendable",
        mend::count(engine, files, &manner, &workbook, read).into(),
    );
    let aside: Vec<String> = brought.aside.iter().map(ToString::to_string).collect();
    answer.tell("aside", aside.into());
    Ok(answer)
}

/// The documents asked for, each as a file.
fn write(
    engine: &Engine,
    brought: &Brought,
    submission: &JobSubmission,
    outputs: &[String],
) -> Result<Bundle, PageRefusal> {
    let files = &brought.files;
    let review = Heard::of(submission.review.as_ref(), &brought.reviews, engine)?.whole()?;
    let (manner, asked) = submission.wishes(engine, files)?;
    let appraisal = engine.appraise(files, &manner, &asked)?;
    let house = house(submission.house.as_ref())?;
    let limits = &engine.limits;
    let calendar = &engine.law.calendar;
    let encoding = manner.encoding;
    let case = OutputCase {
        appraisal: &appraisal,
        review: &review,
        house: &house,
        files,
        encoding,
        limits,
        calendar,
    };
    let mut answer = Bundle::default();
    let mut notes = Vec::new();
    for key in outputs {
        let output = outputs::ALL.iter().find(|output| output.key == key);
        let output = output.ok_or_else(|| {
            PageRefusal::plain("trang xin một văn bản mà chương trình không lập được")
        })?;
        match output.make(&case) {
            Ok(made) => {
                answer.files.extend(made.files);
                notes.extend(made.notes);
            }
            // One document that cannot be made does not keep the others back.
            Err(told) if outputs.len() > 1 => notes.push(told.sentence),
            Err(told) => return Err(told),
        }
    }
    answer.tell("notes", notes.into());
    Ok(answer)
}
