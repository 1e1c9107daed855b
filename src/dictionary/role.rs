//! What a field is to its row: the only names by which code knows the fields of the forms.

use std::collections::BTreeMap;

use serde::Deserialize;

use super::Entity;
use super::Form;
use super::Key;
use crate::book::Fault;

/// Vai trò của trường: what a field is to its row, declared in the forms (`role = "people"`).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Role {
    /// The row's number.
    Number,
    /// The entry's code; of a task, the code of the position that it belongs to.
    Code,
    /// What names the entry: declared by `name = true`.
    #[serde(skip)]
    Name,
    /// For whom a level holds, where each group of positions has a column of levels.
    Scope,
    /// The level of a competency, or of a position of which a row tells.
    Level,
    /// The levels that a position uses.
    Levels,
    /// How many people.
    People,
    /// How many people there are at present.
    Present,
    /// How many positions.
    Positions,
    /// How many people were assigned to the agency.
    Assigned,
    /// The unit that a unit stands in, or the agency above the agency.
    Superior,
    /// The day of the submission.
    Submitted,
    /// Whom the proposal is about: civil servants or public employees.
    Staff,
    /// What kind of agency or unit it is.
    Kind,
    /// How far the agency pays for itself.
    Autonomy,
    /// Whether it is a first submission or an adjustment.
    Round,
    /// Number of the written request.
    Request,
    /// Number of the decision that assigned the people.
    Assignment,
    /// Whether a component is there.
    Mark,
    /// Number and symbol of a document.
    Reference,
    /// The day of a document.
    Day,
    /// How many heads.
    Heads,
    /// How many deputies.
    Deputies,
    /// The group of a position or of a competency.
    Group,
    /// The unit that a row belongs to.
    Unit,
    /// Name of the rank or professional title.
    Rank,
    /// Code of the rank or professional title.
    RankCode,
    /// The position that carries a position without people of its own.
    Carrier,
    /// Code of the position that a row belongs to.
    Owner,
    /// Name of the position that a row belongs to.
    OwnerName,
    /// One work of a duty.
    Work,
    /// What the agency notes beside an entry.
    Note,
    /// Why the agency proposes an entry as it is.
    Explanation,
}

impl Role {
    /// The roles that code needs in the form of a kind of entity.
    #[must_use]
    pub const fn needed(entity: Entity) -> &'static [Self] {
        match entity {
            Entity::Agency => &[
                Self::Name,
                Self::Superior,
                Self::Staff,
                Self::Kind,
                Self::Autonomy,
                Self::Round,
                Self::Submitted,
                Self::Request,
                Self::Assignment,
                Self::Assigned,
                Self::Present,
            ],
            Entity::Component => &[Self::Name, Self::Mark, Self::Reference, Self::Day],
            Entity::Basis => &[Self::Name, Self::Reference],
            Entity::Unit => &[
                Self::Name,
                Self::Code,
                Self::Kind,
                Self::Superior,
                Self::People,
                Self::Heads,
                Self::Deputies,
            ],
            Entity::Task => &[Self::Name, Self::Code, Self::Unit],
            Entity::Position => &[
                Self::Name,
                Self::Code,
                Self::Group,
                Self::Unit,
                Self::Rank,
                Self::RankCode,
                Self::People,
                Self::Present,
                Self::Carrier,
            ],
            Entity::Duty => &[Self::Name, Self::Owner, Self::OwnerName, Self::Work],
            Entity::Competency => &[
                Self::Name,
                Self::Owner,
                Self::OwnerName,
                Self::Group,
                Self::Level,
            ],
            Entity::Level => &[Self::Name, Self::Owner, Self::OwnerName, Self::People],
            Entity::Group => &[Self::Name, Self::Positions, Self::People],
            Entity::Rank => &[Self::Name, Self::Code, Self::People],
            Entity::Body => &[Self::Name, Self::Superior, Self::Kind, Self::Day],
        }
    }

    /// As a form writes it.
    #[must_use]
    pub fn word(self) -> String {
        match self {
            Self::Name => "name = true".to_owned(),
            role => format!("role = \"{}\"", format!("{role:?}").to_lowercase()),
        }
    }
}

