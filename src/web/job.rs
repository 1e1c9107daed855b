//! Jobs of the page, and what is answered.

use std::path::Path;

use jiff::civil::Date;
use serde::Deserialize;
use serde_json::Map;
use serde_json::Value;
use serde_json::json;

use super::Bundle;
use super::about;
use super::brought::TextFile;
use super::brought::house;
use super::brought::parsed_day;
use super::mend;
use super::outputs;
use super::outputs::OutputCase;
use super::register;
use super::register::Gathering;
use super::review;
use super::review::Heard;
use super::told::PageRefusal;
use super::told::unwritten;
use crate::book::Book;
use crate::cells::Encoding;
use crate::dossier;
use crate::dossier::Mapping;
use crate::law::Named;
use crate::law::Outcome;
use crate::law::Profile;
use crate::law::day;
use crate::opinion::Asked;
use crate::opinion::FileLine;
use crate::opinion::Waivers;
use crate::pipeline::Aside;
use crate::pipeline::Engine;
use crate::pipeline::ReadingManner;
use crate::pipeline::Submitted;
use crate::report;
use crate::report::Format;
use crate::template;
use crate::template::Request;

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

/// The files' circumstances; the files themselves are in the bundle.
#[derive(Deserialize)]
struct JobSubmission {
    as_of: Option<String>,
    profile: Option<String>,
    encoding: Option<String>,
    /// The mapping in its own shape, as JSON.
    map: Option<Value>,
    /// What an authority has waived: a file beside the case.
    waivers: Option<TextFile>,
    /// The house that signs, as `--house` takes it; its own templates are a matter of the command
    /// line.
    house: Option<TextFile>,
    /// What the appraiser set on the page, as [`crate::opinion::Review`] in JSON.
    review: Option<Value>,
}

/// What a job brought: the files of the submission, and what is no part of it.
struct Brought {
    files: Vec<Submitted>,
    /// The workbooks of the appraiser.
    reviews: Vec<Submitted>,
    aside: Vec<Aside>,
}

/// Does one job of the page and answers it. Never panics on what it is given; what cannot be done
/// is answered with one Vietnamese sentence under `error`.
#[must_use]
pub fn answer(bytes: &[u8]) -> Vec<u8> {
    let done = Bundle::parse(bytes)
        .map_err(|fault| PageRefusal::plain(&fault.to_string()))
        .and_then(work);
    done.unwrap_or_else(|told| head("error", told.json()))
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
    // Results are no workbooks.
    let (results, files) = if matches!(job, Job::Register(_)) {
        (bundle.files, Vec::new())
    } else {
        (Vec::new(), bundle.files)
    };
    let (brought, former) = sorted(&engine, &job, files)?;
    match job {
        Job::About => Ok(file("about.json", json_bytes(&about::about(&engine))?)),
        Job::Sort => Ok(head(
            "reviews",
            brought.reviews.into_iter().map(|file| file.name).collect(),
        )),
        Job::Look(submission) => look(&engine, &brought, &submission),
        Job::Review(submission) => hear(&engine, &brought, &submission),
        Job::Template { template, example } => blank(&engine, &template, example),
        Job::Compare {
            submission, papers, ..
        } => compare(&engine, former, brought.files, &submission, &papers),
        Job::Mend(submission) => mended(&engine, &brought.files, &submission),
        Job::Against {
            submission,
            against,
        } => two_laws(&engine, &brought.files, &submission, &against),
        Job::Register(gathering) => register::answer(&engine, results, &gathering),
        Job::Rule { rule, profile } => rule_page(&engine, &rule, &profile),
        Job::Write {
            submission,
            outputs,
        } => write(&engine, &brought, &submission, &outputs),
    }
}

/// The mapping for the page, and as a file.
fn put_map(answer: &mut Bundle, map: String) {
    answer.head.insert(
        "map".to_owned(),
        toml::from_str(&map).unwrap_or(Value::Null),
    );
    answer
        .files
        .push(("ban-do.toml".to_owned(), map.into_bytes()));
}

