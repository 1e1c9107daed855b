//! Documents as tests look at them: JSON held against a schema, the parts of a DOCX.

#![expect(clippy::unwrap_used, reason = "a document that cannot be read has to fail its test")]

use std::collections::BTreeMap;
use std::io::Cursor;
use std::io::Read as _;

use serde_json::Value;

use super::stop;

/// The texts of the parts of a DOCX by their paths.
pub(crate) fn docx_parts(bytes: &[u8]) -> BTreeMap<String, String> {
    let mut package = zip::ZipArchive::new(Cursor::new(bytes)).unwrap();
    let mut parts = BTreeMap::new();
    for index in 0..package.len() {
        let mut file = package.by_index(index).unwrap();
        let mut text = String::new();
        file.read_to_string(&mut text).unwrap();
        parts.insert(file.name().unwrap().into_owned(), text);
    }
    parts
}

/// The part of JSON Schema that our schemas use.
#[track_caller]
pub(crate) fn obeys(value: &Value, rule: &Value, schema: &Value, at: &str) {
    if let Some(reference) = rule.get("$ref").and_then(Value::as_str) {
        return obeys(value, schema.pointer(reference.trim_start_matches('#')).unwrap(), schema, at);
    }
    if let Some(wanted) = rule.get("const") {
        assert_eq!(value, wanted, "{at}");
    }
    if let Some(wanted) = rule.get("enum") {
        assert!(wanted.as_array().unwrap().contains(value), "{at}: {value}");
    }
    let is = |kind: &str| match kind {
        "object" => value.is_object(),
        "array" => value.is_array(),
        "string" => value.is_string(),
        "integer" => value.is_u64(),
        "boolean" => value.is_boolean(),
        _ => value.is_null(),
    };
    match rule.get("type") {
        Some(Value::String(kind)) => assert!(is(kind), "{at} is no {kind}"),
        Some(Value::Array(kinds)) => assert!(kinds.iter().any(|kind| is(kind.as_str().unwrap())), "{at}"),
        _ => {}
    }
    for key in rule.get("required").and_then(Value::as_array).into_iter().flatten() {
        assert!(value.get(key.as_str().unwrap()).is_some(), "{at} has no {key}");
    }
    for (key, inner) in value.as_object().into_iter().flatten() {
        let rule =
            rule["properties"].get(key).unwrap_or_else(|| stop(&format!("{at}.{key} is not described")));
        obeys(inner, rule, schema, &format!("{at}.{key}"));
    }
    for (nth, inner) in value.as_array().into_iter().flatten().enumerate() {
        obeys(inner, &rule["items"], schema, &format!("{at}[{nth}]"));
    }
}
