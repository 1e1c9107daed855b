//! Since when and for whom a form, a column or a term belongs to the standard form.

use jiff::civil::Date;
use serde::Deserialize;

use crate::book::day;

/// Thuộc mẫu khi nào: the times in which something belongs to the standard form, of one kind of
/// staff or of all.
///
/// What does not belong to it is understood all the same; the blank workbook of that day leaves it
/// out, and no proposal of that day needs it.
#[derive(Debug, Clone, Default, PartialEq, Eq, Deserialize)]
#[serde(transparent)]
pub struct FormStanding(Vec<FormPeriod>);

/// One time, of one kind of staff.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
struct FormPeriod {
    /// The term of `doi_tuong`; none: everyone.
    staff: Option<String>,
    /// First day.
    #[serde(default, deserialize_with = "day::date")]
    from: Option<Date>,
    /// First day after.
    #[serde(default, deserialize_with = "day::date")]
    until: Option<Date>,
}

impl FormStanding {
    /// Whether it belongs to the form of a kind of staff on a day; what says nothing belongs to all
    /// of them.
    #[must_use]
    pub fn holds(&self, staff: &str, day: Date) -> bool {
        self.0.is_empty() || self.0.iter().any(|stand| stand.holds(staff, day))
    }
}

impl FormPeriod {
    fn holds(&self, staff: &str, day: Date) -> bool {
        self.staff.as_ref().is_none_or(|own| own == staff)
            && self.from.is_none_or(|from| from <= day)
            && self.until.is_none_or(|until| day < until)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    #[derive(Deserialize)]
    struct Held {
        #[serde(default)]
        stands: FormStanding,
    }

    #[test]
    fn a_column_may_end_for_one_kind_of_staff_only() {
        let text =
            r#"stands = [{ staff = "cong_chuc" }, { staff = "vien_chuc", until = 2026-07-01 }]"#;
        let held: Held = toml::from_str(text).unwrap();
        let (last, first) = (date(2026, 6, 30), date(2026, 7, 1));
        let holds = [
            ("cong_chuc", first),
            ("vien_chuc", last),
            ("vien_chuc", first),
        ]
        .map(|(staff, day)| held.stands.holds(staff, day));
        assert_eq!(holds, [true, true, false]);
        assert!(
            toml::from_str::<Held>("")
                .unwrap()
                .stands
                .holds("vien_chuc", first)
        );
    }
}