/// What a job brought, and for a comparison the earlier files.
fn sorted(
    engine: &Engine,
    job: &Job,
    files: Vec<(String, Vec<u8>)>,
) -> Result<(Brought, Vec<Submitted>), PageRefusal> {
    let files: Vec<Submitted> = files
        .into_iter()
        .map(|(name, bytes)| Submitted { name, bytes })
        .collect();
    let (files, former) = match job {
        Job::Compare { former, .. } if *former <= files.len() => {
            let mut files = files;
            let later = files.split_off(*former);
            (later, engine.set_aside(files).0)
        }
        _ => (files, Vec::new()),
    };
    let (reviews, files) = review::set_apart(files, &engine.limits);
    let (files, aside) = engine.set_aside(files);
    if let (true, Some(only)) = (files.is_empty(), aside.first()) {
        return Err(PageRefusal::plain(&format!(
            "{only}; hãy đưa tệp Excel của đề án"
        )));
    }
    Ok((
        Brought {
            files,
            reviews,
            aside,
        },
        former,
    ))
}

/// The appraiser's own word on what is found in the files.
fn hear(
    engine: &Engine,
    brought: &Brought,
    submission: &JobSubmission,
) -> Result<Bundle, PageRefusal> {
    let heard = Heard::of(submission.review.as_ref(), &brought.reviews, engine)?;
    let (manner, asked) = wishes(engine, &brought.files, submission)?;
    let appraisal = engine
        .appraise(&brought.files, &manner, &asked)
        .map_err(|error| PageRefusal::of(&error))?;
    Ok(file("review.json", json_bytes(&heard.answer(&appraisal))?))
}

/// The files with their spelling mended.
fn mended(
    engine: &Engine,
    files: &[Submitted],
    submission: &JobSubmission,
) -> Result<Bundle, PageRefusal> {
    let (manner, _) = wishes(engine, files, submission)?;
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
    let (manner, asked) = wishes(engine, files, submission)?;
    let workbook = engine
        .open(files, &manner)
        .map_err(|error| PageRefusal::of(&error))?;
    let (dossier, remarks) = dossier::read(&workbook, &engine.forms, &manner.mapping);
    let mut reading = Vec::new();
    let cells = report::CellsOf {
        workbook: &workbook,
        most: GRID_CELLS,
    };
    report::write_reading_json(&dossier, &remarks, Some(cells), &mut reading).map_err(unwritten)?;
    let mut answer = file("reading.json", reading);
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
            answer
                .head
                .insert("refusal".to_owned(), PageRefusal::refusal(&refusal).json());
        }
    }
    let read = (&dossier, remarks.as_slice());
    answer.head.insert(
        "mendable".to_owned(),
        mend::count(engine, files, &manner, &workbook, read).into(),
    );
    let aside: Vec<String> = brought.aside.iter().map(ToString::to_string).collect();
    answer.head.insert("aside".to_owned(), aside.into());
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
    let (manner, asked) = wishes(engine, files, submission)?;
    let appraisal = engine
        .appraise(files, &manner, &asked)
        .map_err(|error| PageRefusal::of(&error))?;
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
    answer.head.insert("notes".to_owned(), notes.into());
    Ok(answer)
}

/// The profile and the day of a form that the page offers: `vien-chuc-2026-07-01`.
fn offered<'a>(engine: &'a Engine, key: &str) -> Option<(&'a Profile, Date)> {
    let known = |profile: &'a Profile| {
        let days = template::offers(profile).into_iter().map(|offer| offer.day);
        days.map(move |day| (profile, day))
            .find(|(profile, day)| about::template_key(profile, *day) == key)
    };
    engine.law.profiles.values().find_map(known)
}