/// Which field plays which role, by kind of entity.
#[derive(Debug, Clone, Default)]
pub struct Roles(BTreeMap<(Entity, Role), Key>);

impl Roles {
    pub(super) fn of(forms: &[Form]) -> Self {
        let mut roles = BTreeMap::new();
        for form in forms {
            let Some(entity) = form.entity else { continue };
            for field in &form.fields {
                let named = field.name.then_some(Role::Name);
                let played = field.role.into_iter().chain(named);
                roles.extend(played.map(|role| ((entity, role), field.key.clone())));
            }
        }
        Self(roles)
    }

    /// The key of the field with a role.
    #[must_use]
    pub fn key(&self, entity: Entity, role: Role) -> Option<&str> {
        self.0.get(&(entity, role)).map(|key| &**key)
    }
}

/// Two fields with one role, and roles that no field has; `line` tells where a key is declared.
pub(super) fn check(form: &Form, line: &dyn Fn(&str) -> usize) -> Vec<Fault> {
    let file = format!("forms/{}.toml", form.key);
    let mut faults = Vec::new();
    for (i, field) in form.fields.iter().enumerate() {
        let named = field.name.then_some(Role::Name);
        for role in field.role.into_iter().chain(named) {
            if let Some(other) = form.fields[..i].iter().find(|other| other.plays(role)) {
                let message = format!(
                    "hai trường “{}” và “{}” cùng khai {}",
                    other.key,
                    field.key,
                    role.word()
                );
                faults.push(Fault::at(&file, line(&field.key), message));
            }
        }
    }
    let needed = form.entity.map_or(&[][..], Role::needed);
    for role in needed.iter().filter(|role| form.keyed(**role).is_none()) {
        let fault = Fault::at(
            &file,
            line(&form.key),
            format!("không trường nào của biểu khai {}", role.word()),
        );
        faults.push(fault.hint("chương trình cần biết trường nào giữ vai trò này"));
    }
    faults
}

#[cfg(test)]
mod tests {
    use crate::book::Book;
    use crate::dictionary::Entity;
    use crate::dictionary::Forms;
    use crate::dictionary::Role;

    fn fault(was: &str, is: &str) -> String {
        let mut book = Book::embedded();
        let name = "forms/co-cau-to-chuc.toml";
        let text = book.text(name).unwrap().replacen(was, is, 1);
        assert_ne!(Some(text.as_str()), book.text(name), "{was} stands nowhere");
        book.put(name, &text);
        Forms::parse(&book).unwrap_err().to_string()
    }

    #[test]
    fn each_needed_role_is_played_once() {
        for (role, word) in [
            ("heads", "heads"),
            ("deputies", "deputies"),
            ("superior", "superior"),
        ] {
            let fault = fault(&format!("role     = \"{role}\"\n"), "");
            assert!(
                fault.contains("co-cau-to-chuc.toml:2") && fault.contains(word),
                "{fault}"
            );
        }
        let nameless = fault("name     = true\n", "");
        assert!(nameless.contains("name = true"), "{nameless}");
        let twice = fault("role     = \"deputies\"", "role     = \"heads\"");
        assert!(
            twice.contains("so_cap_truong") && twice.contains("so_cap_pho"),
            "{twice}"
        );
        let unknown = fault("role     = \"heads\"", "role     = \"head\"");
        assert!(unknown.contains("co-cau-to-chuc.toml:"), "{unknown}");
    }

    #[test]
    fn every_role_is_written_as_the_forms_write_it() {
        let book = Book::embedded();
        let forms = Forms::parse(&book).unwrap_or_else(|faults| panic!("{faults}"));
        for entity in Entity::ALL {
            for role in Role::needed(entity) {
                let field = forms.by_role(entity, *role).unwrap();
                let name = format!("forms/{}.toml", forms.of(entity).unwrap().key);
                let words = book
                    .text(&name)
                    .unwrap()
                    .split_whitespace()
                    .collect::<Vec<_>>()
                    .join(" ");
                assert!(
                    words.contains(&role.word()),
                    "{entity}.{}: {}",
                    field.key,
                    role.word()
                );
            }
        }
    }
}
