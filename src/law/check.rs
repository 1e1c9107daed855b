//! Checks and the conditions under which they are made, compiled from the front matter.

use super::front::BlankFront;
use super::front::CheckFront;
use super::front::ConditionFront;
use super::front::OneOrMany;
use super::kinds::CheckKind;
use super::kinds::Operand;
use super::limit;
use super::limit::Limit;
use super::literal::Literal;
use super::on_blank::OnBlank;

/// Kiểm tra: one check of one fact.
#[derive(Debug, Clone)]
pub struct Check {
    /// What is asked of the fact.
    pub kind: CheckKind,
    /// The fact; none for [`CheckKind::Manual`].
    pub fact: Option<String>,
    /// What a blank fact means.
    pub on_blank: OnBlank,
    /// The facts whose cells are shown; empty for those of the fact and its limit.
    pub point: Vec<String>,
}

/// Điều kiện áp dụng: what must hold for a rule to apply to a subject.
#[derive(Debug, Clone)]
pub struct Condition {
    /// The fact.
    pub fact: String,
    /// What is asked of it.
    pub test: Test,
    /// What a text outside the closed list of its field means; none: the condition is open.
    pub unlisted: Option<bool>,
}

/// What a condition asks.
#[derive(Debug, Clone, PartialEq)]
pub enum Test {
    /// One of these.
    In(Vec<Limit>),
    /// None of these.
    NotIn(Vec<Limit>),
    /// At least this.
    AtLeast(Limit),
    /// At most this.
    AtMost(Limit),
    /// Known (true) or not known (false), for whatever reason.
    Known(bool),
    /// Blank (true) or filled (false).
    Blank(bool),
}

impl Check {
    /// Compiles a check; `is_value` tells the values of the page from facts.
    pub(super) fn compile(
        front: &CheckFront,
        is_value: &dyn Fn(&str) -> bool,
    ) -> Result<Self, String> {
        let kind = front.kind.compile(&front.tolerance, is_value)?;
        if front.fact.is_none() && !matches!(kind, CheckKind::Manual(_)) {
            return Err("“check” thiếu “fact”; chỉ “manual” không cần".to_owned());
        }
        let on_blank = front
            .blank
            .map_or_else(|| kind.as_kind().on_blank(), OnBlank::from);
        Ok(Self {
            kind,
            fact: front.fact.clone(),
            on_blank,
            point: front.point.clone(),
        })
    }

    /// The facts that the check reads itself (limits apart).
    pub(super) fn facts(&self, found: &mut Vec<String>) {
        found.extend(self.fact.clone());
        found.extend(self.point.iter().cloned());
        found.extend(self.kind.as_kind().second_fact().map(str::to_owned));
    }

    /// What the fact is held against, if anything.
    #[must_use]
    pub fn operand(&self) -> Option<&Operand> {
        self.kind.as_kind().operand()
    }
}

impl From<BlankFront> for OnBlank {
    fn from(front: BlankFront) -> Self {
        match front {
            BlankFront::Fail => Self::Fail,
            BlankFront::Missing => Self::Missing,
            BlankFront::Explain => Self::Explain,
            BlankFront::Note => Self::Note,
            BlankFront::NotApplicable => Self::NotApplicable,
        }
    }
}

impl Condition {
    pub(super) fn compile(front: &ConditionFront) -> Result<Self, String> {
        let many = |literals: &OneOrMany<Literal>| {
            literals
                .clone()
                .into_vec()
                .iter()
                .map(limit::literal)
                .collect::<Result<Vec<_>, _>>()
        };
        let mut tests = Vec::new();
        if let Some(values) = &front.is {
            tests.push(Test::In(many(values)?));
        }
        if let Some(values) = &front.one_of {
            tests.push(Test::In(many(&OneOrMany::Many(values.clone()))?));
        }
        if let Some(values) = &front.not {
            tests.push(Test::NotIn(many(values)?));
        }
        if let Some(value) = &front.at_least {
            tests.push(Test::AtLeast(limit::literal(value)?));
        }
        if let Some(value) = &front.at_most {
            tests.push(Test::AtMost(limit::literal(value)?));
        }
        tests.extend(front.known.map(Test::Known));
        tests.extend(front.blank.map(Test::Blank));
        match tests.pop() {
            Some(test) if tests.is_empty() => Ok(Self {
                fact: front.fact.clone(),
                test,
                unlisted: front.unlisted,
            }),
            _ => Err(format!(
                "điều kiện về “{}” phải có đúng một trong: is, in, not, at_least, at_most, known, blank",
                front.fact
            )),
        }
    }
}
