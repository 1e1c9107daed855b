//! The document model: what a paper says, block by block, before any format. Each paper is built
//! once by [`papers`](super::papers) and laid out by one renderer a format.

use std::collections::BTreeSet;

use serde::Serialize;

use super::wording::bound;

/// Văn bản: one paper from its head to its annexes.
#[derive(Debug, Clone, Default, Serialize)]
pub(super) struct PaperDocument {
    /// The title in the properties of the file.
    pub(super) title: String,
    pub(super) head: Head,
    /// Size of the body in half points.
    pub(super) size: u8,
    pub(super) blocks: Vec<PaperBlock>,
    /// Who signs and who receives; none of a paper that is not issued.
    pub(super) foot: Option<Foot>,
    pub(super) annexes: Vec<Annex>,
}

/// What stands above the body (Nghị định số 30/2020/NĐ-CP, Phụ lục I).
#[derive(Debug, Clone, Default, Serialize)]
pub(super) struct Head {
    /// The abbreviation of the kind in the number (`BC`); empty of a letter.
    pub(super) kind: &'static str,
    /// Whether it has a number and a date.
    pub(super) numbered: bool,
    /// Whether the body that approves issues it, not the house.
    pub(super) of_approver: bool,
    /// Tên loại in capitals; empty of a letter.
    pub(super) name: &'static str,
    /// Trích yếu.
    pub(super) subject: String,
    /// Kính gửi; empty where nobody is addressed.
    pub(super) addressee: Vec<PaperRun>,
    /// What the drafter has to know, and deletes.
    pub(super) warning: String,
}

/// What stands below the body.
#[derive(Debug, Clone, Default, Serialize)]
pub(super) struct Foot {
    /// Nơi nhận before those of the house.
    pub(super) receivers: Vec<String>,
    /// Two signatures without recipients, as of minutes: left and right; else empty.
    pub(super) signers: Vec<&'static str>,
}

/// Phụ lục.
#[derive(Debug, Clone, Serialize)]
pub(super) struct Annex {
    /// `I`; empty when there is only one.
    pub(super) number: &'static str,
    pub(super) title: String,
    /// The paper that it belongs to: `Báo cáo`.
    pub(super) of: &'static str,
    pub(super) landscape: bool,
    pub(super) blocks: Vec<PaperBlock>,
}

/// What stands under each other.
#[derive(Debug, Clone, Serialize)]
#[serde(tag = "is", rename_all = "snake_case")]
pub(super) enum PaperBlock {
    /// A heading with its number: level 1 is `I.`, level 2 `1.`.
    Heading {
        level: u8,
        text: String,
    },
    Paragraph {
        runs: Vec<PaperRun>,
        keep: bool,
    },
    /// A line with a dash, or of the second level with a plus.
    Item {
        level: u8,
        runs: Vec<PaperRun>,
    },
    /// A paragraph in the middle of the line.
    Centred {
        runs: Vec<PaperRun>,
    },
    /// A framed paragraph behind a word for what it is.
    Notice {
        label: &'static str,
        text: String,
        /// Whether it is red: to be looked at before all else.
        alarm: bool,
    },
    /// Lines to write on.
    Dots {
        lines: usize,
    },
    Table(PaperTable),
}

/// What stands beside each other.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub(super) struct PaperRun {
    pub(super) text: String,
    pub(super) bold: bool,
    pub(super) italic: bool,
    /// What is to be filled in where the text is empty.
    pub(super) fill: &'static str,
    /// The number of the matter that is told here: what other places refer to.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) mark: Option<usize>,
    /// The number of the matter that this refers to.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) refer: Option<usize>,
}

/// What stands beside each other on one line.
pub(super) type PaperLine = Vec<PaperRun>;

/// A table with a repeated head.
#[derive(Debug, Clone, Default, Serialize)]
pub(super) struct PaperTable {
    /// What it is, for who has it read out.
    pub(super) caption: &'static str,
    pub(super) columns: Vec<PaperColumn>,
    pub(super) rows: Vec<PaperRow>,
    /// One point smaller.
    pub(super) small: bool,
}

/// A column.
#[derive(Debug, Clone, Serialize)]
pub(super) struct PaperColumn {
    pub(super) title: &'static str,
    /// Where it begins and ends, in hundredths of the width of the table.
    pub(super) from: u16,
    pub(super) to: u16,
    /// Whether its cells stand in the middle.
    pub(super) centred: bool,
}

/// A row.
#[derive(Debug, Clone, Default, Serialize)]
pub(super) struct PaperRow {
    /// Whether its one text names the rows below.
    pub(super) span: bool,
    /// Each its lines, one at least.
    pub(super) cells: Vec<Vec<PaperLine>>,
}

impl PaperDocument {
    /// What a place refers to has to stand in the same paper: elsewhere the number is a number.
    pub(super) fn settled(mut self) -> Self {
        let mut marks = BTreeSet::new();
        self.each_run(&mut |run| {
            run.mark = run.mark.filter(|mark| marks.insert(*mark));
        });
        self.each_run(&mut |run| run.refer = run.refer.filter(|refer| marks.contains(refer)));
        self
    }

    fn each_run(&mut self, change: &mut impl FnMut(&mut PaperRun)) {
        let annexes = self.annexes.iter_mut().flat_map(|annex| &mut annex.blocks);
        for block in self.blocks.iter_mut().chain(annexes) {
            match block {
                PaperBlock::Paragraph { runs, .. }
                | PaperBlock::Item { runs, .. }
                | PaperBlock::Centred { runs } => {
                    runs.iter_mut().for_each(&mut *change);
                }
                PaperBlock::Table(table) => {
                    let cells = table.rows.iter_mut().flat_map(|row| &mut row.cells);
                    cells.flatten().flatten().for_each(&mut *change);
                }
                PaperBlock::Heading { .. }
                | PaperBlock::Notice { .. }
                | PaperBlock::Dots { .. } => {}
            }
        }
    }
}

