//! Waivers meet findings: before anything is folded, so that what is waived stands apart.

use jiff::civil::Date;

use super::WAIVERS_IN_USE;
use super::Waiver;
use super::WaiverLine;
use super::WaiverState;
use super::Waivers;
use crate::cells::Addr;
use crate::law::Law;
use crate::law::Outcome;
use crate::law::day;
use crate::opinion::RemarkLine;
use crate::opinion::WaivedBy;
use crate::opinion::judge::Judged;
use crate::opinion::judged::JudgedFinding;
use crate::opinion::ranges::unique;

/// What became of the waivers of a case.
#[derive(Debug, Default)]
pub(in crate::opinion) struct Applied {
    /// For the annex, in the order of the file.
    pub(in crate::opinion) lines: Vec<WaiverLine>,
    /// That the file is used, then what is expired, not yet in force or unused.
    pub(in crate::opinion) remarks: Vec<RemarkLine>,
}

/// What a waiver can cover. That data is missing cannot be waived: a check that did not run is
/// never "clean"; and a question stays one for the appraiser.
const fn may_be_waived(outcome: Outcome) -> bool {
    matches!(
        outcome,
        Outcome::Violation | Outcome::Explain | Outcome::Note
    )
}

impl Waivers {
    /// Marks what is waived on the governing date, and moves it in the counts.
    pub(in crate::opinion) fn apply(&self, judged: &mut Judged, law: &Law, on: Date) -> Applied {
        let mut cells: Vec<Vec<Addr>> = vec![Vec::new(); self.list.len()];
        let mut hits = vec![0; self.list.len()];
        let mut doubtful = vec![false; self.list.len()];
        let mut waived = Vec::new();
        for (place, JudgedFinding { finding, .. }) in judged.findings.iter().enumerate() {
            let fits =
                |(_, waiver): &(usize, &Waiver)| waiver.fits(&finding.rule, &finding.subject);
            let fitting: Vec<(usize, &Waiver)> =
                self.list.iter().enumerate().filter(fits).collect();
            if !may_be_waived(finding.outcome) {
                for (index, _) in fitting
                    .iter()
                    .filter(|_| finding.outcome == Outcome::Doubtful)
                {
                    doubtful[*index] = true;
                }
                continue;
            }
            let holds = fitting
                .iter()
                .find(|(_, waiver)| waiver.on(on) == WaiverState::Unused);
            if let Some((index, _)) = holds {
                hits[*index] += 1;
                waived.push((place, *index));
                continue;
            }
            for (index, _) in fitting {
                hits[index] += 1;
                cells[index].extend(finding.cells.first().cloned());
            }
        }
        for (place, index) in waived {
            judged.waive(place, index);
        }
        let lines: Vec<WaiverLine> = self
            .list
            .iter()
            .zip(&hits)
            .map(|(waiver, hits)| line(waiver, *hits, law, on))
            .collect();
        let told = lines.iter().zip(cells).zip(doubtful);
        let remarks =
            told.filter_map(|((line, cells), doubtful)| remark(line, unique(cells), doubtful, on));
        let remarks = std::iter::once(self.in_use(lines.len()))
            .chain(remarks)
            .collect();
        Applied { lines, remarks }
    }

    fn in_use(&self, waivers: usize) -> RemarkLine {
        RemarkLine {
            code: WAIVERS_IN_USE,
            sentence: format!(
                "Đã dùng tệp miễn trừ {} ({waivers} nội dung).",
                self.file.file
            ),
            cells: Vec::new(),
            lost: false,
        }
    }
}

impl Judged {
    fn waive(&mut self, place: usize, index: usize) {
        let Some(JudgedFinding { finding, .. }) = self.findings.get_mut(place) else {
            return;
        };
        let was = std::mem::replace(&mut finding.outcome, Outcome::Waived);
        finding.waiver = Some(WaivedBy { index, was });
        self.counts.turn(was, Outcome::Waived);
        self.by_section
            .entry(finding.section)
            .or_default()
            .turn(was, Outcome::Waived);
        self.by_rule
            .entry(finding.rule.clone())
            .or_default()
            .turn(was, Outcome::Waived);
    }
}

fn line(waiver: &Waiver, findings: usize, law: &Law, on: Date) -> WaiverLine {
    let state = match waiver.on(on) {
        WaiverState::Unused if findings > 0 => WaiverState::Used,
        state => state,
    };
    WaiverLine {
        rule: waiver.rule.clone(),
        title: law
            .rules
            .get(&waiver.rule)
            .map(|rule| rule.title.clone())
            .unwrap_or_default(),
        subject: waiver.subject.clone(),
        approved_by: waiver.approved_by.clone(),
        document: waiver.document.clone(),
        reason: waiver.reason.clone(),
        from: waiver.from,
        until: waiver.until,
        state,
        findings,
    }
}

fn remark(line: &WaiverLine, cells: Vec<Addr>, doubtful: bool, on: Date) -> Option<RemarkLine> {
    let what = format!(
        "Miễn trừ theo văn bản số {} cho {} (“{}”)",
        line.document.number,
        line.about(),
        line.title
    );
    let (code, sentence) = match line.state {
        WaiverState::Used => return None,
        WaiverState::Unused if doubtful => (
            "waiver-unused",
            format!(
                "{what} chưa dùng đến: nội dung này {}.",
                Outcome::Doubtful.label()
            ),
        ),
        WaiverState::Unused => (
            "waiver-unused",
            format!("{what} không dùng đến: hồ sơ không có nội dung nào như vậy."),
        ),
        WaiverState::Expired => (
            "waiver-expired",
            format!(
                "{what} đã hết hạn ngày {}, ngày xét là {}",
                day(line.until),
                day(on)
            ),
        ),
        WaiverState::NotYet => (
            "waiver-not-yet",
            format!(
                "{what} chỉ có hiệu lực từ {}, ngày xét là {}",
                day(line.from),
                day(on)
            ),
        ),
    };
    let back = match (line.state, line.findings) {
        (WaiverState::Unused, _) => String::new(),
        (_, 0) => "; hồ sơ cũng không có nội dung nào như vậy.".to_owned(),
        (_, findings) => format!(": {findings} nội dung không được miễn trừ."),
    };
    Some(RemarkLine {
        code,
        sentence: format!("{sentence}{back}"),
        cells,
        lost: false,
    })
}
