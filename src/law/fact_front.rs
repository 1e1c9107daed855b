//! Facts as the files of the rulebook write them: one way to take each.

use std::collections::BTreeMap;

use indexmap::IndexMap;
use serde::Deserialize;

use super::fact::CELL;
use super::fact::DerivedFact;
use super::fact::DocumentPart;
use super::fact::FactDef;
use super::fact::FactDefs;
use super::fact::FactKind;
use super::fact::FieldRef;
use super::fact::Figure;
use super::fact::LevelEnd;
use super::fact::ListedFact;
use super::fact::LookUp;
use super::fact::OF_DOSSIER;
use super::fact::Operation;
use super::fact::Pick;
use super::fact::Twin;
use super::fact::UnitLimit;
use super::front::OneOrMany;
use super::selection::FilterFront;
use super::selection::Selection;
use super::selection::alternatives;
use crate::book::Book;
use crate::book::Fault;
use crate::dictionary::Entity;
use crate::dictionary::fold;

/// The folder of the rulebook that defines facts.
pub(super) const FOLDER: &str = "facts";

/// Reads every fact of `facts/`.
pub(super) fn load(book: &Book, faults: &mut Vec<Fault>) -> FactDefs {
    let mut facts = FactDefs::default();
    let cell = FactDef {
        key: CELL.into(),
        label: "giá trị ô".into(),
        of: None,
        kind: FactKind::Cell,
        amount: false,
        unit_fields: Vec::new(),
        unit_limit: None,
        twin: None,
        figure: None,
    };
    facts.insert(CELL.into(), cell);
    for (file, text) in book.folder(FOLDER) {
        let fronts: IndexMap<String, FactFront> = match book.toml(file, text, 1) {
            Ok(fronts) => fronts,
            Err(fault) => {
                faults.push(fault);
                continue;
            }
        };
        for (key, front) in fronts {
            // Only a fault needs its line.
            let heading = format!("[{key}]");
            let line = || {
                text.lines()
                    .position(|l| l.trim() == heading)
                    .map_or(0, |i| i + 1)
            };
            if facts.contains_key(&key) {
                faults.push(Fault::at(
                    file,
                    line(),
                    format!("dữ kiện “{key}” đã có ở nơi khác"),
                ));
                continue;
            }
            match front.compile(&key) {
                Ok(def) => {
                    facts.insert(key, def);
                }
                Err(message) => faults.push(Fault::at(
                    file,
                    line(),
                    format!("dữ kiện “{key}”: {message}"),
                )),
            }
        }
    }
    facts
}

