//! A life as text, drawing and JSON see it (`vtvl.timeline/1`, see
//! `docs/vtvl.timeline-1.schema.json`).

use jiff::civil::Date;
use serde::Serialize;

use super::limits;
use crate::dictionary::Forms;
use crate::law::Act;
use crate::law::Lane;
use crate::law::LaneKind;
use crate::law::Law;
use crate::law::Life;
use crate::law::LifeOf;
use crate::law::Outcome;
use crate::law::Rule;
use crate::law::Says;
use crate::law::Source;
use crate::law::Span;
use crate::report::words;

/// Trục thời gian: a life in plain texts, nothing left to compute.
#[derive(Debug, Serialize)]
pub struct LifeView {
    pub(super) schema: &'static str,
    /// What it is of: `act`, `collection`, `rule`, `fact` or `value`.
    pub(super) of: &'static str,
    pub(super) id: String,
    pub(super) title: String,
    pub(super) digest: String,
    pub(super) origin: String,
    pub(super) lanes: Vec<LaneView>,
    /// Rules that use a fact only by way of others.
    pub(super) indirect: Vec<String>,
}

#[derive(Debug, Serialize)]
pub(super) struct LaneView {
    /// What it shows: `act`, `former`, `later`, `amending`, `amended`, `governing`, `in_force`,
    /// `level`, `level_if`, `worse` or `value`.
    pub(super) kind: &'static str,
    /// Number of the act, or id of the rule; empty for what governs.
    pub(super) id: String,
    /// Key of the value; none for what is none.
    pub(super) value: Option<String>,
    /// For the axis.
    #[serde(skip)]
    pub(super) name: String,
    /// For people.
    pub(super) label: String,
    pub(super) spans: Vec<SpanView>,
}

#[derive(Debug, Serialize)]
pub(super) struct SpanView {
    /// By which drawing and table name it, from 1.
    pub(super) number: usize,
    pub(super) from: Option<Date>,
    /// First day after.
    pub(super) until: Option<Date>,
    /// Whether a beginning that is none is one that nobody wrote down.
    pub(super) unknown_start: bool,
    /// What held, one line for each row of a value.
    pub(super) says: Vec<String>,
    pub(super) act: Option<String>,
    pub(super) provision: Option<String>,
    pub(super) citation: String,
    /// How its text is known.
    pub(super) source: Option<Source>,
    /// The same for people.
    pub(super) known_by: String,
    pub(super) note: Option<String>,
}

impl LifeView {
    /// Lays out a life.
    #[must_use]
    pub fn of(life: &Life<'_>, law: &Law, forms: &Forms) -> Self {
        let mut number = 0;
        let lanes = life
            .lanes
            .iter()
            .map(|lane| lane_view(lane, life, law, forms, &mut number))
            .collect();
        Self {
            schema: "vtvl.timeline/1",
            of: match life.of {
                LifeOf::Act => "act",
                LifeOf::Collection => "collection",
                LifeOf::Rule => "rule",
                LifeOf::Fact => "fact",
                LifeOf::Value => "value",
            },
            id: life.id.to_owned(),
            title: life.title.clone(),
            digest: law.digest.clone(),
            origin: law.origin.clone(),
            lanes,
            indirect: life.indirect.iter().map(|id| (*id).to_owned()).collect(),
        }
    }
}

fn lane_view(
    lane: &Lane<'_>,
    life: &Life<'_>,
    law: &Law,
    forms: &Forms,
    number: &mut usize,
) -> LaneView {
    let is_own = life.of == LifeOf::Rule;
    let (kind, id, name, label) = told(&lane.kind, is_own, law);
    let span = |span: &Span<'_>| {
        *number += 1;
        span_view(span, &lane.kind, *number, law, forms)
    };
    let value = match &lane.kind {
        LaneKind::Value(_, value) => Some(value.key.clone()),
        _ => None,
    };
    LaneView {
        kind,
        id,
        value,
        name,
        label,
        spans: lane.spans.iter().map(span).collect(),
    }
}

