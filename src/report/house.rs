//! The house that signs: what the documents say of the issuing body, and its own templates.

use std::collections::BTreeMap;

use serde::Deserialize;
use serde::Serialize;
use validator::Validate;
use validator::ValidationError;

use super::docx::sources;
use crate::book::in_vietnamese;

/// Cấu hình cơ quan thẩm định: what a document says of the body that issues it. What is empty
/// becomes a dotted place to fill in.
#[derive(Debug, Clone, Default, Deserialize, Serialize, Validate)]
#[serde(deny_unknown_fields, default)]
pub struct House {
    /// Cơ quan chủ quản: the superior of the issuing body (`Ủy ban nhân dân tỉnh Lam Giang`).
    #[validate(custom(function = "one_line"))]
    superior: String,
    /// Cơ quan thẩm định as running text names it (`Sở Nội vụ tỉnh Lam Giang`).
    #[validate(custom(function = "one_line"))]
    body: String,
    /// The same as the head of a document names it, where that is shorter (`Sở Nội vụ`).
    #[validate(custom(function = "one_line"))]
    head: String,
    /// Chữ viết tắt: its abbreviation in the number of a document (`SNV`).
    #[validate(custom(function = "sign"))]
    code: String,
    /// Đơn vị soạn thảo: the abbreviation of the drafting unit (`CCVC`).
    #[validate(custom(function = "sign"))]
    unit: String,
    /// Địa danh (`Lam Giang`).
    #[validate(custom(function = "one_line"))]
    place: String,
    /// Cơ quan, người có thẩm quyền phê duyệt: who the report goes to.
    #[validate(custom(function = "one_line"))]
    approver: String,
    /// Nơi nhận: further recipients, one a line.
    #[validate(custom(function = "lines"))]
    recipients: Vec<String>,
    /// Who signs.
    #[validate(nested)]
    signer: Signer,
    /// Folder of the house's own templates, from the folder of this file.
    #[serde(skip_serializing)]
    templates: Option<String>,
    /// The house's own templates by name, in place of ours.
    #[serde(skip)]
    own: BTreeMap<String, String>,
}

/// Người ký: the block of the signature.
#[derive(Debug, Clone, Default, Deserialize, Serialize, Validate)]
#[serde(deny_unknown_fields, default)]
struct Signer {
    /// Thẩm quyền ký (`KT. GIÁM ĐỐC`).
    #[validate(custom(function = "one_line"))]
    authority: String,
    /// Chức vụ (`Phó Giám đốc`).
    #[validate(custom(function = "one_line"))]
    title: String,
    /// Họ và tên.
    #[validate(custom(function = "one_line"))]
    name: String,
}

/// Lỗi của tệp cấu hình: what is wrong, one Vietnamese sentence with the line.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{0}")]
pub struct HouseFault(String);

/// Characters of one value at most.
const LONGEST: usize = 200;

/// Recipients at most.
const RECIPIENTS: usize = 30;

impl House {
    /// Reads a configuration (TOML).
    ///
    /// # Errors
    /// [`HouseFault`] with its line when the text is no TOML, has a key that there is not, or a
    /// value that a document cannot carry.
    pub fn parse(text: &str) -> Result<Self, HouseFault> {
        let house: Self = toml::from_str(text).map_err(|error| {
            let line = error.span().map_or(1, |span| line_at(text, span.start));
            HouseFault(format!("dòng {line}: {}", in_vietnamese(error.message())))
        })?;
        house.validate().map_err(|errors| {
            let (key, why) = first(&errors);
            HouseFault(format!("dòng {}: {why}", line_of(text, &key)))
        })?;
        Ok(house)
    }

    /// A house with a name for everything: what a paper says otherwise for it is the house's, not
    /// the appraisal's.
    pub(super) fn stranger() -> Self {
        let name = || "·".to_owned();
        Self {
            superior: name(),
            body: name(),
            head: name(),
            code: name(),
            unit: name(),
            place: name(),
            approver: name(),
            recipients: vec![name()],
            signer: Signer {
                authority: name(),
                title: name(),
                name: name(),
            },
            ..Self::default()
        }
    }

    /// The folder of the house's own templates, as the configuration names it.
    #[must_use]
    pub fn templates(&self) -> Option<&str> {
        self.templates.as_deref()
    }

    /// Replaces one of our templates (`styles.xml`) by the house's own.
    ///
    /// # Errors
    /// [`HouseFault`] when there is no template of this name.
    pub fn replace(&mut self, name: &str, text: String) -> Result<(), HouseFault> {
        if !sources::is_template(name) {
            let known: Vec<&str> = sources::names().collect();
            return Err(HouseFault(format!(
                "không có mẫu nào tên {name}; các mẫu: {}",
                known.join(", ")
            )));
        }
        self.own.insert(name.to_owned(), text);
        Ok(())
    }

    /// The superior of the issuing body; empty when not stated.
    pub(super) fn superior(&self) -> &str {
        &self.superior
    }