/// The blank workbook of a form, or the same with a made-up proposal in it.
fn blank(engine: &Engine, key: &str, example: bool) -> Result<Bundle, PageRefusal> {
    let odd = || PageRefusal::plain("chương trình không có mẫu này; hãy tải lại trang");
    let (profile, day) = offered(engine, key).ok_or_else(odd)?;
    let carried = template::example(profile, day).filter(|_| example);
    let filled = carried.map(|example| {
        let files = [Submitted::new("vi-du.xlsx", example.bytes.to_vec())];
        engine
            .read(&files, &ReadingManner::default())
            .map_err(|error| PageRefusal::of(&error))
    });
    let filled = filled.transpose()?;
    let fill = filled.as_ref().map(|(dossier, _)| dossier);
    let request = Request {
        forms: &engine.forms,
        law: &engine.law,
        profile,
        day,
        fill,
        questions: &[],
    };
    let mut bytes = Vec::new();
    template::write(&request, &mut bytes)
        .map_err(|error| PageRefusal::plain(&error.to_string()))?;
    let name = if example { "vi-du" } else { "mau" };
    Ok(file(&format!("{name}-{key}.xlsx"), bytes))
}

/// What became of the findings, and the papers on it that are wanted.
fn compare(
    engine: &Engine,
    former: Vec<Submitted>,
    files: Vec<Submitted>,
    submission: &JobSubmission,
    papers: &[String],
) -> Result<Bundle, PageRefusal> {
    if former.is_empty() {
        return Err(PageRefusal::plain(
            "chưa có tệp của bản cũ; hãy chọn tệp đề án",
        ));
    }
    let (manner, asked) = wishes(engine, &files, submission)?;
    let version = |files: Vec<Submitted>, manner: &ReadingManner| {
        engine
            .version(files, manner)
            .map_err(|error| PageRefusal::of(&error))
    };
    // How the later files are read was chosen for them, and fits the earlier where their sheets are
    // the same.
    let (old, new) = (version(former, &manner)?, version(files, &manner)?);
    let name = new.files.first().map_or("", |file| file.name.as_str());
    let answers = report::read_returned_list(&new.workbook, name).answers;
    let compared = engine.compare(&old, &new, &asked, &answers);
    let (comparison, _) = compared.map_err(|(is_new, refusal)| {
        let PageRefusal { sentence, ask } = PageRefusal::refusal(&refusal);
        PageRefusal {
            sentence: if is_new {
                sentence
            } else {
                format!("Bản cũ: {sentence}")
            },
            ask,
        }
    })?;
    let house = house(submission.house.as_ref())?;
    let mut answer = Bundle::default();
    let wanted = std::iter::once("json").chain(papers.iter().map(String::as_str));
    for ending in wanted {
        let name = format!("so-sanh.{ending}");
        let odd =
            || PageRefusal::plain("trang xin một dạng văn bản mà chương trình không lập được");
        let format = Format::from_extension(Path::new(&name)).ok_or_else(odd)?;
        let mut bytes = Vec::new();
        report::write_diff(&comparison, &house, format, &mut bytes).map_err(unwritten)?;
        answer.files.push((name, bytes));
    }
    Ok(answer)
}

/// What the law of another day says of the files.
fn two_laws(
    engine: &Engine,
    files: &[Submitted],
    submission: &JobSubmission,
    against: &str,
) -> Result<Bundle, PageRefusal> {
    let (manner, asked) = wishes(engine, files, submission)?;
    let day = parsed_day(against)?;
    let (_, laws) = engine
        .appraise_against(files, &manner, &asked, day)
        .map_err(|error| PageRefusal::of(&error))?;
    if laws.as_of.day == laws.against.day {
        return Err(PageRefusal::plain(
            "ngày so sánh trùng với ngày xét; hãy chọn ngày khác",
        ));
    }
    Ok(file(
        "hai-quy-dinh.json",
        json_bytes(&report::AgainstView::of(&laws))?,
    ))
}

