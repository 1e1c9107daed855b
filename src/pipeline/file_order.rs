//! The order in which files are read and told.

/// A key by which names of files stand as people count them: texts and numbers in turn, `bieu-2`
/// before `bieu-10`.
#[must_use]
pub fn file_order(name: &str) -> Vec<(String, u64)> {
    let mut key = Vec::new();
    let mut rest = name;
    while !rest.is_empty() {
        let text = rest
            .find(|c: char| c.is_ascii_digit())
            .unwrap_or(rest.len());
        let digits = rest[text..]
            .find(|c: char| !c.is_ascii_digit())
            .map_or(rest.len(), |end| text + end);
        key.push((
            rest[..text].to_lowercase(),
            rest[text..digits].parse().unwrap_or(u64::MAX),
        ));
        rest = &rest[digits..];
    }
    key
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_in_names_sort_by_value() {
        let mut names = ["Bieu 10.xlsx", "bieu 2.xlsx", "an.xlsx", "bieu 2b.xlsx"];
        names.sort_by_key(|name| file_order(name));
        assert_eq!(
            names,
            ["an.xlsx", "bieu 2.xlsx", "bieu 2b.xlsx", "Bieu 10.xlsx"]
        );
    }
}
