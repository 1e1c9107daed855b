//! `at_most`, `at_least`, `equals`: a fact held against a literal, a dated value of the page, or
//! another fact.

use rust_decimal::Decimal;

use super::Kind;
use crate::law::limit;
use crate::law::limit::Limit;
use crate::law::literal::Literal;

/// How a fact stands to what it is held against.
#[derive(Debug, Clone, PartialEq)]
pub struct Compared {
    /// At most, at least, or the same.
    pub order: Order,
    /// What it is held against.
    pub operand: Operand,
    /// How far apart the two may be.
    pub tolerance: Tolerance,
}

/// At most, at least, or the same.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Order {
    /// It is at most the operand.
    AtMost,
    /// It is at least the operand.
    AtLeast,
    /// It equals the operand.
    Equals,
}

/// What a fact is held against: a literal, a value of the page, or another fact (told apart on
/// load).
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

/// `tolerance`, `tolerance_percent`: one of them or none.
#[derive(Debug, Clone, Default)]
pub(in crate::law) struct ToleranceFront {
    pub(in crate::law) amount: Option<Literal>,
    pub(in crate::law) percent: Option<Literal>,
}

impl Compared {
    pub(super) fn compile(
        order: Order,
        literal: &Literal,
        tolerance: &ToleranceFront,
        is_value: &dyn Fn(&str) -> bool,
    ) -> Result<Self, String> {
        let operand = match literal {
            Literal::Text(name) if is_value(name) => Operand::Value(name.clone()),
            Literal::Text(name) => Operand::Fact(name.clone()),
            other => Operand::Literal(limit::literal(other)?),
        };
        Ok(Self {
            order,
            operand,
            tolerance: tolerance.compile()?,
        })
    }
}

impl Kind for Compared {
    fn operand(&self) -> Option<&Operand> {
        Some(&self.operand)
    }

    fn second_fact(&self) -> Option<&str> {
        match &self.operand {
            Operand::Fact(key) => Some(key),
            Operand::Literal(_) | Operand::Value(_) => None,
        }
    }

    fn limit_words(&self, limit: &str) -> Option<String> {
        Some(match self.order {
            Order::AtMost => format!("không quá {limit}"),
            Order::AtLeast => format!("ít nhất {limit}"),
            Order::Equals => format!("bằng {limit}"),
        })
    }
}

impl ToleranceFront {
    fn compile(&self) -> Result<Tolerance, String> {
        let number = |literal: &Literal| match limit::literal(literal)? {
            Limit::Number(number) if number >= Decimal::ZERO => Ok(number),
            _ => Err("dung sai phải là số không âm".to_owned()),
        };
        match (&self.amount, &self.percent) {
            (None, None) => Ok(Tolerance::Exact),
            (Some(amount), None) => number(amount).map(Tolerance::Absolute),
            (None, Some(percent)) => number(percent).map(Tolerance::Percent),
            (Some(_), Some(_)) => Err("chỉ dùng một trong tolerance, tolerance_percent".to_owned()),
        }
    }
}
