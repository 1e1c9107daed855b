//! The tables of two submissions, row by row: units first, then positions, then what refers to
//! them.

use std::collections::BTreeMap;
use std::collections::BTreeSet;
use std::collections::HashMap;

use super::MatchedBy;
use super::pairs::Likeness;
use super::pairs::Pairing;
use super::pairs::Tier;
use super::pairs::pair;
use super::rows::ComparedRow;
use super::rows::Ids;
use super::rows::ReferenceIds;
use super::rows::unlisted_units;
use crate::cells::Addr;
use crate::dictionary::Entity;
use crate::dictionary::Role;
use crate::dossier::Dossier;

use MatchedBy::Code;
use MatchedBy::Identity;
use MatchedBy::Name;

/// Likeness from which two positions, and two units, are taken for one.
const LIKE: f64 = 0.55;
/// Likeness from which two texts are taken for one.
const LIKE_TEXT: f64 = 0.6;

/// One table of both submissions.
#[derive(Debug)]
pub(super) struct ComparedTable<'a> {
    pub(super) old: Vec<ComparedRow<'a>>,
    pub(super) new: Vec<ComparedRow<'a>>,
    pub(super) pairing: Pairing,
}

impl<'a> ComparedTable<'a> {
    /// The rows of the earlier submission (0), or of the later one (1).
    pub(super) fn rows(&self, side: usize) -> &[ComparedRow<'a>] {
        if side == 0 { &self.old } else { &self.new }
    }
}

/// All tables of both submissions.
#[derive(Debug)]
pub(super) struct ComparedTables<'a>(pub(super) BTreeMap<Entity, ComparedTable<'a>>);

/// By which fields the rows of a table are told, surest first. A name in the same unit goes before
/// a code in the same unit: when codes are dealt out anew, the name tells the position.
const fn tiers(entity: Entity) -> &'static [Tier] {
    match entity {
        Entity::Agency => &[(Identity, &[])],
        Entity::Unit => &[
            (Identity, &[Role::Code, Role::Name]),
            (Name, &[Role::Name]),
            (Code, &[Role::Code]),
        ],
        Entity::Position => &[
            (Identity, &[Role::Code, Role::Name, Role::Unit]),
            (Identity, &[Role::Code, Role::Name]),
            (Name, &[Role::Name, Role::Unit]),
            (Code, &[Role::Code, Role::Unit]),
        ],
        Entity::Task => &[
            (Identity, &[Role::Name, Role::Owner, Role::Unit]),
            (Identity, &[Role::Name, Role::Owner]),
            (Name, &[Role::Name, Role::Unit]),
            (Name, &[Role::Name]),
        ],
        Entity::Duty => &[
            (Identity, &[Role::Owner, Role::Name, Role::Work]),
            (Name, &[Role::Owner, Role::Work]),
            (Name, &[Role::Owner, Role::Name]),
            (Name, &[Role::Name, Role::Work]),
        ],
        Entity::Competency => &[
            (Identity, &[Role::Owner, Role::Group, Role::Name]),
            (Name, &[Role::Owner, Role::Name]),
        ],
        Entity::Basis => &[
            (Identity, &[Role::Reference, Role::Name]),
            (Code, &[Role::Reference]),
            (Name, &[Role::Name]),
        ],
        Entity::Level => &[
            (Identity, &[Role::Owner, Role::Name]),
            (Name, &[Role::OwnerName, Role::Name]),
        ],
        Entity::Component | Entity::Group => &[(Identity, &[Role::Name])],
        Entity::Body => &[
            (Identity, &[Role::Name, Role::Superior]),
            (Name, &[Role::Name]),
        ],
        Entity::Rank => &[
            (Identity, &[Role::Code, Role::Name]),
            (Code, &[Role::Code]),
            (Name, &[Role::Name]),
        ],
    }
}

impl<'a> ComparedTables<'a> {
    /// Finds every row of the one submission in the other.
    pub(super) fn of(old: &'a Dossier, new: &'a Dossier) -> Self {
        let mut known = [ReferenceIds::default(), ReferenceIds::default()];
        let units = units([old, new], &known);
        let [old_units, new_units] = tokens(&units, Entity::Unit);
        known[0].units = Ids::new(&units.old, shared_only(old_units, &units.pairing, false));
        known[1].units = Ids::new(&units.new, shared_only(new_units, &units.pairing, true));
        let positions = positions([old, new], &known);
        let [old_tokens, new_tokens] = tokens(&positions, Entity::Position);
        known[0].positions = Ids::new(
            &positions.old,
            shared_only(old_tokens, &positions.pairing, false),
        );
        known[1].positions = Ids::new(
            &positions.new,
            shared_only(new_tokens, &positions.pairing, true),
        );
        let mut tables = BTreeMap::new();
        for entity in Entity::ALL {
            let (rows_old, rows_new) = (known[0].rows(old, entity), known[1].rows(new, entity));
            let tabled = match entity {
                // Once more, now that what they refer to is known.
                Entity::Unit => ComparedTable {
                    pairing: units_again(&units, rows_old.len(), rows_new.len()),
                    old: rows_old,
                    new: rows_new,
                },
                Entity::Position => continue,
                _ => plain(entity, rows_old, rows_new),
            };
            tables.insert(entity, tabled);
        }
        let (old_rows, new_rows) = (
            known[0].rows(old, Entity::Position),
            known[1].rows(new, Entity::Position),
        );
        tables.insert(
            Entity::Position,
            ComparedTable {
                old: old_rows,
                new: new_rows,
                pairing: positions.pairing,
            },
        );
        Self(tables)
    }

