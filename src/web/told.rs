//! What a job is refused with: a sentence for the user, and perhaps a question.

use serde::Serialize;
use serde_json::Value;
use serde_json::json;

use crate::dictionary::fold::capital;
use crate::opinion::Refusal;
use crate::pipeline::Error;
use crate::report::ReportError;

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

    /// A refusal to judge, with the question that would help.
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

impl From<Error> for PageRefusal {
    fn from(error: Error) -> Self {
        match error {
            Error::Refused(refusal) => Self::refusal(&refusal),
            Error::Open(_) => Self::plain(&error.to_string()),
        }
    }
}

impl From<ReportError> for PageRefusal {
    fn from(error: ReportError) -> Self {
        Self::plain(&error.to_string())
    }
}

/// A value as JSON.
pub(super) fn json_bytes(value: &impl Serialize) -> Result<Vec<u8>, ReportError> {
    Ok(serde_json::to_vec(value)?)
}
