//! As of which date, and as what kind of submission: never guessed in silence.

use std::fmt;

use jiff::civil::Date;
use serde::Serialize;
use serde::Serializer;

use super::Waivers;
use crate::cells::Addr;
use crate::cells::Value;
use crate::dictionary::Role;
use crate::dictionary::fold;
use crate::dossier::Dossier;
use crate::dossier::Remark;
use crate::dossier::RemarkCode;
use crate::dossier::part_of_date;
use crate::law::Law;
use crate::law::Profile;
use crate::law::ProfileVariant;
use crate::law::Ruleset;
use crate::law::day;

/// What the user asked for; what is none comes from the dossier.
#[derive(Debug, Clone, Default)]
pub struct Asked {
    /// The governing date.
    pub day: Option<Date>,
    /// Key of the profile.
    pub profile: Option<String>,
    /// What an authority has waived.
    pub waivers: Option<Waivers>,
}

/// Căn cứ chọn luật: the ruleset that governs a dossier, and why.
#[derive(Debug, Clone)]
pub struct Governed<'a> {
    /// What applies.
    pub ruleset: Ruleset<'a>,
    /// Where the date comes from.
    pub day_source: DaySource,
    /// Why this profile.
    pub profile_source: ProfileSource,
}

/// Nguồn của ngày xét: where the governing date comes from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum DaySource {
    /// The user chose it.
    Asked,
    /// The day of submission, in this cell.
    Submitted(Addr),
    /// A date in the title of a sheet.
    Title(Date, Addr),
}

/// Nguồn của loại hồ sơ: why a submission is judged as this kind.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ProfileSource {
    /// The user chose it.
    Asked,
    /// The agency's own word: its text and cell.
    Stated(String, Addr),
    /// Only words of a heading: their text and where they stand.
    Heading(String, String),
}

/// What people read, in every paper alike.
impl fmt::Display for DaySource {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Asked => f.write_str(ASKED),
            Self::Submitted(at) => write!(f, "ngày trình ghi tại {}", at.called()),
            Self::Title(date, at) => {
                write!(f, "ngày {} ghi ở tiêu đề, {}", day(*date), at.called())
            }
        }
    }
}

/// What people read, in every paper alike.
impl fmt::Display for ProfileSource {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Asked => f.write_str(ASKED),
            Self::Stated(text, at) => write!(f, "“{text}” ghi tại {}", at.called()),
            Self::Heading(text, place) => write!(f, "suy từ chữ “{text}” tại {place}"),
        }
    }
}

/// What is said of a choice of the user.
const ASKED: &str = "theo yêu cầu";

impl Serialize for DaySource {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl Serialize for ProfileSource {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

/// Why no law can be chosen.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Refusal {
    /// No date anywhere.
    #[error(
        "hồ sơ không ghi ngày trình nên không biết áp dụng quy định của ngày nào; hãy ghi ngày trình vào trang Thông tin chung"
    )]
    NoDate,
    /// A day of submission that was not understood: its text and its cell.
    #[error(
        "ngày trình tại ô {1} ghi “{0}”, {why}, nên không biết áp dụng quy định của ngày nào; hãy ghi đủ ngày/tháng/năm",
        why = part_of_date(.0).unwrap_or("không đọc được là ngày tháng")
    )]
    UnreadDate(String, Addr),
    /// No sign of civil servants or public employees.
    #[error(
        "hồ sơ không cho biết là của cơ quan hành chính (công chức) hay đơn vị sự nghiệp (viên chức); hãy ghi Đối tượng vào trang Thông tin chung"
    )]
    NoProfile,
    /// Whom it is about was written and not understood: its text and its cell.
    #[error(
        "đối tượng tại ô {1} ghi “{0}”, không nhận ra là công chức hay viên chức; hãy ghi Công chức hoặc Viên chức"
    )]
    UnreadProfile(String, Addr),
    /// The profile that was asked for does not exist.
    #[error("không có loại hồ sơ “{asked}”; các loại dùng được: {known}")]
    UnknownProfile {
        /// What was asked for.
        asked: String,
        /// What there is.
        known: String,
    },
    /// Nothing in the workbook is a proposal.
    #[error("{0}")]
    NoProposal(String),
}

/// Chooses date and profile: what was asked, else what the dossier says, else a refusal.
///
/// # Errors
/// [`Refusal`] when neither the user nor the dossier says.
pub fn govern<'a>(dossier: &Dossier, law: &'a Law, asked: &Asked) -> Result<Governed<'a>, Refusal> {
    let (profile, profile_source) = profile(dossier, law, asked)?;
    let (date, day_source) = governing_day(dossier, asked)?;
    let stated = |field: &str| dossier.agency(field).and_then(|leaf| leaf.term.as_deref());
    let fits = |variant: &&ProfileVariant| {
        variant
            .terms
            .iter()
            .all(|(field, term)| stated(field) == Some(term.as_str()))
    };
    let variant = profile.variants.iter().find(fits);
    Ok(Governed {
        ruleset: law.on(date, profile, variant),
        day_source,
        profile_source,
    })
}

