//! Two submissions as one comparison.

use std::collections::BTreeMap;
use std::collections::HashMap;
use std::collections::HashSet;

use super::AgencyAnswer;
use super::Asking;
use super::Comparison;
use super::Fate;
use super::FigureChange;
use super::FindingChange;
use super::ItemChange;
use super::ItemFate;
use super::JudgedBy;
use super::Moves;
use super::Side;
use super::Summary;
use super::UnboundAnswer;
use super::answers;
use super::asked::FindingTargets;
use super::findings;
use super::findings::Single;
use super::findings::Still;
use super::items;
use super::limits;
use super::rows::ComparedRow;
use super::sheets;
use super::tables::Tables;
use crate::cells::Addr;
use crate::dictionary::Entity;
use crate::dictionary::Forms;
use crate::dictionary::Role;
use crate::dictionary::Roles;
use crate::dossier::Dossier;
use crate::law::Law;
use crate::law::Outcome;
use crate::law::day;
use crate::opinion::Appraisal;

/// A submission as it was read and judged.
#[derive(Debug, Clone, Copy)]
pub struct Version<'a> {
    /// What was understood.
    pub dossier: &'a Dossier,
    /// What the rulebook says of it.
    pub appraisal: &'a Appraisal,
}

/// What is known beside the two submissions.
#[derive(Debug, Clone, Copy, Default)]
pub struct AlsoKnown<'a> {
    /// The later submission judged under the limits of the earlier one: see
    /// [`super::held_to_former_limits`].
    pub held: Option<&'a Appraisal>,
    /// What the agency answered to the findings of the earlier one.
    pub answers: &'a [AgencyAnswer],
}

/// Compares two submissions that were judged by the same rulebook as of the same date.
#[must_use]
pub fn compare_submissions(
    old: Version<'_>,
    new: Version<'_>,
    known: AlsoKnown<'_>,
    forms: &Forms,
    law: &Law,
) -> Comparison {
    let tables = Tables::of(old.dossier, new.dossier);
    let ids = Identities {
        tokens: tables.tokens(),
        people: [who(&tables, false), who(&tables, true)],
        cells: cells(&tables),
    };
    let (findings, unbound) = findings_of(old, new, known, &ids, law);
    let rows: HashMap<&Addr, &ComparedRow<'_>> = tables
        .0
        .values()
        .flat_map(|t| &t.old)
        .map(|row| (&row.at, row))
        .collect();
    let owner = |at: &Addr| ids.people[0].get(at).cloned();
    let asked = FindingTargets::of(old.appraisal, old.dossier, &rows, &owner);
    let items = items::changes(&tables, &asked, [old.dossier, new.dossier], forms, law);
    let columns = items::column_changes(&tables, forms);
    let unchanged =
        items.is_empty() && columns.is_empty() && findings.iter().all(|f| f.fate == Fate::Same);
    let (warnings, moved) = limits::told(&old.appraisal.agency, &new.appraisal.agency);
    Comparison {
        schema: "vtvl.diff/1",
        program: new.appraisal.program.clone(),
        old: side(old.appraisal),
        new: side(new.appraisal),
        law: judged_by(new.appraisal),
        warnings,
        notices: moved
            .into_iter()
            .chain(notices(old, new, &tables, forms))
            .collect(),
        summary: summary(&findings, &items, unchanged, forms.roles()),
        sheets: sheets::changes(old.dossier, new.dossier),
        columns,
        findings,
        answers_unbound: unbound,
        figures: figures(old.appraisal, new.appraisal),
        items,
    }
}

/// By what rows, positions and cells are known in both submissions, earlier and later.
struct Identities {
    tokens: [HashMap<Addr, String>; 2],
    people: [HashMap<Addr, String>; 2],
    cells: [HashMap<Addr, String>; 2],
}

impl Identities {
    fn of(&self, side: usize, single: &Single<'_>, law: &Law) -> String {
        identity(
            single,
            law,
            &self.tokens[side],
            &self.people[side],
            &self.cells[side],
        )
    }
}