    /// The token of every entry by its cell: the same in both submissions for what is one.
    pub(super) fn tokens(&self) -> [HashMap<Addr, String>; 2] {
        let mut found = [HashMap::new(), HashMap::new()];
        for (entity, tabled) in &self.0 {
            for (side, tokens) in tokens(tabled, *entity).into_iter().enumerate() {
                for (row, token) in tabled.rows(side).iter().zip(tokens) {
                    found[side].entry(row.at.clone()).or_insert(token);
                }
            }
        }
        found
    }
}

/// The tokens of what both submissions have.
fn shared_only(tokens: Vec<String>, pairing: &Pairing, new: bool) -> Vec<Option<String>> {
    let left = if new {
        &pairing.added
    } else {
        &pairing.dropped
    };
    let keep = |(index, token): (usize, String)| (!left.contains(&index)).then_some(token);
    tokens.into_iter().enumerate().map(keep).collect()
}

/// One token a row: the same for two rows that are one.
pub(super) fn tokens(tabled: &ComparedTable<'_>, entity: Entity) -> [Vec<String>; 2] {
    let new: Vec<String> = (0..tabled.new.len())
        .map(|index| format!("\u{1}{entity}+{index}"))
        .collect();
    let mut old: Vec<String> = (0..tabled.old.len())
        .map(|index| format!("\u{1}{entity}-{index}"))
        .collect();
    for pair in &tabled.pairing.pairs {
        if let (Some(token), Some(same)) = (old.get_mut(pair.old), new.get(pair.new)) {
            token.clone_from(same);
        }
    }
    [old, new]
}

fn plain<'a>(
    entity: Entity,
    old: Vec<ComparedRow<'a>>,
    new: Vec<ComparedRow<'a>>,
) -> ComparedTable<'a> {
    let text = |row: &ComparedRow<'_>| {
        let fields = [Role::Name, Role::Work, Role::Reference];
        fields
            .iter()
            .filter_map(|field| row.get(*field).map(String::as_str))
            .collect::<Vec<_>>()
            .join(" ")
    };
    let texts = [&old, &new].map(|rows| rows.iter().map(text).collect::<Vec<String>>());
    let of = |a: usize, b: usize| strsim::sorensen_dice(&texts[0][a], &texts[1][b]);
    let pairing = pair(
        &old,
        &new,
        tiers(entity),
        &Likeness {
            of: &of,
            least: LIKE_TEXT,
        },
    );
    ComparedTable { old, new, pairing }
}

/// Units, also those that only positions name: by name and code, then by likeness of name and of
/// the positions inside.
fn units<'a>(dossiers: [&'a Dossier; 2], known: &[ReferenceIds; 2]) -> ComparedTable<'a> {
    let [old, new] = [0, 1].map(|side| {
        let mut rows = known[side].rows(dossiers[side], Entity::Unit);
        let more = unlisted_units(dossiers[side], &rows);
        rows.extend(more);
        rows
    });
    let inside =
        [(dossiers[0], &old), (dossiers[1], &new)].map(|(dossier, rows)| members(dossier, rows));
    let of = |a: usize, b: usize| {
        let name = |row: &ComparedRow<'_>| row.name();
        let mut score = Score::default();
        score.add(0.5, strsim::sorensen_dice(&name(&old[a]), &name(&new[b])));
        score.add_if(0.4, shared(&inside[0][a], &inside[1][b]));
        for field in [Role::Code, Role::Kind, Role::Superior] {
            score.add_if(0.1, same(&old[a], &new[b], field));
        }
        score.result()
    };
    let pairing = pair(
        &old,
        &new,
        tiers(Entity::Unit),
        &Likeness {
            of: &of,
            least: LIKE,
        },
    );
    ComparedTable { old, new, pairing }
}

