//! Which unit stands in which, as the table of units says it: by the code or the name of the
//! superior.

use std::collections::HashMap;

use super::Dossier;
use super::Entry;
use crate::dictionary::Entity;
use crate::dictionary::Role;
use crate::dictionary::text_key;

/// No agency has so many levels: a circle of units ends there.
const MAX_LEVELS: usize = 12;

/// Quan hệ trên dưới của các đơn vị: the superior of each unit, by its place in the table of units.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Nesting(Vec<Option<usize>>);

impl Nesting {
    /// Of the units of a dossier. Of several units with one name the first is meant.
    #[must_use]
    pub fn of(dossier: &Dossier) -> Self {
        let units = dossier.entries(Entity::Unit);
        let key = |unit: &Entry, role| {
            Some(text_key(&dossier.said(unit, role))).filter(|key| !key.is_empty())
        };
        let mut places: HashMap<String, usize> = HashMap::new();
        for (place, unit) in units.iter().enumerate() {
            for name in [Role::Code, Role::Name]
                .into_iter()
                .filter_map(|role| key(unit, role))
            {
                places.entry(name).or_insert(place);
            }
        }
        let superior =
            |unit: &Entry| key(unit, Role::Superior).and_then(|name| places.get(&name).copied());
        Self(units.iter().map(superior).collect())
    }

    /// The unit that a unit stands in.
    #[must_use]
    pub fn superior(&self, place: usize) -> Option<usize> {
        self.0.get(place).copied().flatten()
    }

    /// How many units stand above a unit.
    #[must_use]
    pub fn depth(&self, place: usize) -> usize {
        self.above(place).count()
    }

    /// The units inside a unit, at any depth, in the order of the table.
    #[must_use]
    pub fn inside(&self, place: usize) -> Vec<usize> {
        (0..self.0.len())
            .filter(|inner| *inner != place && self.above(*inner).any(|above| above == place))
            .collect()
    }

    fn above(&self, place: usize) -> impl Iterator<Item = usize> {
        std::iter::successors(self.superior(place), |above| self.superior(*above)).take(MAX_LEVELS)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn units_are_found_at_any_depth_and_circles_end() {
        // 1 in 0, 2 in 1, 3 alone; 4 and 5 in each other.
        let nesting = Nesting(vec![None, Some(0), Some(1), None, Some(5), Some(4)]);
        assert_eq!(nesting.inside(0), [1, 2]);
        assert_eq!(nesting.inside(4), [5]);
        assert_eq!(
            (nesting.depth(2), nesting.depth(3), nesting.depth(4)),
            (2, 0, MAX_LEVELS)
        );
    }
}