/// What became of the findings, and the answers that fit none.
fn findings_of(
    old: Version<'_>,
    new: Version<'_>,
    known: AlsoKnown<'_>,
    ids: &Identities,
    law: &Law,
) -> (Vec<FindingChange>, Vec<UnboundAnswer>) {
    let id = |side: usize, single: &Single<'_>| ids.of(side, single, law);
    let found = findings::matched(
        old.appraisal,
        new.appraisal,
        &|single| id(0, single),
        &|single| id(1, single),
    );
    let earlier: Vec<Option<&Single<'_>>> = found.iter().map(|(old, _)| old.as_ref()).collect();
    let (answers, left) = answers::bind(&earlier, known.answers);
    let left = left.into_iter().map(|answer| UnboundAnswer {
        place: answer.place.clone(),
        number: answer.number,
        answer: answer.text.clone(),
    });
    let held: HashSet<(String, String, Outcome)> = known
        .held
        .map(findings::singles)
        .unwrap_or_default()
        .iter()
        .map(|single| {
            (
                single.rule.to_owned(),
                id(1, single),
                single.finding.outcome,
            )
        })
        .collect();
    let still = Still {
        subject: &|single| {
            // What belongs to no position that both have is known by what it is written under.
            let identity = id(0, single);
            single.subject.at.is_none()
                || is_in_both(&identity)
                    .unwrap_or_else(|| ids.people[1].values().any(|written| *written == identity))
        },
        under_former_limits: &|single| {
            held.contains(&(
                single.rule.to_owned(),
                id(0, single),
                single.finding.outcome,
            ))
        },
    };
    let left = left.collect();
    (
        findings::changes(found, answers, new.appraisal, &still),
        left,
    )
}

/// The position that each entry is or belongs to, by the entry's cell.
fn who(tables: &Tables<'_>, new: bool) -> HashMap<Addr, String> {
    let tokens = tables.tokens();
    let positions = tables.0.get(&Entity::Position);
    let own = positions
        .into_iter()
        .flat_map(|tabled| if new { &tabled.new } else { &tabled.old });
    let own = own.filter_map(|row| {
        Some((
            row.at.clone(),
            tokens[usize::from(new)].get(&row.at)?.clone(),
        ))
    });
    let annexes = tables
        .0
        .values()
        .flat_map(|tabled| if new { &tabled.new } else { &tabled.old });
    let annexes = annexes.filter_map(|row| Some((row.at.clone(), row.parent.clone()?)));
    own.chain(annexes).collect()
}

/// Token and field of every cell that was read, in the earlier submission and in the later one.
fn cells(tables: &Tables<'_>) -> [HashMap<Addr, String>; 2] {
    let [old, new] = tables.tokens();
    [cells_of(tables, false, &old), cells_of(tables, true, &new)]
}

fn cells_of(
    tables: &Tables<'_>,
    new: bool,
    tokens: &HashMap<Addr, String>,
) -> HashMap<Addr, String> {
    let mut found = HashMap::new();
    for row in tables
        .0
        .values()
        .flat_map(|tabled| if new { &tabled.new } else { &tabled.old })
    {
        let Some(token) = tokens.get(&row.at) else {
            continue;
        };
        for (field, leaf) in row.entry.into_iter().flat_map(|entry| &entry.leaves) {
            found
                .entry(leaf.at.clone())
                .or_insert_with(|| format!("{token}\u{1f}{field}"));
        }
    }
    found
}

/// What a subject is in both submissions: its row, its position for what belongs to one, its cell's
/// row and column for cells.
fn identity(
    single: &Single<'_>,
    law: &Law,
    tokens: &HashMap<Addr, String>,
    owners: &HashMap<Addr, String>,
    cells: &HashMap<Addr, String>,
) -> String {
    let subject = single.subject;
    let Some(at) = &subject.at else {
        return subject.kind.clone();
    };
    let kind = law
        .rules
        .get(single.rule)
        .and_then(|rule| law.subjects.get(&rule.each));
    let token = match kind {
        Some(kind) if kind.cells => cells.get(at),
        Some(kind) if !kind.group.is_empty() => owners.get(at).or_else(|| tokens.get(at)),
        _ => tokens.get(at),
    };
    token.cloned().unwrap_or_else(|| subject.called.clone())
}

