//! Which field of which form plays which role.

use std::collections::BTreeMap;

use super::Entity;
use super::Form;
use super::Key;
use super::Role;

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
