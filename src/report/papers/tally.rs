//! Numbers proposed and numbers agreed: by group, by rank, by unit. What a finding touches is left
//! to be filled in.

use indexmap::IndexMap;

use super::brief::Brief;
use crate::opinion::PositionLine;
use crate::report::document::PaperTable;
use crate::report::wording::two_digits;
use crate::report::words;

/// A place for a number that the appraiser fills in.
pub(super) const OPEN: &str = "……";

/// Stands for a number that no position of a line states.
pub(super) const UNSTATED: &str = "chưa ghi";

/// One line: what was proposed, and what is agreed to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Tally {
    pub(super) proposed: i64,
    /// Whether some position states a number.
    pub(super) stated: bool,
    /// None as long as a finding stands.
    pub(super) agreed: Option<i64>,
}

impl Tally {
    /// Of no position.
    const EMPTY: Self = Self {
        proposed: 0,
        stated: false,
        agreed: Some(0),
    };

    /// Of positions that others hold beside their own.
    pub(super) const NOBODY: Self = Self {
        proposed: 0,
        stated: true,
        agreed: Some(0),
    };

    fn plus(self, other: &Self) -> Self {
        Self {
            proposed: self.proposed + other.proposed,
            stated: self.stated || other.stated,
            agreed: self.agreed.zip(other.agreed).map(|(sum, own)| sum + own),
        }
    }
}

/// What is agreed to for a position.
pub(super) fn agreed(brief: &Brief<'_>, position: &PositionLine) -> Option<i64> {
    brief.review.agreed(brief.appraisal, position)
}

/// The positions put together by what one text of theirs says, in the order in which it first
/// occurs.
pub(super) fn by(
    brief: &Brief<'_>,
    text: impl Fn(&PositionLine) -> String,
) -> IndexMap<String, Tally> {
    let mut lines: IndexMap<String, Tally> = IndexMap::new();
    for position in &brief.appraisal.positions {
        let people = position.people();
        let own = Tally {
            proposed: people.unwrap_or_default(),
            stated: people.is_some(),
            agreed: agreed(brief, position),
        };
        let line = lines.entry(text(position)).or_insert(Tally::EMPTY);
        *line = line.clone().plus(&own);
    }
    lines
}

/// What is agreed to, or a place for it.
pub(super) fn agreed_to(tally: &Tally) -> String {
    tally.agreed.map_or_else(|| OPEN.to_owned(), two_digits)
}

/// Proposed, agreed and the difference as a table has them.
pub(super) fn cells(tally: &Tally) -> [String; 3] {
    let agreed = agreed_to(tally);
    let difference = tally.agreed.map_or_else(
        || OPEN.to_owned(),
        |agreed| words::whole(agreed - tally.proposed),
    );
    let proposed = if tally.stated {
        two_digits(tally.proposed)
    } else {
        UNSTATED.to_owned()
    };
    [proposed, agreed, difference]
}

/// The sum of some lines.
pub(super) fn sum<'t>(lines: impl Iterator<Item = &'t Tally>) -> Tally {
    lines.fold(Tally::EMPTY, Tally::plus)
}

/// All positions together.
pub(super) fn whole(brief: &Brief<'_>) -> Tally {
    sum(by(brief, |_| String::new()).values())
}

/// Fills a table with the positions as `cells` tells them, from their number and what is agreed to;
/// what of one unit stands together has its name above.
pub(super) fn list<const N: usize>(
    brief: &Brief<'_>,
    table: &mut PaperTable,
    cells: impl Fn(String, &PositionLine, String) -> [String; N],
) {
    let mut unit = None;
    for (nth, position) in brief.appraisal.positions.iter().enumerate() {
        if !position.unit.is_empty() && unit != Some(&position.unit) {
            table.part(&position.unit);
            unit = Some(&position.unit);
        }
        let agreed = agreed(brief, position).map_or_else(|| OPEN.to_owned(), two_digits);
        table.row(cells((nth + 1).to_string(), position, agreed));
    }
}

/// Position of the part by rank in the summary.
const RANKS: usize = 1;

/// Bảng tổng hợp: group, rank and unit, proposed against agreed.
pub(super) fn summary(brief: &Brief<'_>) -> PaperTable {
    let columns = [
        ("Nội dung", 52, false),
        ("Đề nghị", 16, true),
        ("Thẩm định", 16, true),
        ("Chênh lệch", 16, true),
    ];
    let mut table = PaperTable::new(
        "Số đề nghị và số thẩm định theo nhóm, theo ngạch hoặc chức danh, theo đơn vị",
        &columns,
    );
    let stated = |text: &str| {
        if text.is_empty() {
            "(chưa ghi)".to_owned()
        } else {
            text.to_owned()
        }
    };
    let mut groups = by(brief, |position| stated(&position.group));
    let order = |name: &String| {
        brief
            .appraisal
            .figures
            .groups
            .iter()
            .position(|line| line.group == *name)
    };
    groups.sort_by_key(|name, _| order(name).unwrap_or(usize::MAX));
    let parts: [(String, IndexMap<String, Tally>); 3] = [
        ("Theo nhóm vị trí việc làm".to_owned(), groups),
        (
            format!("Theo {}", brief.rank()),
            by(brief, |position| stated(&position.rank)),
        ),
        (
            "Theo đơn vị".to_owned(),
            by(brief, |position| stated(&position.unit)),
        ),
    ];
    // How many are placed in which level stands in a table of its own.
    let shown = parts
        .into_iter()
        .enumerate()
        .filter(|(part, _)| *part != RANKS || !brief.has_levels());
    for (_, (title, lines)) in shown {
        table.part(title);
        for (name, tally) in &lines {
            let [proposed, agreed, difference] = cells(tally);
            table.row([name.clone(), proposed, agreed, difference]);
        }
        let [proposed, agreed, difference] = cells(&sum(lines.values()));
        table.total(["Cộng".to_owned(), proposed, agreed, difference]);
    }
    table
}