/// Whether a row was found in the other submission; none for what is no row.
fn is_in_both(identity: &str) -> Option<bool> {
    identity.strip_prefix('\u{1}').map(|rest| {
        rest.split('\u{1f}')
            .next()
            .is_some_and(|row| row.contains('+'))
    })
}

fn side(appraisal: &Appraisal) -> Side {
    Side {
        file: appraisal.input.file.clone(),
        sha256: appraisal.input.sha256.clone(),
        files: appraisal.input.files.clone(),
        agency: appraisal.agency.name.clone(),
        submitted_on: appraisal.agency.submitted_on,
        recommendation: appraisal.recommendation,
        conclusion: appraisal.conclusion.sentence.clone(),
        counts: appraisal.counts,
    }
}

fn judged_by(appraisal: &Appraisal) -> JudgedBy {
    let law = &appraisal.law;
    JudgedBy {
        as_of: law.as_of,
        as_of_source: law.as_of_source.clone(),
        profile: law.profile.clone(),
        profile_title: law.profile_title.clone(),
        digest: law.digest.clone(),
        origin: law.origin.clone(),
        warning: law.warning.clone(),
    }
}

/// That the earlier submission is judged by the law of another day than its own.
fn of_days(old: Version<'_>, new: Version<'_>) -> Option<String> {
    let as_of = new.appraisal.law.as_of;
    match old.appraisal.agency.submitted_on {
        Some(own) if own != as_of => Some(format!(
            "Bản cũ ghi ngày trình {}; cả hai bản được xét theo quy định có hiệu lực ngày {}.",
            day(own),
            day(as_of)
        )),
        None => Some(format!(
            "Bản cũ không ghi ngày trình; cả hai bản được xét theo ngày {}.",
            day(as_of)
        )),
        Some(_) => None,
    }
}

fn notices(old: Version<'_>, new: Version<'_>, tables: &Tables<'_>, forms: &Forms) -> Vec<String> {
    let mut notices: Vec<String> = of_days(old, new).into_iter().collect();
    let name = |version: &Version<'_>| version.appraisal.agency.name.clone();
    let key = |name: &str| crate::dictionary::fold::key(name);
    if key(&name(&old)) != key(&name(&new)) {
        let shown = |name: String| {
            if name.is_empty() {
                "(không ghi)".to_owned()
            } else {
                format!("“{name}”")
            }
        };
        notices.push(format!(
            "Hai bản ghi tên cơ quan khác nhau: {} và {}; hãy kiểm tra có đúng là hai bản của một đề án.",
            shown(name(&old)),
            shown(name(&new))
        ));
    }
    for entity in Entity::ALL {
        let form = forms
            .of(entity)
            .map_or_else(|| entity.to_string(), |form| form.sheet.clone());
        let has = |version: &Version<'_>| version.dossier.tables.contains_key(&entity);
        match (has(&old), has(&new)) {
            (true, false) => notices.push(format!("Bản mới không còn biểu “{form}”.")),
            (false, true) => {
                notices.push(format!("Bản mới có thêm biểu “{form}” mà bản cũ không có."))
            }
            _ => {}
        }
        if tables
            .0
            .get(&entity)
            .is_some_and(|tabled| tabled.pairing.cut)
        {
            notices.push(format!(
                "Biểu “{form}” khác nhau quá nhiều dòng nên các dòng gần giống nhau không được ghép; chúng được nêu là bỏ và thêm."
            ));
        }
    }
    notices
}

fn figures(old: &Appraisal, new: &Appraisal) -> Vec<FigureChange> {
    let count = |appraisal: &Appraisal| i64::try_from(appraisal.figures.positions).ok();
    let figure = |figure, label, old, new| FigureChange {
        figure,
        label,
        old,
        new,
    };
    let all = [
        figure("positions", "Số vị trí việc làm", count(old), count(new)),
        figure(
            "assigned",
            "Số được giao",
            old.agency.assigned,
            new.agency.assigned,
        ),
        figure(
            "proposed",
            "Số đề nghị",
            old.agency.proposed,
            new.agency.proposed,
        ),
        figure(
            "present",
            "Số có mặt",
            old.agency.present,
            new.agency.present,
        ),
    ];
    all.into_iter()
        .filter(|figure| figure.old != figure.new)
        .collect()
}

