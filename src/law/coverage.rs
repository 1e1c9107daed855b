//! Coverage: what became of every provision of every act, and what no provision names.

use std::collections::BTreeMap;
use std::collections::BTreeSet;

use super::Law;
use super::RuleSet;
use super::Status;
use super::act::compare_provisions;

/// Độ phủ: the provisions of one act, in the order of the act.
#[derive(Debug, Clone)]
pub struct Coverage<'a> {
    /// The act's folder of rules.
    pub set: &'a RuleSet,
    /// The provisions in the order of the act.
    pub provisions: Vec<&'a super::Provision>,
    /// How many there are of each status.
    pub counts: BTreeMap<Status, usize>,
    /// Rules of the folder that no provision names.
    pub unnamed: Vec<&'a str>,
}

impl Status {
    /// The words that people read.
    #[must_use]
    pub const fn label(self) -> &'static str {
        match self {
            Self::Rule => "có quy tắc",
            Self::Fact => "là dữ kiện",
            Self::Form => "có trong biểu mẫu",
            Self::Manual => "câu hỏi cho người thẩm định",
            Self::OutOfScope => "ngoài phạm vi",
            Self::Unknown => "chưa có toàn văn",
            Self::Todo => "chưa xét",
        }
    }
}

impl Law {
    /// The coverage of every act that has provisions, in the order of the folders.
    #[must_use]
    pub fn coverage(&self) -> Vec<Coverage<'_>> {
        self.sets
            .values()
            .filter(|set| set.number.is_some())
            .map(|set| self.coverage_of(set))
            .collect()
    }

    fn coverage_of<'a>(&'a self, set: &'a RuleSet) -> Coverage<'a> {
        let mut provisions: Vec<_> = set.provisions.iter().collect();
        provisions.sort_by(|a, b| compare_provisions(&a.at, &b.at));
        let mut counts = BTreeMap::new();
        for provision in &provisions {
            *counts.entry(provision.status).or_default() += 1;
        }
        let named: BTreeSet<String> = provisions
            .iter()
            .flat_map(|p| p.rules.iter().map(|rule| full_id(set, rule)))
            .collect();
        let own = self.rules.values().filter(|rule| rule.set == set.key);
        let unnamed = own
            .map(|rule| rule.id.as_str())
            .filter(|id| !named.contains(*id))
            .collect();
        Coverage {
            set,
            provisions,
            counts,
            unnamed,
        }
    }
}

/// A rule as a provision names it, with its folder.
#[must_use]
pub(super) fn full_id(set: &RuleSet, rule: &str) -> String {
    if rule.contains('/') {
        rule.to_owned()
    } else {
        format!("{}/{rule}", set.key)
    }
}