impl PaperRun {
    pub(super) fn plain(text: impl AsRef<str>) -> Self {
        Self {
            text: bound(text.as_ref()),
            ..Self::default()
        }
    }

    pub(super) fn bold(text: impl AsRef<str>) -> Self {
        Self {
            bold: true,
            ..Self::plain(text)
        }
    }

    pub(super) fn italic(text: impl AsRef<str>) -> Self {
        Self {
            italic: true,
            ..Self::plain(text)
        }
    }

    /// The number of a matter where it is told.
    pub(super) fn mark(number: usize) -> Self {
        Self {
            mark: Some(number),
            ..Self::plain(number.to_string())
        }
    }

    /// The number of a matter that is told elsewhere in the paper.
    pub(super) fn refer(number: usize) -> Self {
        Self {
            refer: Some(number),
            ..Self::plain(number.to_string())
        }
    }

    /// A value, else a dotted place for it.
    pub(super) fn fill(text: impl AsRef<str>, fill: &'static str) -> Self {
        Self {
            fill,
            ..Self::plain(text)
        }
    }
}

impl PaperBlock {
    pub(super) fn heading(level: u8, text: impl AsRef<str>) -> Self {
        Self::Heading {
            level,
            text: bound(text.as_ref()),
        }
    }

    pub(super) fn paragraph(text: impl AsRef<str>) -> Self {
        Self::runs(vec![PaperRun::plain(text)])
    }

    pub(super) const fn runs(runs: Vec<PaperRun>) -> Self {
        Self::Paragraph { runs, keep: false }
    }

    /// A paragraph that stays on the page of what follows.
    pub(super) const fn kept(runs: Vec<PaperRun>) -> Self {
        Self::Paragraph { runs, keep: true }
    }

    pub(super) fn lead(text: impl AsRef<str>) -> Self {
        Self::kept(vec![PaperRun::plain(text)])
    }

    /// Lines behind one that leads to them; nothing where there are none.
    pub(super) fn list(lead: Self, lines: impl Iterator<Item = Self>) -> Vec<Self> {
        let mut lines = lines.peekable();
        let lead = lines.peek().map(|_| lead);
        lead.into_iter().chain(lines).collect()
    }

    pub(super) fn notice(label: &'static str, text: impl AsRef<str>) -> Self {
        Self::Notice {
            label,
            text: bound(text.as_ref()),
            alarm: false,
        }
    }

    pub(super) fn alarm(label: &'static str, text: impl AsRef<str>) -> Self {
        Self::Notice {
            label,
            text: bound(text.as_ref()),
            alarm: true,
        }
    }

    pub(super) fn item(text: impl AsRef<str>) -> Self {
        Self::Item {
            level: 1,
            runs: vec![PaperRun::plain(text)],
        }
    }

    /// An item of a matter: its number in brackets, then what is said of it.
    pub(super) fn numbered(number: PaperRun, text: impl AsRef<str>) -> Self {
        let runs = vec![
            PaperRun::plain("("),
            number,
            PaperRun::plain(format!(") {}", text.as_ref())),
        ];
        Self::Item { level: 1, runs }
    }
}

impl PaperTable {
    /// Columns by title, hundredths of the width, and whether their cells stand in the middle.
    pub(super) fn new(caption: &'static str, columns: &[(&'static str, u16, bool)]) -> Self {
        let mut from = 0;
        let column = |&(title, width, centred): &(&'static str, u16, bool)| {
            let column = PaperColumn {
                title,
                from,
                to: from + width,
                centred,
            };
            from = column.to;
            column
        };
        Self {
            caption,
            columns: columns.iter().map(column).collect(),
            ..Self::default()
        }
    }

    pub(super) fn small(mut self) -> Self {
        self.small = true;
        self
    }

    pub(super) fn row<const N: usize>(&mut self, cells: [String; N]) {
        self.lines(cells.map(|text| vec![text]).to_vec());
    }

    /// A row of as many cells as there are columns, each of lines that are not empty.
    pub(super) fn lines(&mut self, cells: Vec<Vec<String>>) {
        let told = |lines: Vec<String>| -> Vec<PaperLine> {
            let told: Vec<PaperLine> = lines
                .iter()
                .filter(|line| !line.is_empty())
                .map(|line| vec![PaperRun::plain(line)])
                .collect();
            if told.is_empty() {
                vec![PaperLine::new()]
            } else {
                told
            }
        };
        self.rows.push(PaperRow {
            cells: cells.into_iter().map(told).collect(),
            ..PaperRow::default()
        });
    }

    /// Puts runs into a cell of the last row.
    pub(super) fn cell(&mut self, column: usize, runs: PaperLine) {
        if let Some(cell) = self
            .rows
            .last_mut()
            .and_then(|row| row.cells.get_mut(column))
        {
            *cell = vec![runs];
        }
    }

    /// A row of sums.
    pub(super) fn total<const N: usize>(&mut self, cells: [String; N]) {
        self.row(cells);
        if let Some(row) = self.rows.last_mut() {
            row.cells
                .iter_mut()
                .flatten()
                .flatten()
                .for_each(|run| run.bold = true);
        }
    }

    /// A row that names those below it.
    pub(super) fn part(&mut self, text: impl AsRef<str>) {
        self.rows.push(PaperRow {
            span: true,
            cells: vec![vec![vec![PaperRun::bold(text)]]],
        });
    }
}
