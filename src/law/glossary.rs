//! The glossary: one term, one word, both ways.

use std::collections::BTreeMap;

use serde::Deserialize;
use validator::Validate;

use super::act::line_of;
use crate::book::Book;
use crate::book::Fault;
use crate::dictionary::fold;

/// The file of the rulebook that holds the glossary.
pub(super) const FILE: &str = "glossary.toml";

/// Thuật ngữ: a term of the field, its Vietnamese label and its English identifier.
#[derive(Debug, Clone, Deserialize, Validate)]
#[serde(deny_unknown_fields)]
pub struct GlossaryTerm {
    /// Key: accent-folded snake case of the label.
    #[validate(length(min = 1, message = "key để trống"))]
    pub key: String,
    /// The term as people read it.
    #[validate(length(min = 1, message = "label để trống"))]
    pub label: String,
    /// Its abbreviation.
    #[serde(default)]
    pub abbreviation: Option<String>,
    /// The identifier that the program uses for it.
    #[validate(length(min = 1, message = "identifier để trống"))]
    pub identifier: String,
    /// What it means, one sentence.
    #[validate(length(min = 1, message = "definition để trống"))]
    pub definition: String,
}

#[derive(Debug, Deserialize, Validate)]
#[serde(deny_unknown_fields)]
struct GlossaryFile {
    #[validate(nested)]
    term: Vec<GlossaryTerm>,
}

/// Reads `glossary.toml`; two terms with one key, label or identifier are faults.
pub(super) fn load(book: &Book, faults: &mut Vec<Fault>) -> Vec<GlossaryTerm> {
    let Some(text) = book.text(FILE) else {
        faults.push(Fault::of_file(FILE, "bộ quy tắc thiếu tệp này"));
        return Vec::new();
    };
    let file: GlossaryFile = match book.toml(FILE, text, 1) {
        Ok(file) => file,
        Err(fault) => {
            faults.push(fault);
            return Vec::new();
        }
    };
    if let Err(errors) = file.validate() {
        faults.push(Fault::of_file(FILE, errors.to_string()));
    }
    let mut seen: BTreeMap<String, &str> = BTreeMap::new();
    for term in &file.term {
        let line = line_of(text, &format!("\"{}\"", term.key));
        if term.key != fold::snake(&term.label) {
            let message = format!(
                "khóa của “{}” phải là {}",
                term.label,
                fold::snake(&term.label)
            );
            faults.push(Fault::at(FILE, line, message));
        }
        // Folded accents collide (lương, lượng): two terms must not share a key in any of the three
        // ways.
        let ways = [
            ("khóa", &term.key),
            ("nhãn", &fold::key(&term.label)),
            ("định danh", &term.identifier),
        ];
        for (way, word) in ways {
            if let Some(other) = seen.insert(format!("{way}:{word}"), &term.label) {
                faults.push(Fault::at(
                    FILE,
                    line,
                    format!("“{}” và “{other}” trùng {way} {word}", term.label),
                ));
            }
        }
    }
    file.term
}

#[cfg(test)]
mod tests {
    use super::*;

    fn faults(terms: &str) -> Vec<Fault> {
        let mut faults = Vec::new();
        load(&Book::from_files("thử", [(FILE, terms)]), &mut faults);
        faults
    }

    #[test]
    fn two_terms_of_one_key_are_refused() {
        let term = |label: &str, id: &str| {
            format!(
                "[[term]]\nkey = \"luong\"\nlabel = \"{label}\"\nidentifier = \"{id}\"\ndefinition = \"x\"\n"
            )
        };
        assert!(faults(&term("lương", "Salary")).is_empty());
        let both = format!("{}{}", term("lương", "Salary"), term("lượng", "Amount"));
        assert_eq!(faults(&both).len(), 1, "{:?}", faults(&both));
    }

    #[test]
    fn a_key_that_is_not_its_label_is_refused() {
        let wrong = "[[term]]\nkey = \"hang\"\nlabel = \"ngạch\"\nidentifier = \"Rank\"\ndefinition = \"x\"\n";
        assert_eq!(faults(wrong).len(), 1);
    }
}
