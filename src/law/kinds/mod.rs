//! Kinds of check: what a page may ask of a fact. A kind has its file here, and one in
//! `opinion/kinds` that asks it.
//!
//! A page names the kind by one key (`at_most = "toi_da"`). What is done with kinds matches them
//! all: when one is added, the compiler asks how it is read, what it says of itself and how it is
//! asked.

mod choice;
mod compared;
mod counted;
mod deadline;
mod presence;
mod written;

use serde::Deserialize;

use super::literal::Literal;
use super::on_blank::OnBlank;

pub use choice::Choice;
pub use choice::ChoiceCheck;
pub(super) use choice::ChoiceFront;
pub use compared::Compared;
pub use compared::Operand;
pub use compared::Order;
pub use compared::Tolerance;
pub(super) use compared::ToleranceFront;
pub use counted::Counted;
pub use deadline::Deadline;
pub(super) use deadline::DeadlineFront;
pub use presence::Presence;
pub use written::Written;

/// What is asked of a fact.
#[derive(Debug, Clone)]
pub enum CheckKind {
    /// Whether it is there.
    Presence(Presence),
    /// Whether it is in a closed set.
    Choice(ChoiceCheck),
    /// How it stands to something else.
    Compared(Compared),
    /// What number it is.
    Counted(Counted),
    /// How its text is written.
    Written(Written),
    /// By which day something is due.
    Deadline(Deadline),
    /// Always a question for the appraiser.
    Manual(Manual),
}

/// What a kind says of itself.
pub trait Kind {
    /// What the fact is held against, if anything.
    fn operand(&self) -> Option<&Operand> {
        None
    }

    /// The closed set, if any.
    fn choice(&self) -> Option<&Choice> {
        None
    }

    /// The fact that it reads besides the one that it asks about, if any.
    fn second_fact(&self) -> Option<&str> {
        None
    }

    /// Whether it has something to say whatever the fact is: it is never passed.
    fn always_says(&self) -> bool {
        false
    }

    /// What a blank fact means where the page does not say.
    fn on_blank(&self) -> OnBlank {
        OnBlank::Missing
    }

    /// A limit as evidence words it; none where the kind has no limit.
    fn limit_words(&self, _limit: &str) -> Option<String> {
        None
    }
}

/// Câu hỏi: nothing is asked of a fact; the appraiser is asked.
#[derive(Debug, Clone, Copy)]
pub struct Manual;

impl Kind for Manual {
    fn always_says(&self) -> bool {
        true
    }
}

impl CheckKind {
    /// What the kind says of itself.
    #[must_use]
    pub fn as_kind(&self) -> &dyn Kind {
        match self {
            Self::Presence(kind) => kind,
            Self::Choice(kind) => kind,
            Self::Compared(kind) => kind,
            Self::Counted(kind) => kind,
            Self::Written(kind) => kind,
            Self::Deadline(kind) => kind,
            Self::Manual(kind) => kind,
        }
    }
}

/// The key of a page that names the kind, with what stands behind it.
#[derive(Debug, Clone, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(super) enum KindFront {
    Required(On),
    Absent(On),
    Sound(On),
    OneOf(ChoiceFront),
    NoneOf(ChoiceFront),
    AtMost(Literal),
    AtLeast(Literal),
    Equals(Literal),
    Unique(On),
    Counterpart(On),
    Whole(On),
    Matches(String),
    CitesInForce(On),
    Deadline(DeadlineFront),
    Manual(On),
}

/// `true` behind the key of a kind that needs no more.
#[derive(Debug, Clone, Copy, Deserialize)]
#[serde(try_from = "bool")]
pub(super) struct On;

impl TryFrom<bool> for On {
    type Error = &'static str;

    fn try_from(on: bool) -> Result<Self, Self::Error> {
        if on {
            Ok(Self)
        } else {
            Err("loại kiểm tra không dùng thì bỏ hẳn khóa, không ghi “false”")
        }
    }
}

