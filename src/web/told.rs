//! What a job is refused with: a sentence for the user, and perhaps a question.

use serde_json::Value;
use serde_json::json;

use crate::dictionary::fold::capital;
use crate::opinion::Refusal;
use crate::pipeline::Error;
use crate::report;

/// A refusal as the page gets it: a sentence, and what to ask the user, if that would help.
#[derive(Debug)]
pub(super) struct PageRefusal {
    pub(super) sentence: String,
    pub(super) ask: Option<&'static str>,
}

impl PageRefusal {
    /// Only a sentence.
    pub(super) fn plain(sentence: &str) -> Self {
        Self {
            sentence: sentence.to_owned(),
            ask: None,
        }
    }

    pub(super) fn of(error: &Error) -> Self {
        match error {
            Error::Refused(refusal) => Self::refusal(refusal),
            Error::Open(_) => Self::plain(&error.to_string()),
        }
    }

    pub(super) fn refusal(refusal: &Refusal) -> Self {
        let said = capital(&refusal.to_string());
        let (sentence, ask) = match refusal {
            Refusal::NoDate | Refusal::UnreadDate(..) => {
                (format!("{said}, hoặc chọn ngày xét ở đây."), "date")
            }
            Refusal::NoProfile | Refusal::UnreadProfile(..) | Refusal::UnknownProfile { .. } => {
                (format!("{said}, hoặc chọn loại hồ sơ ở đây."), "profile")
            }
            Refusal::NoProposal(_) => (said, "map"),
        };
        Self {
            sentence,
            ask: Some(ask),
        }
    }

    pub(super) fn json(self) -> Value {
        json!({ "sentence": self.sentence, "ask": self.ask })
    }
}

#[expect(
    clippy::needless_pass_by_value,
    reason = "the shape that map_err wants"
)]
pub(super) fn unwritten(error: report::ReportError) -> PageRefusal {
    PageRefusal::plain(&error.to_string())
}
