//! What the fields of a dossier want: by it a text is told from a value that was not understood.

use std::collections::BTreeMap;

use jiff::civil::Date;

use crate::dictionary::Entity;
use crate::dictionary::FieldKind;
use crate::dictionary::FormStanding;
use crate::dictionary::Forms;
use crate::dictionary::Key;
use crate::dictionary::fold;

/// Thứ cần ghi: what a field wants other than any text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Wanted {
    /// Số.
    Number,
    /// Ngày tháng.
    Date,
    /// Có hoặc không.
    Mark,
    /// Một giá trị của danh mục đóng.
    Term,
    /// Bậc, cấp độ.
    Level,
}

impl Wanted {
    /// As a sentence says it: `không đọc được là …`.
    #[must_use]
    pub const fn label(self) -> &'static str {
        match self {
            Self::Number => "số",
            Self::Date => "ngày tháng",
            Self::Mark => "có hay không",
            Self::Term => "giá trị trong danh mục của cột",
            Self::Level => "bậc, cấp độ",
        }
    }
}

/// The fields that want something.
#[derive(Debug, Default)]
pub struct Fields {
    wishes: BTreeMap<Entity, BTreeMap<Key, FieldWish>>,
    /// Those whose cells may name several.
    several: BTreeMap<Entity, Vec<Key>>,
    /// Since when and for whom the form has each table.
    tables: BTreeMap<Entity, FormStanding>,
    /// How names are also written, by field: short and long form, folded.
    spelled: BTreeMap<(Entity, Key), Vec<[String; 2]>>,
}

/// What one field wants.
#[derive(Debug)]
struct FieldWish {
    wanted: Wanted,
    /// The terms of its closed list.
    terms: Vec<Key>,
}

impl Fields {
    /// The wishes of all fields of all forms. A list that only suggests wants nothing.
    pub(super) fn of(forms: &Forms) -> Self {
        let mut fields = Self::default();
        for entity in Entity::ALL {
            let Some(form) = forms.of(entity) else {
                continue;
            };
            fields.tables.insert(entity, form.stands.clone());
            let several = form
                .fields
                .iter()
                .filter(|field| field.several)
                .map(|field| field.key.clone());
            fields.several.insert(entity, several.collect());
            for field in &form.fields {
                if !field.spelled.is_empty() {
                    let folded = field
                        .spelled
                        .iter()
                        .map(|pair| pair.each_ref().map(|text| fold::key(text)));
                    fields
                        .spelled
                        .insert((entity, field.key.clone()), folded.collect());
                }
                let closed = field.choices.is_some() && !field.blank.free;
                let wanted = match field.kind {
                    FieldKind::Mark => Wanted::Mark,
                    FieldKind::Date => Wanted::Date,
                    FieldKind::Count | FieldKind::Number | FieldKind::Percent => Wanted::Number,
                    FieldKind::Text | FieldKind::Code if closed => Wanted::Term,
                    FieldKind::Text | FieldKind::Code | FieldKind::Level => continue,
                };
                let terms = forms.field_terms(entity, &field.key).unwrap_or_default();
                let wish = FieldWish {
                    wanted,
                    terms: terms.iter().map(|term| term.key.clone()).collect(),
                };
                fields
                    .wishes
                    .entry(entity)
                    .or_default()
                    .insert(field.key.clone(), wish);
            }
        }
        fields
    }

    /// Whether the form of a kind of staff has a table on a day: of one that it has not, nobody is
    /// told that it is missing.
    #[must_use]
    pub fn has_table(&self, entity: Entity, staff: &str, day: Date) -> bool {
        self.tables
            .get(&entity)
            .is_none_or(|standing| standing.holds(staff, day))
    }

    /// What a field wants; none when any text will do.
    #[must_use]
    pub fn wanted(&self, entity: Entity, field: &str) -> Option<Wanted> {
        Some(self.wish(entity, field)?.wanted)
    }

    /// Whether values are terms of the field's closed list, and not all of it: then a text outside
    /// the list may stand for any of them. Asked of the whole list, it is only asked whether the
    /// text is on it.
    #[must_use]
    pub fn are_some_terms(&self, entity: Entity, field: &str, values: &[String]) -> bool {
        self.wish(entity, field).is_some_and(|wish| {
            let is_value = |term: &Key| values.iter().any(|value| **value == **term);
            wish.terms.iter().any(is_value) && !wish.terms.iter().all(is_value)
        })
    }

    /// Whether a closed list of an entity's fields has this term.
    #[must_use]
    pub fn has_term(&self, entity: Entity, term: &str) -> bool {
        let wishes = self
            .wishes
            .get(&entity)
            .into_iter()
            .flat_map(BTreeMap::values);
        wishes
            .flat_map(|wish| &wish.terms)
            .any(|known| **known == *term)
    }

    /// Whether a cell of a field may name several.
    #[must_use]
    pub fn names_several(&self, entity: Entity, field: &str) -> bool {
        self.several
            .get(&entity)
            .is_some_and(|keys| keys.iter().any(|key| **key == *field))
    }

    /// A folded name of a field with each word that is written short written out; none where the
    /// field has no short words.
    #[must_use]
    pub fn spelled_out(&self, entity: Entity, field: &str, name: &str) -> Option<String> {
        let mut spelled = self.spelled.iter();
        let (_, pairs) = spelled.find(|((of, key), _)| *of == entity && **key == *field)?;
        let long = |word| {
            pairs
                .iter()
                .find(|[short, _]| short == word)
                .map_or(word, |[_, long]| long.as_str())
        };
        Some(name.split(' ').map(long).collect::<Vec<_>>().join(" "))
    }

    fn wish(&self, entity: Entity, field: &str) -> Option<&FieldWish> {
        self.wishes.get(&entity)?.get(field)
    }
}