/// `{ day = "ngay_sap_xep", years = 3 }`
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct AfterFront {
    day: String,
    years: i64,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct FactFront {
    label: String,
    of: String,
    field: Option<String>,
    count: Option<Entity>,
    rows: Option<Entity>,
    sum: Option<String>,
    sum_of: Option<String>,
    max_of: Option<String>,
    max: Option<String>,
    min: Option<String>,
    distinct: Option<String>,
    value: Option<String>,
    total: Option<String>,
    share: Option<[String; 2]>,
    ratio: Option<[String; 2]>,
    difference: Option<[String; 2]>,
    product: Option<[String; 2]>,
    plus: Option<[String; 2]>,
    least: Option<[String; 2]>,
    greatest: Option<[String; 2]>,
    either: Option<[String; 2]>,
    number_named: Option<String>,
    day_named: Option<String>,
    act_fate: Option<String>,
    same: Option<[String; 2]>,
    years_since: Option<String>,
    years_after: Option<AfterFront>,
    listed: Option<ListedFront>,
    namesakes: Option<NamesakesFront>,
    lowest_level: Option<String>,
    highest_level: Option<String>,
    levels: Option<String>,
    words: Option<WordsFront>,
    nearest: Option<NearestFront>,
    strays: Option<StraysFront>,
    elsewhere: Option<ElsewhereFront>,
    #[serde(default, rename = "match")]
    matching: OneOrMany<BTreeMap<String, String>>,
    #[serde(default, rename = "where")]
    filters: IndexMap<String, FilterFront>,
    #[serde(default)]
    inside: bool,
    unit_limit: Option<UnitLimit>,
    twin: Option<Twin>,
    figure: Option<Figure>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct ListedFront {
    list: OneOrMany<String>,
    by: String,
    #[serde(default)]
    get: String,
    #[serde(default, rename = "as")]
    way: LookUp,
    #[serde(default)]
    pick: Pick,
}

/// `{ list = ["vtvl-chuyen-mon"], by = "ten" }`
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct NamesakesFront {
    list: OneOrMany<String>,
    by: String,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct ElsewhereFront {
    agencies: Vec<String>,
    places: Vec<String>,
    own: Vec<String>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct NearestFront {
    list: OneOrMany<String>,
    by: String,
    #[serde(default, rename = "as")]
    way: LookUp,
}

/// `{ in = "ma_vtvl", among = ["vi_tri.ma", "vi_tri.ten"] }`
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct StraysFront {
    #[serde(rename = "in")]
    field: String,
    among: OneOrMany<String>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct WordsFront {
    list: String,
    #[serde(rename = "in")]
    field: String,
}

/// Makes a fact over a field of the selected entries.
type OverField = fn(FieldRef, Selection) -> FactKind;

impl FactFront {
    pub(super) fn compile(self, key: &str) -> Result<FactDef, String> {
        let of = if self.of == OF_DOSSIER {
            None
        } else {
            Some(
                Entity::from_key(&self.of)
                    .ok_or_else(|| format!("không có loại “{}” (of)", self.of))?,
            )
        };
        let (key, label) = (key.to_owned(), self.label.clone());
        let (unit_limit, twin, figure) = (self.unit_limit, self.twin.clone(), self.figure);
        let kind = self.kind()?;
        Ok(FactDef {
            key,
            label,
            of,
            kind,
            amount: false,
            unit_fields: Vec::new(),
            unit_limit,
            twin,
            figure,
        })
    }

    fn kind(mut self) -> Result<FactKind, String> {
        let mut kinds = self.of_rows()?;
        kinds.extend(self.of_facts().into_iter().map(FactKind::Derived));
        kinds.extend(self.of_lists()?.into_iter().map(FactKind::Listed));
        kinds.extend(self.of_texts()?);
        match kinds.pop() {
            Some(kind) if kinds.is_empty() => Ok(kind),
            _ => Err("phải có đúng một cách lấy (field, count, rows, sum, max, min, distinct, value, total, share, …)"
                .into()),
        }
    }

    /// Taken from a field, or from rows that are chosen.
    fn of_rows(&mut self) -> Result<Vec<FactKind>, String> {
        let filters = std::mem::take(&mut self.filters);
        let selection = Selection {
            matching: std::mem::take(&mut self.matching)
                .into_vec()
                .into_iter()
                .map(alternatives)
                .collect(),
            filters: filters
                .into_iter()
                .map(|(f, t)| Ok((f, t.compile()?)))
                .collect::<Result<_, String>>()?,
            inside: self.inside,
        };
        let mut kinds = Vec::new();
        kinds.extend(self.field.take().map(FactKind::Field));
        kinds.extend(
            self.count
                .map(|entity| FactKind::Count(entity, selection.clone())),
        );
        kinds.extend(self.rows.map(FactKind::Rows));
        let over: [(Option<String>, OverField); 7] = [
            (self.sum.take(), FactKind::Sum),
            (self.sum_of.take(), FactKind::SumOf),
            (self.max_of.take(), FactKind::MaxOf),
            (self.max.take(), FactKind::Max),
            (self.min.take(), FactKind::Min),
            (self.distinct.take(), FactKind::Distinct),
            (self.value.take(), FactKind::First),
        ];
        for (field, make) in over {
            if let Some(field) = field {
                kinds.push(make(field_ref(&field)?, selection.clone()));
            }
        }
        kinds.extend(
            self.total
                .take()
                .map(|field| field_ref(&field))
                .transpose()?
                .map(FactKind::Total),
        );
        Ok(kinds)
    }

    /// Made of other facts.
    fn of_facts(&mut self) -> Vec<DerivedFact> {
        let mut kinds = Vec::new();
        kinds.extend(self.act_fate.take().map(DerivedFact::Fate));
        let named = [
            (self.number_named.take(), DocumentPart::Number),
            (self.day_named.take(), DocumentPart::Day),
        ];
        kinds.extend(
            named
                .into_iter()
                .filter_map(|(fact, part)| Some(DerivedFact::Named(part, fact?))),
        );
        kinds.extend(self.years_since.take().map(DerivedFact::YearsSince));
        kinds.extend(
            self.years_after
                .take()
                .map(|after| DerivedFact::YearsAfter {
                    day: after.day,
                    years: after.years,
                }),
        );
        let pairs = [
            (self.share.take(), Operation::Share),
            (self.ratio.take(), Operation::Ratio),
            (self.difference.take(), Operation::Difference),
            (self.product.take(), Operation::Product),
            (self.plus.take(), Operation::Plus),
            (self.least.take(), Operation::Least),
            (self.greatest.take(), Operation::Greatest),
            (self.either.take(), Operation::Either),
            (self.same.take(), Operation::Same),
        ];
        for (pair, operation) in pairs {
            kinds.extend(pair.map(|[a, b]| DerivedFact::Pair(operation, a, b)));
        }
        kinds
    }

    /// Looked up in lists.
    fn of_lists(&mut self) -> Result<Vec<ListedFact>, String> {
        let mut kinds = Vec::new();
        if let Some(l) = self.listed.take() {
            if l.get.is_empty() != (l.pick == Pick::Count) {
                return Err("“listed” cần “get”, trừ khi chỉ đếm số mục (pick = \"count\")".into());
            }
            kinds.push(ListedFact::Item {
                lists: l.list.into_vec(),
                by: l.by,
                get: l.get,
                way: l.way,
                pick: l.pick,
            });
        }
        kinds.extend(self.namesakes.take().map(|n| ListedFact::Namesakes {
            lists: n.list.into_vec(),
            by: n.by,
        }));
        kinds.extend(self.nearest.take().map(|n| ListedFact::Nearest {
            lists: n.list.into_vec(),
            by: n.by,
            way: n.way,
        }));
        kinds.extend(self.words.take().map(|w| ListedFact::Words {
            list: w.list,
            field: w.field,
        }));
        Ok(kinds)
    }

    /// Read out of a text.
    fn of_texts(&mut self) -> Result<Vec<FactKind>, String> {
        let mut kinds = Vec::new();
        let ends = [
            (self.lowest_level.take(), LevelEnd::Lowest),
            (self.highest_level.take(), LevelEnd::Highest),
            (self.levels.take(), LevelEnd::Count),
        ];
        kinds.extend(
            ends.into_iter()
                .filter_map(|(field, end)| Some(FactKind::LevelEnd(end, field?))),
        );
        kinds.extend(self.elsewhere.take().map(|e| FactKind::Elsewhere {
            agencies: e.agencies.iter().map(|word| fold::key(word)).collect(),
            places: e.places.iter().map(|word| fold::key(word)).collect(),
            own: e.own,
        }));
        if let Some(strays) = self.strays.take() {
            let among = strays
                .among
                .into_vec()
                .iter()
                .map(|field| field_ref(field))
                .collect::<Result<_, _>>()?;
            kinds.push(FactKind::Strays {
                field: strays.field,
                among,
            });
        }
        Ok(kinds)
    }
}

fn field_ref(text: &str) -> Result<FieldRef, String> {
    let wrong = || format!("“{text}” phải có dạng loại.trường, ví dụ vi_tri.so_nguoi");
    let (entity, field) = text.split_once('.').ok_or_else(wrong)?;
    Ok(FieldRef {
        entity: Entity::from_key(entity).ok_or_else(wrong)?,
        field: field.to_owned(),
    })
}
