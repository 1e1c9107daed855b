//! The case table of a rule page: what law and program must agree on, row by row.

use std::sync::OnceLock;

use indexmap::IndexMap;
use jiff::civil::Date;

use super::Outcome;
use super::page;
use super::page::PagePart;
use super::timeline::parse_day;
use crate::book::Fault;

/// Bảng trường hợp: the cases of one page.
#[derive(Debug, Clone, Default)]
pub struct CaseTable {
    /// The facts that have a column.
    pub columns: Vec<String>,
    /// Line of the heading row.
    pub line: usize,
    /// The cases.
    pub cases: Vec<Case>,
}

/// Trường hợp: one row.
#[derive(Debug, Clone)]
pub struct Case {
    /// Line on the page.
    pub line: usize,
    /// Tình huống: its name.
    pub name: String,
    /// The governing date.
    pub day: Date,
    /// The profile, where the table has a column for it.
    pub profile: Option<String>,
    /// What the facts say.
    pub facts: IndexMap<String, CaseFact>,
    /// Kết quả: what the rule must say.
    pub expected: Outcome,
}

/// What a case says of a fact.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum CaseFact {
    /// The cell is blank.
    Blank,
    /// The sheet or column is not there (`—`).
    Absent,
    /// A value as text; what it means depends on the fact.
    Given(String),
}

const NAME: &str = "tình huống";
const DAY: &str = "ngày";
const PROFILE: &str = "loại hồ sơ";
const RESULT: &str = "kết quả";

/// The case table of a page: read when somebody asks for it, since no appraisal does.
#[derive(Debug, Clone)]
pub(super) struct Cases {
    file: String,
    part: PagePart,
    table: OnceLock<CaseTable>,
}

impl Cases {
    /// The table of a page, not read yet.
    pub(super) fn of(file: &str, part: PagePart) -> Self {
        Self {
            file: file.to_owned(),
            part,
            table: OnceLock::new(),
        }
    }

    /// Every fault of the table.
    pub(super) fn faults(&self) -> Vec<Fault> {
        match parse(&self.file, &self.part) {
            Ok(table) => {
                self.table.get_or_init(|| table);
                Vec::new()
            }
            Err(faults) => faults,
        }
    }

    /// The table; of a page with faults, which is never part of a law, an empty one.
    pub(super) fn table(&self) -> &CaseTable {
        self.table
            .get_or_init(|| parse(&self.file, &self.part).unwrap_or_default())
    }
}

/// Reads the table of a page.
fn parse(file: &str, part: &PagePart) -> Result<CaseTable, Vec<Fault>> {
    let mut rows = page::table(part).into_iter();
    let Some((line, heads)) = rows.next() else {
        return Err(vec![Fault::at(
            file,
            part.line,
            "mục “Trường hợp” phải là một bảng",
        )]);
    };
    if heads.first().map(String::as_str) != Some(NAME)
        || heads.get(1).map(String::as_str) != Some(DAY)
        || heads.last().map(String::as_str) != Some(RESULT)
    {
        let message = format!(
            "bảng phải bắt đầu bằng hai cột “{NAME}”, “{DAY}” và kết thúc bằng cột “{RESULT}”"
        );
        return Err(vec![Fault::at(file, line, message)]);
    }
    let mut table = CaseTable {
        line,
        ..CaseTable::default()
    };
    let middle = &heads[2..heads.len() - 1];
    table.columns = middle
        .iter()
        .filter(|head| *head != PROFILE)
        .cloned()
        .collect();
    let mut faults = Vec::new();
    for (line, cells) in rows {
        match row(middle, line, &cells) {
            Ok(case) => table.cases.push(case),
            Err(message) => faults.push(Fault::at(file, line, message)),
        }
    }
    if table.cases.is_empty() && faults.is_empty() {
        faults.push(Fault::at(file, line, "bảng chưa có trường hợp nào"));
    }
    if faults.is_empty() {
        Ok(table)
    } else {
        Err(faults)
    }
}

fn row(heads: &[String], line: usize, cells: &[String]) -> Result<Case, String> {
    let columns = heads.len() + 3;
    if cells.len() != columns {
        return Err(format!("dòng có {} ô, bảng có {columns} cột", cells.len()));
    }
    let result = &cells[columns - 1];
    let expected = Outcome::from_label(result)
        .ok_or_else(|| format!("kết quả “{result}” không có trong các kết quả dùng được"))?;
    let mut case = Case {
        line,
        name: cells[0].clone(),
        day: parse_day(&cells[1])?,
        profile: None,
        facts: IndexMap::new(),
        expected,
    };
    for (head, cell) in heads.iter().zip(&cells[2..]) {
        if head == PROFILE {
            case.profile = Some(cell.clone()).filter(|profile| !profile.is_empty());
            continue;
        }
        let fact = match cell.as_str() {
            "" => CaseFact::Blank,
            "—" => CaseFact::Absent,
            given => CaseFact::Given(given.to_owned()),
        };
        case.facts.insert(head.clone(), fact);
    }
    Ok(case)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parsed(text: &str) -> Result<CaseTable, Vec<Fault>> {
        parse(
            "a/b.md",
            &PagePart {
                line: 10,
                text: text.to_owned(),
            },
        )
    }

    #[test]
    fn a_row_becomes_a_case() {
        let table =
            parsed("| tình huống | ngày | a | b | kết quả |\n|---|---|--:|---|---|\n| đủ | 2021-01-01 | 3 | | đạt |")
                .unwrap();
        assert_eq!(table.columns, ["a", "b"]);
        let case = &table.cases[0];
        assert_eq!((case.line, case.expected), (12, Outcome::Pass));
        assert_eq!(case.facts["a"], CaseFact::Given("3".into()));
        assert_eq!(case.facts["b"], CaseFact::Blank);
    }

    #[test]
    fn wrong_rows_are_faults_with_their_line() {
        let head = "| tình huống | ngày | a | kết quả |\n|---|---|---|---|\n";
        for row in [
            "| x | 2021-01-01 | 3 | tốt |",
            "| x | 2021-02-30 | 3 | đạt |",
            "| x | 2021-01-01 | đạt |",
        ] {
            let faults = parsed(&format!("{head}{row}")).unwrap_err();
            assert_eq!(faults[0].line, 12, "{row}");
        }
        assert!(parsed(head).is_err());
        assert!(parsed("không có bảng").is_err());
    }
}