    /// The issuing body as the head of a document names it; empty when not stated.
    pub(super) fn head(&self) -> &str {
        if self.head.is_empty() {
            &self.body
        } else {
            &self.head
        }
    }

    /// The issuing body as running text names it; empty when not stated.
    pub(super) fn body(&self) -> &str {
        &self.body
    }

    /// Địa danh; empty when not stated.
    pub(super) fn place(&self) -> &str {
        &self.place
    }

    /// Who the report goes to; empty when not stated.
    pub(super) fn approver(&self) -> &str {
        &self.approver
    }

    /// The body that approves, as the issuer of a paper: its name, and places for the rest.
    pub(super) fn approving(&self) -> Self {
        Self {
            body: self.approver.clone(),
            ..Self::default()
        }
    }

    /// The house's own templates by name.
    pub(super) fn own(&self) -> &BTreeMap<String, String> {
        &self.own
    }
}

/// A value that fits one paragraph.
fn one_line(text: &str) -> Result<(), ValidationError> {
    let wrong = |message: String| Err(ValidationError::new("text").with_message(message.into()));
    if text.chars().any(char::is_control) {
        return wrong("giá trị phải nằm trên một dòng, không có ký tự điều khiển".to_owned());
    }
    if text.chars().count() > LONGEST {
        return wrong(format!("giá trị dài hơn {LONGEST} ký tự"));
    }
    Ok(())
}

/// An abbreviation as numbers of documents have it: letters, digits, hyphens.
fn sign(text: &str) -> Result<(), ValidationError> {
    one_line(text)?;
    if text.chars().all(|c| c.is_alphanumeric() || c == '-') {
        return Ok(());
    }
    Err(ValidationError::new("sign")
        .with_message("chữ viết tắt chỉ gồm chữ cái, chữ số và dấu gạch nối".into()))
}

fn lines(texts: &[String]) -> Result<(), ValidationError> {
    if texts.len() > RECIPIENTS {
        let message = format!("có hơn {RECIPIENTS} nơi nhận");
        return Err(ValidationError::new("lines").with_message(message.into()));
    }
    texts.iter().try_for_each(|text| one_line(text))
}

/// The first fault in the order of the keys: its key and its message.
fn first(errors: &validator::ValidationErrors) -> (String, String) {
    let flat = errors.field_errors();
    let mut found: Vec<(String, String)> = Vec::new();
    for (key, faults) in flat {
        let why = faults
            .first()
            .and_then(|fault| fault.message.clone())
            .unwrap_or_default();
        found.push((key.to_string(), why.to_string()));
    }
    for kind in errors.errors().values() {
        if let validator::ValidationErrorsKind::Struct(inner) = kind {
            found.push(first(inner));
        }
    }
    found.sort();
    found.into_iter().next().unwrap_or_default()
}

fn line_at(text: &str, byte: usize) -> usize {
    text.bytes()
        .take(byte)
        .filter(|byte| *byte == b'\n')
        .count()
        + 1
}

/// The line on which a key stands.
fn line_of(text: &str, key: &str) -> usize {
    let is_here = |line: &str| {
        line.trim_start()
            .strip_prefix(key)
            .is_some_and(|rest| rest.trim_start().starts_with('='))
    };
    text.lines().position(is_here).map_or(1, |line| line + 1)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn fault(text: &str) -> String {
        House::parse(text).unwrap_err().to_string()
    }

    #[test]
    fn a_fault_is_told_with_its_line() {
        assert!(
            fault("body = \"Sở Nội vụ\"\nplase = \"Lam Giang\"\n")
                .starts_with("dòng 2: khóa “plase”")
        );
        assert!(
            fault("body = \"Sở\"\n[signer]\nname = 3\n")
                .starts_with("dòng 3: giá trị không đúng kiểu")
        );
        assert!(fault("\n[signer]\nrank = \"a\"\n").starts_with("dòng 3: khóa “rank”"));
        assert!(fault("body = Sở Nội vụ\n").starts_with("dòng 1: không đúng cách viết TOML"));
        assert!(fault("body = \"Sở\"\n\ncode = \"S/NV\"\n").starts_with("dòng 3: chữ viết tắt"));
        assert!(
            fault("[signer]\nname = \"a\\tb\"\n")
                .starts_with("dòng 2: giá trị phải nằm trên một dòng")
        );
        assert!(
            fault(&format!("recipients = [\"{}\"]", "a".repeat(LONGEST + 1)))
                .contains("dài hơn 200 ký tự")
        );
        assert!(fault("place = \"a\"\nplace = \"b\"\n").starts_with("dòng 2: khóa này đã ghi"));
    }

    #[test]
    fn an_empty_configuration_is_no_fault() {
        assert_eq!(House::parse("").unwrap().templates(), None);
        assert_eq!(
            House::parse("templates = \"mau\"").unwrap().templates(),
            Some("mau")
        );
    }
}