/// A rule for one who asks what a finding rests on: its provision, what it says, since when, how
/// well it is known.
fn rule_page(engine: &Engine, id: &str, profile: &str) -> Result<Bundle, PageRefusal> {
    let rule = engine
        .law
        .rules
        .get(id)
        .ok_or_else(|| PageRefusal::plain("bộ quy tắc không có quy tắc này"))?;
    let (statement, remedy) = engine.law.described(rule, profile);
    let since = rule.in_force.from.unwrap_or(rule.reviewed_on);
    let citation = rule.citation(engine.law.sets.get(&rule.set), profile, since, None);
    let page = json!({
        "id": rule.id,
        "title": rule.title,
        "level": Outcome::from(rule.level).label(),
        "citation": citation.text,
        "in_force": rule.in_force.to_string(),
        "source": format!("{} (ngày {})", rule.source.label(), day(rule.reviewed_on)),
        "statement": statement,
        "basis": rule.basis,
        "remedy": remedy,
        "timeline": timeline(engine, id),
    });
    Ok(head("rule", page))
}

/// How a rule changed over the years; nothing for one that always was as it is.
fn timeline(engine: &Engine, id: &str) -> Option<report::Drawing> {
    let Named::One(life) = engine.law.life(id) else {
        return None;
    };
    report::LifeView::of(&life, &engine.law, &engine.forms).drawing()
}

/// How the user wants the files to be read and judged.
fn wishes(
    engine: &Engine,
    files: &[Submitted],
    submission: &JobSubmission,
) -> Result<(ReadingManner, Asked), PageRefusal> {
    if files.is_empty() {
        return Err(PageRefusal::plain("chưa có tệp nào; hãy chọn tệp đề án"));
    }
    let limit = engine.limits.files;
    if files.len() > limit {
        return Err(PageRefusal::plain(&format!(
            "hồ sơ có {} tệp, quá giới hạn {limit} tệp",
            files.len()
        )));
    }
    if files
        .iter()
        .map(|file| file.bytes.len() as u64)
        .sum::<u64>()
        > engine.limits.file_bytes
    {
        let limit = engine.limits.file_bytes >> 20;
        return Err(PageRefusal::plain(&format!(
            "hồ sơ lớn hơn giới hạn {limit} MB; hãy bỏ hình ảnh và trang thừa"
        )));
    }
    let day = submission.as_of.as_deref().map(parsed_day).transpose()?;
    let encoding = match submission.encoding.as_deref() {
        None => None,
        Some("tcvn3") => Some(Encoding::Tcvn3),
        Some("vni") => Some(Encoding::Vni),
        Some(_) => return Err(PageRefusal::plain("bảng mã phải là TCVN3 hoặc VNI")),
    };
    let mapping = match &submission.map {
        None | Some(Value::Null) => Mapping::default(),
        Some(map) => mapping(engine, map)?,
    };
    let waivers = submission
        .waivers
        .as_ref()
        .map(|file| waivers(engine, file))
        .transpose()?;
    Ok((
        ReadingManner { encoding, mapping },
        Asked {
            day,
            profile: submission.profile.clone(),
            waivers,
        },
    ))
}

/// The mapping goes through the same reader as `--map`.
fn mapping(engine: &Engine, map: &Value) -> Result<Mapping, PageRefusal> {
    let text = toml::to_string(map)
        .map_err(|_| PageRefusal::plain("cách đọc đã chọn không ghi lại được; hãy chọn lại"))?;
    Mapping::parse(&text, &engine.forms)
        .map_err(|fault| PageRefusal::plain(&format!("cách đọc đã chọn: {fault}")))
}

/// The waivers go through the same reader as `--waivers`.
fn waivers(engine: &Engine, file: &TextFile) -> Result<Waivers, PageRefusal> {
    let line = FileLine::of(&file.name, file.text.as_bytes());
    Waivers::parse(line, &file.text, &engine.law)
        .map_err(|faults| PageRefusal::plain(&format!("tệp miễn trừ {}: {faults}", file.name)))
}

fn head(name: &str, value: Value) -> Bundle {
    Bundle {
        head: Map::from_iter([(name.to_owned(), value)]),
        files: Vec::new(),
    }
}

fn file(name: &str, bytes: Vec<u8>) -> Bundle {
    Bundle {
        head: Map::new(),
        files: vec![(name.to_owned(), bytes)],
    }
}

fn json_bytes(value: &impl serde::Serialize) -> Result<Vec<u8>, PageRefusal> {
    serde_json::to_vec(value).map_err(|error| unwritten(error.into()))
}
