//! The closed set of kinds of check, compiled from the front matter.

use indexmap::IndexMap;
use regex_lite::Regex;
use rust_decimal::Decimal;

use super::front::BlankFront;
use super::front::CheckFront;
use super::front::ChoiceFront;
use super::front::ConditionFront;
use super::front::Literal;
use super::front::OneOrMany;
use super::limit;
use super::limit::Limit;

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

/// What is asked of a fact.
#[derive(Debug, Clone)]
pub enum CheckKind {
    /// It is there.
    Required,
    /// It is one of these terms, or a code of these lists.
    OneOf(Choice),
    /// It is none of these.
    NoneOf(Choice),
    /// It is blank.
    Absent,
    /// A count that is 1: the subject itself.
    Unique,
    /// Its text matches a pattern as a whole.
    Matches(Regex),
    /// It is a whole number ≥ 0.
    Whole,
    /// It is at most an operand.
    AtMost(Operand, Tolerance),
    /// It is at least an operand.
    AtLeast(Operand, Tolerance),
    /// It equals an operand.
    Equals(Operand, Tolerance),
    /// A count that is at least 1.
    Counterpart,
    /// The act that its text names was in force.
    CitesInForce,
    /// Neither an error value nor a formula without a value.
    Sound,
    /// Always said: a day, by the term of `lan_trinh`, in days after the fact.
    Deadline(IndexMap<String, i64>),
    /// Always a question for the appraiser.
    Manual,
}

/// A closed set.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Choice {
    /// Term keys.
    Keys(Vec<String>),
    /// Codes of dated lists.
    Lists(Vec<String>),
}

/// What a fact is held against: a literal, a value of the page, or another fact (told apart on load).
#[derive(Debug, Clone, PartialEq)]
pub enum Operand {
    /// A literal.
    Literal(Limit),
    /// A dated value of the page.
    Value(String),
    /// Another fact.
    Fact(String),
}

/// How far apart two numbers may be; inclusive.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Tolerance {
    /// Not at all.
    Exact,
    /// By an absolute amount.
    Absolute(Decimal),
    /// By a percentage of the operand.
    Percent(Decimal),
}

/// What a blank fact means to a check.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum OnBlank {
    /// The check fails at the rule's level.
    Fail,
    /// It cannot be judged.
    Missing,
    /// Asks for an explanation.
    Explain,
    /// Is pointed out.
    Note,
    /// The check has nothing to say.
    NotApplicable,
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
    pub(super) fn compile(front: &CheckFront, is_value: &dyn Fn(&str) -> bool) -> Result<Self, String> {
        let kinds = front.kinds();
        if kinds.len() != 1 {
            return Err(format!("mỗi “check” có đúng một loại kiểm tra; đang có: {}", list(&kinds)));
        }
        let kind = front.kind(is_value)?;
        if front.fact.is_none() && !matches!(kind, CheckKind::Manual) {
            return Err(format!("“check” loại {} thiếu “fact”", kinds[0]));
        }
        let by_default = match kind {
            CheckKind::Required | CheckKind::OneOf(_) => OnBlank::Fail,
            _ => OnBlank::Missing,
        };
        let on_blank = front.blank.map_or(by_default, OnBlank::from);
        Ok(Self { kind, fact: front.fact.clone(), on_blank, point: front.point.clone() })
    }

    /// The facts that the check reads itself (limits apart).
    pub(super) fn facts(&self, found: &mut Vec<String>) {
        found.extend(self.fact.clone());
        found.extend(self.point.iter().cloned());
        if let CheckKind::Deadline(_) = self.kind {
            found.push(super::SUBMISSION.to_owned());
        }
        if let Some(Operand::Fact(key)) = self.operand() {
            found.push(key.clone());
        }
    }

    /// What the fact is held against, if anything.
    #[must_use]
    pub fn operand(&self) -> Option<&Operand> {
        match &self.kind {
            CheckKind::AtMost(operand, _) | CheckKind::AtLeast(operand, _) | CheckKind::Equals(operand, _) => {
                Some(operand)
            }
            _ => None,
        }
    }
}