fn governing_day(dossier: &Dossier, asked: &Asked) -> Result<(Date, DaySource), Refusal> {
    if let Some(date) = asked.day {
        return Ok((date, DaySource::Asked));
    }
    if let Some(leaf) = dossier.of_agency(Role::Submitted)
        && let Value::Date(date) = leaf.value
    {
        return Ok((date, DaySource::Submitted(leaf.at.clone())));
    }
    if let Some((date, at)) = &dossier.title_date {
        return Ok((*date, DaySource::Title(*date, at.clone())));
    }
    match dossier
        .of_agency(Role::Submitted)
        .filter(|leaf| !leaf.value.is_blank())
    {
        Some(leaf) => Err(Refusal::UnreadDate(leaf.value.to_string(), leaf.at.clone())),
        None => Err(Refusal::NoDate),
    }
}

fn profile<'a>(
    dossier: &Dossier,
    law: &'a Law,
    asked: &Asked,
) -> Result<(&'a Profile, ProfileSource), Refusal> {
    let keys = || {
        law.all_profiles()
            .map(|profile| profile.key.as_str())
            .collect::<Vec<_>>()
            .join(", ")
    };
    if let Some(key) = &asked.profile {
        let unknown = || Refusal::UnknownProfile {
            asked: key.clone(),
            known: keys(),
        };
        let profile = law.profile(key).ok_or_else(unknown)?;
        return Ok((profile, ProfileSource::Asked));
    }
    let by_term = |role: Role, fits: &dyn Fn(&Profile, &str) -> bool| {
        let leaf = dossier.of_agency(role)?;
        let term = leaf.term.as_deref()?;
        let profile = law.profiles.values().find(|profile| fits(profile, term))?;
        Some((
            profile,
            ProfileSource::Stated(leaf.value.to_string(), leaf.at.clone()),
        ))
    };
    by_term(Role::Staff, &|profile, term| profile.staff == term)
        .or_else(|| {
            by_term(Role::Kind, &|profile, term| {
                profile.kinds.iter().any(|kind| kind == term)
            })
        })
        .or_else(|| by_heading(dossier, law))
        .ok_or_else(|| {
            match dossier
                .of_agency(Role::Staff)
                .filter(|leaf| !leaf.value.is_blank())
            {
                Some(leaf) => Refusal::UnreadProfile(leaf.value.to_string(), leaf.at.clone()),
                None => Refusal::NoProfile,
            }
        })
}

/// The profile whose words stand in headings and section rows; none when two profiles' words do.
fn by_heading<'a>(dossier: &Dossier, law: &'a Law) -> Option<(&'a Profile, ProfileSource)> {
    let forms = dossier
        .sheets
        .iter()
        .filter_map(|sheet| sheet.form.as_ref())
        .filter(|form| form.entity.is_some());
    let texts: Vec<(String, String)> = forms
        .flat_map(|form| {
            let headings = form
                .columns
                .iter()
                .map(|column| (column.heading.clone(), column.at.called()));
            headings.chain(
                form.sections
                    .iter()
                    .map(|(at, text)| (text.clone(), at.called())),
            )
        })
        .collect();
    let named = |profile: &Profile| {
        let words: Vec<String> = profile.words.iter().map(|word| fold::key(word)).collect();
        // The standard form names both kinds in one heading: such a heading says nothing.
        let says = |text: &str| {
            let text = fold::key(text);
            words.iter().any(|word| text.contains(word.as_str()))
                && !law.profiles.values().any(|other| {
                    other.key != profile.key
                        && other
                            .words
                            .iter()
                            .any(|word| text.contains(&fold::key(word)))
                })
        };
        texts.iter().find(|(text, _)| says(text)).cloned()
    };
    let mut found = law
        .profiles
        .values()
        .filter_map(|profile| Some((profile, named(profile)?)));
    let (profile, (text, at)) = found.next()?;
    if found.next().is_some() {
        return None;
    }
    Some((profile, ProfileSource::Heading(fold::squeeze(&text), at)))
}

/// Whether a workbook holds anything of a proposal.
///
/// # Errors
/// [`Refusal::NoProposal`] with what the reader took it for otherwise.
pub fn must_be_proposal(dossier: &Dossier, remarks: &[Remark]) -> Result<(), Refusal> {
    if dossier
        .tables
        .values()
        .any(|table| !table.entries.is_empty())
    {
        return Ok(());
    }
    let telling = [
        RemarkCode::OtherForm,
        RemarkCode::NoProposal,
        RemarkCode::UnknownSheet,
    ];
    let sentence = telling
        .into_iter()
        .find_map(|code| remarks.iter().find(|remark| remark.code == code));
    let sentence = sentence.map_or_else(|| NOTHING.to_owned(), |remark| remark.sentence.clone());
    Err(Refusal::NoProposal(sentence))
}

/// What is said of a workbook about which the reader has nothing to say.
const NOTHING: &str =
    "tệp không có trang nào là biểu của đề án vị trí việc làm; hãy kiểm tra lại tệp";
