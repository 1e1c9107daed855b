//! What the TOML reader and serde say, in Vietnamese.

/// Letters of a value that are told again.
const SHOWN: usize = 60;
/// Keys or values that are offered.
const OFFERED: usize = 12;

/// What is said of a day that no calendar has.
pub(crate) const NO_DATE: &str =
    "ngày không có thật hoặc không viết theo dạng NĂM-THÁNG-NGÀY, ví dụ 2021-12-31";

/// A message of the TOML reader as one Vietnamese clause. What our own code said through it stays
/// as it is.
pub(crate) fn in_vietnamese(message: &str) -> String {
    if !message.is_ascii() && !message.contains('`') {
        return message.to_owned();
    }
    let quoted: Vec<String> = message.split('`').skip(1).step_by(2).map(cut).collect();
    let first = quoted.first().map_or("", String::as_str);
    let known = quoted.get(1..).unwrap_or_default();
    let known = if message.contains("expected") {
        known
    } else {
        &[]
    };
    if message.starts_with("unknown field") {
        let offered = offered("các khóa dùng được", known);
        return format!("khóa “{first}” không dùng ở đây{offered}");
    }
    if message.starts_with("unknown variant") {
        let offered = offered("các giá trị dùng được", known);
        return format!("giá trị “{first}” không dùng ở đây{offered}");
    }
    match () {
        () if message.starts_with("missing field") => format!("thiếu khóa “{first}”"),
        () if message.starts_with("duplicate field") => format!("khóa “{first}” ghi hai lần"),
        () if message.starts_with("invalid type") => {
            format!("giá trị không đúng kiểu; {}", wanted(message))
        }
        () => plain_words(message).to_owned(),
    }
}

/// What can be written in the place of what is not known.
fn offered(what: &str, known: &[String]) -> String {
    if known.is_empty() {
        return String::new();
    }
    let more = if known.len() > OFFERED { ", …" } else { "" };
    let shown = known[..OFFERED.min(known.len())].join(", ");
    format!("; {what}: {shown}{more}")
}

/// The messages that name nothing of the file.
fn plain_words(message: &str) -> &'static str {
    let is_of_day = || {
        ["date", "day", "month"]
            .iter()
            .any(|word| message.contains(word))
    };
    match () {
        () if message.starts_with("duplicate key") => "khóa này đã ghi ở trên",
        () if message.starts_with("invalid value") || message.starts_with("invalid length") => {
            "giá trị không dùng được ở đây"
        }
        () if message.starts_with("data did not match") => {
            "giá trị không đúng dạng nào dùng được ở đây"
        }
        () if is_of_day() => NO_DATE,
        () => "không đúng cách viết TOML; mỗi dòng có dạng khóa = giá trị, chữ đặt trong ngoặc kép",
    }
}

fn wanted(message: &str) -> &'static str {
    let expected = message
        .rsplit_once("expected ")
        .map_or("", |(_, expected)| expected);
    match expected {
        _ if expected.contains("string") || expected.contains("str") => {
            "phải là chữ đặt trong ngoặc kép"
        }
        _ if expected.contains("sequence") => "phải là danh sách trong ngoặc vuông",
        _ if expected.contains("bool") => "phải là true hoặc false",
        _ if expected.contains("map") || expected.contains("struct") => "phải là một bảng { … }",
        _ if expected.contains("date") => {
            "phải là một ngày, ví dụ 2020-11-25, không trong ngoặc kép"
        }
        _ if expected.contains('i') || expected.contains('u') => {
            "phải là một số, không trong ngoặc kép"
        }
        _ => "chữ phải đặt trong ngoặc kép, danh sách trong ngoặc vuông",
    }
}

/// A value, or as much of it as is worth telling.
fn cut(text: &str) -> String {
    match text.char_indices().nth(SHOWN) {
        Some((end, _)) => format!("{}…", &text[..end]),
        None => text.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use serde::Deserialize;

    use super::*;

    #[derive(Debug, Deserialize)]
    #[serde(deny_unknown_fields)]
    #[expect(dead_code, reason = "only faults are looked at")]
    struct Read {
        name: String,
        number: Option<u32>,
        list: Option<Vec<String>>,
        kind: Option<Kind>,
        yes: Option<bool>,
    }

    #[derive(Debug, Deserialize)]
    #[serde(rename_all = "snake_case")]
    enum Kind {
        One,
        Two,
    }

    #[test]
    fn faults_are_told_in_vietnamese() {
        for (text, told) in [
            ("", "thiếu khóa “name”"),
            (
                "nam = 1",
                "khóa “nam” không dùng ở đây; các khóa dùng được: name, number, list, kind, yes",
            ),
            (
                "name = 3",
                "giá trị không đúng kiểu; phải là chữ đặt trong ngoặc kép",
            ),
            (
                "name = \"a\"\nnumber = \"3\"",
                "giá trị không đúng kiểu; phải là một số, không trong ngoặc kép",
            ),
            (
                "name = \"a\"\nlist = \"3\"",
                "giá trị không đúng kiểu; phải là danh sách trong ngoặc vuông",
            ),
            (
                "name = \"a\"\nyes = 1",
                "giá trị không đúng kiểu; phải là true hoặc false",
            ),
            (
                "name = \"a\"\nkind = \"three\"",
                "giá trị “three” không dùng ở đây; các giá trị dùng được: one, two",
            ),
            ("name = \"a\"\nname = \"b\"", "khóa này đã ghi ở trên"),
            (
                "name = Sở Nội vụ",
                "không đúng cách viết TOML; mỗi dòng có dạng khóa = giá trị, chữ đặt trong ngoặc kép",
            ),
        ] {
            assert_eq!(
                in_vietnamese(toml::from_str::<Read>(text).unwrap_err().message()),
                told,
                "{text}"
            );
        }
        assert_eq!(in_vietnamese("ngày này không có"), "ngày này không có");
    }

    #[test]
    fn a_huge_value_is_not_told_again() {
        let text = format!("name = \"a\"\nkind = \"{}\"", "x".repeat(3_000_000));
        assert!(in_vietnamese(toml::from_str::<Read>(&text).unwrap_err().message()).len() < 300);
    }
}