/// The pairing of the units that have a row of their own.
fn units_again(units: &ComparedTable<'_>, old: usize, new: usize) -> Pairing {
    let pairing = &units.pairing;
    // A unit that only positions named before and that now has a row was there all the same:
    // neither is listed.
    let pairs = pairing
        .pairs
        .iter()
        .filter(|pair| pair.old < old && pair.new < new)
        .copied()
        .collect();
    let within = |left: &[usize], rows: usize| {
        left.iter()
            .filter(|index| **index < rows)
            .copied()
            .collect()
    };
    Pairing {
        pairs,
        dropped: within(&pairing.dropped, old),
        added: within(&pairing.added, new),
        cut: pairing.cut,
    }
}

/// The positions of each unit, by code else by name.
fn members(dossier: &Dossier, units: &[ComparedRow<'_>]) -> Vec<BTreeSet<String>> {
    let mut inside = vec![BTreeSet::new(); units.len()];
    let rows = ReferenceIds::default().rows(dossier, Entity::Position);
    for row in rows {
        let Some(unit) = row.get(Role::Unit) else {
            continue;
        };
        let place = units
            .iter()
            .position(|u| u.get(Role::Name) == Some(unit) || u.get(Role::Code) == Some(unit));
        if let (Some(place), Some(key)) =
            (place, row.get(Role::Code).or_else(|| row.get(Role::Name)))
        {
            inside[place].insert(key.clone());
        }
    }
    inside
}

fn positions<'a>(dossiers: [&'a Dossier; 2], known: &[ReferenceIds; 2]) -> ComparedTable<'a> {
    let [old, new] = [0, 1].map(|side| known[side].rows(dossiers[side], Entity::Position));
    let duties =
        [(dossiers[0], &old), (dossiers[1], &new)].map(|(dossier, rows)| duties(dossier, rows));
    let of = |a: usize, b: usize| {
        let name = |row: &ComparedRow<'_>| row.name();
        let mut score = Score::default();
        score.add(0.35, strsim::sorensen_dice(&name(&old[a]), &name(&new[b])));
        score.add_if(0.25, shared(&duties[0][a], &duties[1][b]));
        for (weight, field) in [
            (0.15, Role::Code),
            (0.15, Role::Unit),
            (0.05, Role::RankCode),
            (0.05, Role::Group),
        ] {
            score.add_if(weight, same(&old[a], &new[b], field));
        }
        score.result()
    };
    let pairing = pair(
        &old,
        &new,
        tiers(Entity::Position),
        &Likeness {
            of: &of,
            least: LIKE,
        },
    );
    ComparedTable { old, new, pairing }
}

/// What each position does: the texts of its duties and tasks.
pub(super) fn duties(dossier: &Dossier, positions: &[ComparedRow<'_>]) -> Vec<BTreeSet<String>> {
    let tokens = (0..positions.len())
        .map(|index| Some(format!("\u{1}{index}")))
        .collect();
    let known = ReferenceIds {
        positions: Ids::new(positions, tokens),
        ..ReferenceIds::default()
    };
    let mut done = vec![BTreeSet::new(); positions.len()];
    for entity in [Entity::Duty, Entity::Task] {
        for row in known.rows(dossier, entity) {
            let owner = row
                .parent
                .as_ref()
                .and_then(|token| token.strip_prefix('\u{1}')?.parse::<usize>().ok());
            let Some(place) = owner.and_then(|index| done.get_mut(index)) else {
                continue;
            };
            let text = [Role::Name, Role::Work]
                .iter()
                .filter_map(|field| row.get(*field).cloned())
                .collect::<Vec<_>>();
            place.insert(text.join(" "));
        }
    }
    done
}

/// A weighted mean over what both sides say.
#[derive(Default)]
struct Score {
    sum: f64,
    weight: f64,
}

impl Score {
    fn add(&mut self, weight: f64, value: f64) {
        self.sum += weight * value;
        self.weight += weight;
    }

    fn add_if(&mut self, weight: f64, value: Option<f64>) {
        if let Some(value) = value {
            self.add(weight, value);
        }
    }

    fn result(&self) -> f64 {
        if self.weight > 0.0 {
            self.sum / self.weight
        } else {
            0.0
        }
    }
}

/// 1 or 0 where both rows say something, else none.
fn same(a: &ComparedRow<'_>, b: &ComparedRow<'_>, role: Role) -> Option<f64> {
    let (a, b) = (a.get(role)?, b.get(role)?);
    Some(if a == b { 1.0 } else { 0.0 })
}

/// How much two sets share; none when one of them is empty.
#[expect(
    clippy::cast_precision_loss,
    reason = "counts of rows are far below the precision of a float"
)]
fn shared(a: &BTreeSet<String>, b: &BTreeSet<String>) -> Option<f64> {
    if a.is_empty() || b.is_empty() {
        return None;
    }
    Some(2.0 * a.intersection(b).count() as f64 / (a.len() + b.len()) as f64)
}
