//! Profiles: which rules judge which kind of submission, and what its recommendation asks for.

use std::collections::BTreeMap;

use indexmap::IndexMap;
use jiff::civil::Date;
use serde::Deserialize;
use validator::Validate;

use super::Level;
use super::Rule;
use super::check::Condition;
use super::front::ConditionFront;
use super::timeline;
use super::timeline::Period;
use crate::book::Book;
use crate::book::Fault;

/// The folder of the rulebook that holds the profiles.
pub(super) const FOLDER: &str = "profiles";

/// Loại hồ sơ: the rules and conditions for one kind of submission.
#[derive(Debug, Clone)]
pub struct Profile {
    /// Name of the file without its ending (`cong-chuc`).
    pub key: String,
    /// Title for people.
    pub title: String,
    /// Term of `doi_tuong` that chooses it.
    pub staff: String,
    /// Terms of `loai_co_quan` that choose it when `doi_tuong` is blank.
    pub kinds: Vec<String>,
    /// Words of headings that suggest it when nothing else does.
    pub words: Vec<String>,
    /// The folders of rules that apply.
    pub sets: Vec<String>,
    /// Kinds of agency inside the profile, the first that fits counts.
    pub variants: Vec<ProfileVariant>,
    /// Which act governs job positions when.
    pub governing: Vec<Governing>,
    /// Without these the dossier cannot be appraised.
    pub needs: Vec<Prerequisite>,
    /// Whether it judges the agencies of a whole province, not one proposal: by the pages that name
    /// it, and no others.
    pub of_whole: bool,
    /// Why no result of it is a conclusion, a clause; none where results are.
    pub caveat: Option<String>,
}

/// Loại cơ quan trong một loại hồ sơ: what differs for one kind of agency.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ProfileVariant {
    /// Title for people (`Chi cục thuộc sở`).
    pub title: String,
    /// Terms of Thông tin chung that choose it, all of them.
    pub terms: BTreeMap<String, String>,
    /// Folders of the profile that have nothing to say of this kind.
    #[serde(default)]
    pub without: Vec<String>,
    /// Levels that differ, each with its reason.
    #[serde(default)]
    pub levels: Vec<LevelOverride>,
}

/// A rule that weighs differently for one kind of agency.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct LevelOverride {
    /// Id of the rule.
    pub rule: String,
    /// Its level here.
    pub level: Level,
    /// Why.
    pub because: String,
}

/// An act that governs for a time.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Governing {
    /// Number of the act.
    pub act: String,
    /// First day.
    #[serde(default, deserialize_with = "timeline::date")]
    pub from: Option<Date>,
    /// First day after.
    #[serde(default, deserialize_with = "timeline::date")]
    pub until: Option<Date>,
    /// What that means for a proposal that these rules cannot judge in full; none when they can.
    #[serde(default)]
    pub says: Option<String>,
}

impl Profile {
    /// Whether it judges by a rule, as far as its folders and the page say.
    #[must_use]
    pub(super) fn judges_by(&self, rule: &Rule) -> bool {
        let is_named = rule.profiles.contains(&self.key);
        self.sets.contains(&rule.set) && (is_named || (rule.profiles.is_empty() && !self.of_whole))
    }
}

impl Governing {
    /// The time for which it governs.
    #[must_use]
    pub fn period(&self) -> Period {
        Period {
            from: self.from,
            until: self.until,
        }
    }
}

/// Something without which the rest cannot be judged.
#[derive(Debug, Clone)]
pub struct Prerequisite {
    /// What must hold of a fact of the dossier; or
    pub condition: Option<Condition>,
    /// the rule that must not fail.
    pub rule: Option<String>,
    /// The reason to print otherwise, a clause.
    pub says: String,
}

#[derive(Debug, Deserialize, Validate)]
#[serde(deny_unknown_fields)]
struct ProfileFront {
    #[validate(length(min = 1, message = "title để trống"))]
    title: String,
    staff: String,
    #[serde(default)]
    kinds: Vec<String>,
    #[serde(default)]
    words: Vec<String>,
    #[validate(length(min = 1, message = "sets để trống"))]
    sets: Vec<String>,
    #[serde(default)]
    variant: Vec<ProfileVariant>,
    #[serde(default)]
    governing: Vec<Governing>,
    #[serde(default)]
    needs: Vec<NeedFront>,
    #[serde(default)]
    of_whole: bool,
    caveat: Option<String>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct NeedFront {
    condition: Option<ConditionFront>,
    rule: Option<String>,
    says: String,
}

/// The profiles of proposals by key, and the one of a whole province.
pub(super) type Profiles = (IndexMap<String, Profile>, Option<Profile>);

/// Reads every profile of `profiles/`.
pub(super) fn load(book: &Book, faults: &mut Vec<Fault>) -> Profiles {
    let (mut profiles, mut of_whole) = (IndexMap::new(), None);
    for (file, text) in book.folder(FOLDER) {
        let Some(key) = file
            .strip_prefix("profiles/")
            .and_then(|name| name.strip_suffix(".toml"))
        else {
            continue;
        };
        let front: ProfileFront = match book.toml(file, text, 1) {
            Ok(front) => front,
            Err(fault) => {
                faults.push(fault);
                continue;
            }
        };
        if let Err(errors) = front.validate() {
            faults.push(Fault::of_file(file, errors.to_string()));
        }
        match compile(key, front) {
            Ok(profile) if profile.of_whole && of_whole.is_some() => {
                faults.push(Fault::of_file(
                    file,
                    "một loại hồ sơ khác cũng khai of_whole = true",
                ));
            }
            Ok(profile) if profile.of_whole => of_whole = Some(profile),
            Ok(profile) => {
                profiles.insert(key.to_owned(), profile);
            }
            Err(message) => faults.push(Fault::of_file(file, message)),
        }
    }
    (profiles, of_whole)
}

fn compile(key: &str, front: ProfileFront) -> Result<Profile, String> {
    let need = |need: NeedFront| {
        if need.condition.is_some() == need.rule.is_some() {
            return Err(format!(
                "needs “{}”: có đúng một trong condition, rule",
                need.says
            ));
        }
        let condition = need
            .condition
            .as_ref()
            .map(Condition::compile)
            .transpose()?;
        Ok(Prerequisite {
            condition,
            rule: need.rule,
            says: need.says,
        })
    };
    Ok(Profile {
        key: key.to_owned(),
        title: front.title,
        staff: front.staff,
        kinds: front.kinds,
        words: front.words,
        sets: front.sets,
        variants: front.variant,
        governing: front.governing,
        needs: front
            .needs
            .into_iter()
            .map(need)
            .collect::<Result<_, _>>()?,
        of_whole: front.of_whole,
        caveat: front.caveat,
    })
}
