//! What a check makes of a fact that is blank.

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