impl CheckFront {
    /// The kind keys that are set.
    fn kinds(&self) -> Vec<&'static str> {
        let set = [
            ("required", self.required == Some(true)),
            ("one_of", self.one_of.is_some()),
            ("none_of", self.none_of.is_some()),
            ("absent", self.absent == Some(true)),
            ("unique", self.unique == Some(true)),
            ("matches", self.matches.is_some()),
            ("whole", self.whole == Some(true)),
            ("at_most", self.at_most.is_some()),
            ("at_least", self.at_least.is_some()),
            ("equals", self.equals.is_some()),
            ("counterpart", self.counterpart == Some(true)),
            ("cites_in_force", self.cites_in_force == Some(true)),
            ("sound", self.sound == Some(true)),
            ("deadline", self.deadline.is_some()),
            ("manual", self.manual == Some(true)),
        ];
        set.into_iter().filter(|(_, is_set)| *is_set).map(|(name, _)| name).collect()
    }

    fn kind(&self, is_value: &dyn Fn(&str) -> bool) -> Result<CheckKind, String> {
        let operand = |literal: &Literal| match literal {
            Literal::Text(name) if is_value(name) => Ok(Operand::Value(name.clone())),
            Literal::Text(name) => Ok(Operand::Fact(name.clone())),
            other => limit::literal(other).map(Operand::Literal),
        };
        let tolerance = self.tolerance()?;
        Ok(if let Some(choice) = &self.one_of {
            CheckKind::OneOf(choice.clone().into())
        } else if let Some(choice) = &self.none_of {
            CheckKind::NoneOf(choice.clone().into())
        } else if let Some(pattern) = &self.matches {
            let whole = format!("^(?:{pattern})$");
            CheckKind::Matches(Regex::new(&whole).map_err(|e| format!("mẫu “{pattern}” viết sai: {e}"))?)
        } else if let Some(limit) = &self.at_most {
            CheckKind::AtMost(operand(limit)?, tolerance)
        } else if let Some(limit) = &self.at_least {
            CheckKind::AtLeast(operand(limit)?, tolerance)
        } else if let Some(limit) = &self.equals {
            CheckKind::Equals(operand(limit)?, tolerance)
        } else if let Some(days) = &self.deadline {
            CheckKind::Deadline(days.clone())
        } else {
            self.plain_kind()?
        })
    }

    /// The kinds that are only switched on.
    fn plain_kind(&self) -> Result<CheckKind, String> {
        let switches = [
            (self.required, CheckKind::Required),
            (self.absent, CheckKind::Absent),
            (self.unique, CheckKind::Unique),
            (self.whole, CheckKind::Whole),
            (self.counterpart, CheckKind::Counterpart),
            (self.cites_in_force, CheckKind::CitesInForce),
            (self.sound, CheckKind::Sound),
            // A rule is a question only where its page says so.
            (self.manual, CheckKind::Manual),
        ];
        let set = switches.into_iter().find(|(switch, _)| *switch == Some(true));
        set.map(|(_, kind)| kind).ok_or_else(|| "“check” không nêu loại kiểm tra nào".to_owned())
    }

    fn tolerance(&self) -> Result<Tolerance, String> {
        let number = |literal: &Literal| match limit::literal(literal)? {
            Limit::Number(number) if number >= Decimal::ZERO => Ok(number),
            _ => Err("dung sai phải là số không âm".to_owned()),
        };
        match (&self.tolerance, &self.tolerance_percent) {
            (None, None) => Ok(Tolerance::Exact),
            (Some(amount), None) => number(amount).map(Tolerance::Absolute),
            (None, Some(percent)) => number(percent).map(Tolerance::Percent),
            (Some(_), Some(_)) => Err("chỉ dùng một trong tolerance, tolerance_percent".to_owned()),
        }
    }
}

impl From<ChoiceFront> for Choice {
    fn from(front: ChoiceFront) -> Self {
        match front {
            ChoiceFront::Keys(keys) => Self::Keys(keys),
            ChoiceFront::List(list) => Self::Lists(list.list.into_vec()),
        }
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
            literals.clone().into_vec().iter().map(limit::literal).collect::<Result<Vec<_>, _>>()
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
            Some(test) if tests.is_empty() => Ok(Self { fact: front.fact.clone(), test, unlisted: front.unlisted }),
            _ => Err(format!(
                "điều kiện về “{}” phải có đúng một trong: is, in, not, at_least, at_most, known, blank",
                front.fact
            )),
        }
    }
}

fn list(names: &[&str]) -> String {
    if names.is_empty() { "không có loại nào".to_owned() } else { names.join(", ") }
}