impl KindFront {
    /// The kind; `is_value` tells the values of the page from facts. The error is one Vietnamese
    /// sentence.
    pub(super) fn compile(
        &self,
        tolerance: &ToleranceFront,
        is_value: &dyn Fn(&str) -> bool,
    ) -> Result<CheckKind, String> {
        let compared = |order: Order, literal: &Literal| {
            Compared::compile(order, literal, tolerance, is_value).map(CheckKind::Compared)
        };
        Ok(match self {
            Self::Required(On) => CheckKind::Presence(Presence::Required),
            Self::Absent(On) => CheckKind::Presence(Presence::Absent),
            Self::Sound(On) => CheckKind::Presence(Presence::Sound),
            Self::OneOf(choice) => CheckKind::Choice(ChoiceCheck::OneOf(choice.clone().into())),
            Self::NoneOf(choice) => CheckKind::Choice(ChoiceCheck::NoneOf(choice.clone().into())),
            Self::AtMost(limit) => compared(Order::AtMost, limit)?,
            Self::AtLeast(limit) => compared(Order::AtLeast, limit)?,
            Self::Equals(limit) => compared(Order::Equals, limit)?,
            Self::Unique(On) => CheckKind::Counted(Counted::Unique),
            Self::Counterpart(On) => CheckKind::Counted(Counted::Counterpart),
            Self::Whole(On) => CheckKind::Counted(Counted::Whole),
            Self::Matches(pattern) => CheckKind::Written(Written::matches(pattern)?),
            Self::CitesInForce(On) => CheckKind::Written(Written::CitesInForce),
            Self::Deadline(deadline) => CheckKind::Deadline(deadline.clone().into()),
            Self::Manual(On) => CheckKind::Manual(Manual),
        })
    }
}

#[cfg(test)]
mod tests {
    use rust_decimal::Decimal;

    use super::*;

    fn compared(order: Order, operand: Operand) -> CheckKind {
        CheckKind::Compared(Compared {
            order,
            operand,
            tolerance: Tolerance::Exact,
        })
    }

    fn deadline() -> CheckKind {
        CheckKind::Deadline(Deadline {
            by: "lan_trinh".to_owned(),
            days: [("lan_dau".to_owned(), 40)].into(),
            working: true,
        })
    }

    #[test]
    fn a_limit_is_told_by_its_order() {
        let words = |order: Order| {
            compared(order, Operand::Value("toi_da".to_owned()))
                .as_kind()
                .limit_words("3")
        };
        assert_eq!(words(Order::AtMost).unwrap(), "không quá 3");
        assert_eq!(words(Order::AtLeast).unwrap(), "ít nhất 3");
        assert_eq!(words(Order::Equals).unwrap(), "bằng 3");
        assert_eq!(deadline().as_kind().limit_words("3"), None);
    }

    #[test]
    fn a_kind_tells_what_it_reads_besides_its_fact() {
        let fact = compared(Order::Equals, Operand::Fact("tong_nguoi".to_owned()));
        assert_eq!(fact.as_kind().second_fact(), Some("tong_nguoi"));
        assert!(
            matches!(fact.as_kind().operand(), Some(Operand::Fact(key)) if key == "tong_nguoi")
        );
        let value = compared(Order::Equals, Operand::Value("toi_da".to_owned()));
        assert_eq!(value.as_kind().second_fact(), None);
        assert_eq!(deadline().as_kind().second_fact(), Some("lan_trinh"));
        let choice = Choice::Keys(vec!["phong".to_owned()]);
        let none_of = CheckKind::Choice(ChoiceCheck::NoneOf(choice.clone()));
        assert_eq!(none_of.as_kind().choice(), Some(&choice));
    }

    #[test]
    fn only_questions_and_deadlines_are_never_passed() {
        assert!(CheckKind::Manual(Manual).as_kind().always_says());
        assert!(deadline().as_kind().always_says());
        assert!(!CheckKind::Counted(Counted::Whole).as_kind().always_says());
    }

    #[test]
    fn a_tolerance_is_not_negative() {
        let of = |amount: Option<i64>, percent: Option<i64>| {
            let tolerance = ToleranceFront {
                amount: amount.map(Literal::Whole),
                percent: percent.map(Literal::Whole),
            };
            let limit = Literal::Text("tong_nguoi".to_owned());
            Compared::compile(Order::Equals, &limit, &tolerance, &|_| false)
                .map(|compared| compared.tolerance)
        };
        assert_eq!(of(None, None), Ok(Tolerance::Exact));
        assert_eq!(of(Some(0), None), Ok(Tolerance::Absolute(Decimal::ZERO)));
        assert_eq!(of(None, Some(2)), Ok(Tolerance::Percent(Decimal::TWO)));
        assert!(of(Some(-1), None).unwrap_err().contains("không âm"));
        assert!(of(None, Some(-1)).unwrap_err().contains("không âm"));
        assert!(of(Some(1), Some(1)).unwrap_err().contains("một trong"));
    }
}