fn summary(
    findings: &[FindingChange],
    items: &[ItemChange],
    unchanged: bool,
    roles: &Roles,
) -> Summary {
    let mut fates: BTreeMap<Fate, usize> = BTreeMap::new();
    for finding in findings.iter().filter(|finding| !finding.is_consequence()) {
        *fates.entry(finding.fate).or_default() += 1;
    }
    let count = |fate: Fate| fates.get(&fate).copied().unwrap_or_default();
    let unasked = |item: &ItemChange| match item.fate {
        ItemFate::Changed => item
            .fields
            .iter()
            .filter(|field| field.asked == Asking::No)
            .count(),
        _ => usize::from(item.asked == Asking::No),
    };
    let mut summary = Summary {
        sentence: String::new(),
        unchanged,
        fixed: count(Fate::Fixed),
        limit_moved: count(Fate::LimitMoved),
        new: count(Fate::New),
        changed: count(Fate::Changed),
        same: count(Fate::Same),
        subject_dropped: count(Fate::SubjectDropped),
        not_judged: count(Fate::NotJudged) + count(Fate::NotApplicable),
        positions: moves(
            items,
            "position",
            &telling(roles, Entity::Position, Role::Unit),
        ),
        units: moves(items, "unit", &telling(roles, Entity::Unit, Role::Superior)),
        unasked: items.iter().map(unasked).sum(),
    };
    summary.sentence = sentence(&summary);
    summary
}

/// The fields that tell where an entry stands: its name, its code and its unit.
fn telling(roles: &Roles, entity: Entity, unit: Role) -> [&str; 3] {
    [Role::Name, Role::Code, unit].map(|role| roles.key(entity, role).unwrap_or_default())
}

fn moves(items: &[ItemChange], kind: &str, telling: &[&str; 3]) -> Moves {
    let [name, code, unit] = telling;
    let of = |test: &dyn Fn(&ItemChange) -> bool| {
        items
            .iter()
            .filter(|item| item.kind == kind && test(item))
            .count()
    };
    let changed = |item: &ItemChange| item.fate == ItemFate::Changed;
    Moves {
        added: of(&|item| item.fate == ItemFate::Added),
        dropped: of(&|item| item.fate == ItemFate::Dropped),
        renamed: of(&|item| changed(item) && item.differs(&[name])),
        recoded: of(&|item| changed(item) && item.differs(&[code])),
        moved: of(&|item| changed(item) && item.differs(&[unit])),
        changed: of(&|item| {
            changed(item)
                && item
                    .fields
                    .iter()
                    .any(|field| !telling.contains(&field.field.as_str()))
        }),
    }
}

fn sentence(summary: &Summary) -> String {
    let left = summary.same + summary.changed;
    if summary.unchanged {
        let still = if left > 0 {
            format!(" {left} nội dung thẩm định vẫn còn nguyên.")
        } else {
            String::new()
        };
        return format!("Hai bản không có thay đổi về nội dung.{still}");
    }
    let mut parts = vec![format!("đã sửa {} nội dung", summary.fixed)];
    if summary.limit_moved > 0 {
        parts.push(format!(
            "{} không còn chỉ vì mức so sánh đã đổi (chưa coi là đã sửa)",
            summary.limit_moved
        ));
    }
    parts.push(format!("mới phát sinh {}", summary.new));
    parts.push(match summary.changed {
        0 => format!("còn {left}"),
        changed => format!("còn {left} (trong đó {changed} đã thay đổi)"),
    });
    if summary.subject_dropped > 0 {
        parts.push(format!(
            "{} không còn vì đối tượng đã bỏ",
            summary.subject_dropped
        ));
    }
    if summary.not_judged > 0 {
        parts.push(format!(
            "{} không kiểm tra được ở bản mới",
            summary.not_judged
        ));
    }
    let unasked = match summary.unasked {
        0 => "mọi thay đổi đều liên quan đến nội dung thẩm định".to_owned(),
        unasked => format!("{unasked} thay đổi không do nội dung thẩm định nào yêu cầu"),
    };
    let text = format!("{}; {unasked}.", parts.join(", "));
    let mut chars = text.chars();
    chars
        .next()
        .map(|first| first.to_uppercase().chain(chars).collect())
        .unwrap_or_default()
}
