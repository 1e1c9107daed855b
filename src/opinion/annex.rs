//! What stands behind an appraisal: the figures, the scope, the positions one by one.

use std::collections::BTreeMap;

use indexmap::IndexMap;
use rust_decimal::Decimal;
use serde::Deserialize;
use serde::Serialize;

use crate::cells::Addr;
use crate::law::Shown;

/// The figures of a proposal.
#[derive(Debug, Clone, Default, Deserialize, Serialize)]
pub struct Figures {
    /// Positions and people by group, in the order of the law.
    pub groups: Vec<GroupLine>,
    /// People by rank or title, as the list of positions has them.
    pub ranks: Vec<RankLine>,
    /// People by professional level, as the table of levels has them; nothing under laws without
    /// levels.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub levels: Vec<LevelLine>,
    /// Units with their limits.
    pub units: Vec<UnitLine>,
    /// Positions in all.
    pub positions: usize,
    /// People by the list of positions, over the numbers that are filled in; none when there is
    /// no number at all or one cannot be read.
    pub people: Option<i64>,
    /// Positions whose number is blank although others have one.
    pub blank_people: usize,
}

/// One group of positions.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize, Serialize)]
pub struct GroupLine {
    /// Label.
    pub group: String,
    /// Positions.
    pub positions: usize,
    /// People.
    pub people: i64,
    /// Share of all people in percent, two decimals; none when there is nobody.
    #[serde(with = "rust_decimal::serde::float_option")]
    pub share: Option<Decimal>,
    /// The cells of their numbers, as ranges by sheet.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub ranges: Vec<String>,
}

/// One rank or title.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize, Serialize)]
pub struct RankLine {
    /// Code.
    pub code: String,
    /// Name.
    pub name: String,
    /// People.
    pub people: i64,
    /// Share in percent, two decimals.
    #[serde(with = "rust_decimal::serde::float_option")]
    pub share: Option<Decimal>,
    /// The cells of their numbers, as ranges by sheet.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub ranges: Vec<String>,
}

/// One level of one position.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize, Serialize)]
pub struct LevelLine {
    /// Code of the position.
    pub code: String,
    /// Its name.
    pub name: String,
    /// The level, as submitted.
    pub level: String,
    /// People placed in it, as submitted.
    pub people: String,
    /// Their share of the position in percent, as submitted.
    pub share: String,
}

/// One unit with what it proposes and what the law allows it.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize, Serialize)]
pub struct UnitLine {
    /// Name.
    pub name: String,
    /// Kind for people.
    pub kind: String,
    /// Depth in the organisation, 0 for units directly under the agency.
    pub depth: usize,
    /// People proposed, inner units included; text when unreadable.
    pub people: String,
    /// Heads.
    pub heads: String,
    /// Deputies.
    pub deputies: String,
    /// Least people that the law wants, if a rule says so.
    pub least_people: Option<String>,
    /// Most deputies that the law allows, if a rule says so.
    pub most_deputies: Option<String>,
    /// Whether a rule found something wrong with this unit.
    pub flagged: bool,
}

/// What was judged, and how.
#[derive(Debug, Clone, Default, Deserialize, Serialize)]
pub struct Scope {
    /// Rules of the profile on the date.
    pub rules: usize,
    /// Rules judged on at least one subject.
    pub judged: usize,
    /// Rules that did not apply, by id.
    pub not_applicable: Vec<String>,
    /// Rules that could not be judged on some subject, by id.
    pub missing: Vec<String>,
    /// Rules of which some judgement rests on a doubtful reading, by id.
    pub doubtful: Vec<String>,
    /// Rules that rest on recalled text, by id.
    pub recalled: Vec<String>,
    /// For each act: provisions by status, in Vietnamese (`quy tắc máy` → 12).
    pub acts: Vec<ActScope>,
    /// Provisions in force whose text is not to be had: the appraiser looks into the act.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub unknown: Vec<UnknownProvision>,
    /// Outcomes by rule id.
    pub outcomes: IndexMap<String, BTreeMap<String, usize>>,
}

/// How the provisions of one act are covered.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize, Serialize)]
pub struct ActScope {
    /// Number of the act.
    pub act: String,
    /// Provisions that rules, facts or forms carry out.
    pub by_machine: usize,
    /// Provisions that are questions for a person.
    pub by_hand: usize,
    /// Provisions that a proposal cannot breach.
    pub out_of_scope: usize,
}

/// A provision in force of which the rulebook has no text, or only a part.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize, Serialize)]
pub struct UnknownProvision {
    /// Number of the act.
    pub act: String,
    /// The act whose numbering the provision has, where the act amends it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub of_act: Option<String>,
    /// The provision, or what it is about where its number is not known.
    pub provision: String,
    /// What it is about.
    pub says: String,
    /// What of it is not known.
    pub reason: String,
}

/// One position of the proposal, for the annex.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct PositionLine {
    /// Code.
    pub code: String,
    /// Name.
    pub name: String,
    /// Group for people.
    pub group: String,
    /// Unit.
    pub unit: String,
    /// Rank or title.
    pub rank: String,
    /// People proposed, as submitted.
    pub proposed: String,
    /// People present, as submitted.
    pub present: String,
    /// Indices of the findings about it.
    pub findings: Vec<usize>,
    /// The cell of its name.
    pub cell: Addr,
}

impl PositionLine {
    /// People proposed, where a whole number is written.
    #[must_use]
    pub fn people(&self) -> Option<i64> {
        self.proposed.trim().parse().ok()
    }
}

/// A question that a provision leaves to a person.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize, Serialize)]
pub struct Question {
    /// Number of the act.
    pub act: String,
    /// The act whose article it is, where the act amends it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub of_act: Option<String>,
    /// The provision.
    pub provision: String,
    /// The question.
    pub question: String,
    /// What of the dossier helps to answer it.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub shows: Vec<Shown>,
}