/// Kind, id, name on the axis and label of a lane.
type LaneWords = (&'static str, String, String, String);

/// The words of a lane; in the life of a rule its own name goes without saying.
fn told(kind: &LaneKind<'_>, is_own: bool, law: &Law) -> LaneWords {
    match kind {
        LaneKind::Own(act) => of_act("act", "", act),
        LaneKind::Former(act) => of_act("former", "Trước đó: ", act),
        LaneKind::Later(act) => of_act("later", "Sau đó: ", act),
        LaneKind::Amending(act) => of_act("amending", "Sửa đổi, bổ sung văn bản này: ", act),
        LaneKind::Amended(act) => of_act("amended", "Văn bản được sửa đổi, bổ sung: ", act),
        LaneKind::Governing(profile) => (
            "governing",
            String::new(),
            "điều chỉnh vị trí việc làm".to_owned(),
            format!(
                "Điều chỉnh vị trí việc làm, hồ sơ {}",
                words::lower(profile)
            ),
        ),
        LaneKind::InForce(rule) => of_rule("in_force", rule, "có hiệu lực", is_own),
        LaneKind::Level(rule) => of_rule("level", rule, "mức độ", is_own),
        LaneKind::LevelIf(rule) => {
            of_rule("level_if", rule, "mức độ, khi có điều kiện riêng", is_own)
        }
        LaneKind::Worse(rule) => {
            of_rule("worse", rule, "mức độ của phép kiểm tra nặng hơn", is_own)
        }
        LaneKind::Value(rule, value) => {
            let what = format!("{}{}", value.label, limits::chosen_by(value, law));
            let (key, id, name, label) = of_rule("value", rule, &what, is_own);
            if is_own {
                (key, id, value.label.clone(), label)
            } else {
                (key, id, name, format!("{label}: {what}"))
            }
        }
    }
}

fn of_act(key: &'static str, role: &str, act: &Act) -> LaneWords {
    let label = format!("{role}{}", act.called());
    (key, act.number.clone(), act.number.clone(), label)
}

fn of_rule(key: &'static str, rule: &Rule, what: &str, is_own: bool) -> LaneWords {
    let id = rule.id.clone();
    if is_own {
        (key, id, what.to_owned(), words::capital(what))
    } else {
        let label = format!("{} ({id})", rule.title);
        (key, id.clone(), id, label)
    }
}

fn span_view(
    span: &Span<'_>,
    kind: &LaneKind<'_>,
    number: usize,
    law: &Law,
    forms: &Forms,
) -> SpanView {
    let says = match (&span.says, kind) {
        (Says::Limit(limit), LaneKind::Value(_, value)) => limits::lines(limit, value, law, forms),
        (Says::Limit(limit), _) => vec![limit.to_string()],
        (Says::Level(level), _) => vec![Outcome::from(*level).label().to_owned()],
        (Says::InForce, _) => vec!["có hiệu lực".to_owned()],
    };
    let act = match kind {
        LaneKind::Own(act)
        | LaneKind::Former(act)
        | LaneKind::Later(act)
        | LaneKind::Amending(act)
        | LaneKind::Amended(act) => Some(*act),
        _ => None,
    };
    let citation = span.citation.as_ref();
    SpanView {
        number,
        from: span.period.from,
        until: span.period.until,
        unknown_start: span.unknown_start,
        says,
        act: citation
            .and_then(|citation| citation.act.clone())
            .or_else(|| act.map(|act| act.number.clone())),
        provision: citation.map(|citation| citation.provision.clone()),
        citation: citation
            .map(|citation| citation.text.clone())
            .or_else(|| act.map(Act::name))
            .unwrap_or_default(),
        source: citation
            .map(|citation| citation.reviewed)
            .or_else(|| act.map(|act| act.source)),
        known_by: match (citation, act) {
            (Some(citation), _) => citation.reviewed.label().to_owned(),
            (None, Some(act)) => act.known_by(),
            (None, None) => String::new(),
        },
        note: span.note.map(str::to_owned),
    }
}
