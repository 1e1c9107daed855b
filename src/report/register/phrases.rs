//! The sentences of register and consolidation.

use std::collections::BTreeMap;

use super::Consolidation;
use crate::law::Outcome;
use crate::opinion::Appraisal;
use crate::opinion::Recommendation;
use crate::register::Awaited;
use crate::register::Outlier;
use crate::register::OutlierKind;
use crate::register::PeopleSum;
use crate::register::Register;
use crate::register::RoundChange;
use crate::register::RoundStanding;
use crate::register::TotalLine;
use crate::register::Urgency;
use crate::report::wording::counted;
use crate::report::words;

/// Rules that a line names before it only counts the rest.
const NAMED: usize = 6;

/// What came of it all.
pub(super) fn sentence(consolidation: &Consolidation<'_>) -> String {
    let Consolidation {
        register, totals, ..
    } = consolidation;
    let many = |number: usize| words::count(number);
    let mut parts = vec![format!(
        "{} hồ sơ của {} cơ quan, đơn vị: {} đề nghị phê duyệt được",
        many(register.lines.len()),
        many(totals.all.dossiers.len()),
        many(totals.all.fit)
    )];
    let late = totals.all.dossiers.iter().filter(|place| {
        register
            .urgency(**place)
            .days_left
            .is_some_and(|days| days < 0)
    });
    parts.extend(non_zero(late.count()).map(|late| format!("{late} quá hạn")));
    parts.extend(non_zero(register.unreadable.len()).map(|bad| format!("{bad} không xét được")));
    format!("{}.", parts.join(", "))
}

fn non_zero(number: usize) -> Option<String> {
    (number > 0).then(|| words::count(number))
}

/// How long there still is.
pub(super) fn days_left(urgency: Urgency) -> String {
    match urgency.days_left {
        None => String::new(),
        Some(0) => "hạn hôm nay".to_owned(),
        Some(days) if days < 0 => format!("quá hạn {} ngày", words::whole(-i64::from(days))),
        Some(days) => format!("còn {} ngày", words::whole(days)),
    }
}

/// The colour of how long there still is: late, within a week, later.
pub(super) const fn tone(urgency: Urgency) -> Option<Outcome> {
    match urgency.days_left {
        Some(days) if days < 0 => Some(Outcome::Violation),
        Some(days) if days <= 7 => Some(Outcome::Explain),
        _ => None,
    }
}

/// The colour of a recommendation.
pub(super) const fn tone_of(recommendation: Recommendation) -> Outcome {
    match recommendation {
        Recommendation::Approve => Outcome::Pass,
        Recommendation::Revise => Outcome::Explain,
        Recommendation::Undecided => Outcome::Doubtful,
        Recommendation::Incomplete => Outcome::Violation,
    }
}

/// What is awaited from whom.
pub(super) fn awaited(awaited: Awaited) -> String {
    let who = awaited.who();
    if who.is_empty() {
        awaited.label().to_owned()
    } else {
        format!("{who}: {}", awaited.label())
    }
}

/// What changed since the round before; nothing of a first one.
pub(super) fn since(round: &RoundStanding) -> String {
    let Some(made) = &round.change else {
        return String::new();
    };
    let doubt = if round.same_day {
        "; cùng ngày trình với bản kia, hãy kiểm tra bản nào là bản sau"
    } else {
        ""
    };
    format!("{}{doubt}", change(made))
}

/// A change between two rounds in numbers: `đã sửa 5, còn 2, mới 1, tái diễn 1`.
fn change(change: &RoundChange) -> String {
    let sum = |rules: &BTreeMap<usize, usize>| rules.values().sum::<usize>();
    let parts = [
        ("đã sửa", sum(&change.mended)),
        ("còn", sum(&change.left)),
        ("mới", sum(&change.new)),
        ("tái diễn", sum(&change.returned)),
    ];
    let told: Vec<String> = parts
        .iter()
        .filter(|(_, many)| *many > 0)
        .map(|(word, many)| format!("{word} {many}"))
        .collect();
    if told.is_empty() {
        "không có nội dung nào phải xử lý ở cả hai lần".to_owned()
    } else {
        told.join(", ")
    }
}

/// Rules by title, each with its number of cases.
pub(super) fn titles(rules: &BTreeMap<usize, usize>, register: &Register) -> String {
    let mut lines: Vec<(&str, usize)> = rules
        .iter()
        .map(|(rule, cases)| (register.rules[*rule].title.as_str(), *cases))
        .collect();
    lines.sort_by(|a, b| b.1.cmp(&a.1).then(a.0.cmp(b.0)));
    let told = |(title, cases): &(&str, usize)| {
        if *cases > 1 {
            format!("{title} ({cases})")
        } else {
            (*title).to_owned()
        }
    };
    let mut parts: Vec<String> = lines.iter().take(NAMED).map(told).collect();
    if lines.len() > NAMED {
        parts.push(format!("và {} nội dung khác", lines.len() - NAMED));
    }
    parts.join("; ")
}

/// A sum of people with how many dossiers do not say it.
pub(super) fn people(sum: PeopleSum, of: usize) -> String {
    match of - sum.stated.min(of) {
        0 => words::whole(sum.people),
        _ if sum.stated == 0 => "chưa ghi".to_owned(),
        unsaid => format!(
            "{} (chưa có số của {} hồ sơ)",
            words::whole(sum.people),
            counted(unsaid)
        ),
    }
}

/// People proposed above or below those assigned, over the dossiers where that can be told.
pub(super) fn difference(line: &TotalLine) -> Option<i64> {
    let all = line.dossiers.len();
    (line.assigned.stated == all && line.proposed.stated == all)
        .then(|| line.proposed.people - line.assigned.people)
}

/// Which sums lack the number of some dossiers; empty where none does.
pub(super) fn lacking(line: &TotalLine) -> String {
    let sums = [
        ("được giao", line.assigned),
        ("đề nghị", line.proposed),
        ("thẩm định", line.approved),
        ("hiện có", line.present),
    ];
    let of = line.dossiers.len();
    let partly = sums.iter().filter(|(_, sum)| (1..of).contains(&sum.stated));
    partly
        .map(|(name, sum)| format!("{name}: {} hồ sơ", of - sum.stated))
        .collect::<Vec<_>>()
        .join("; ")
}

/// The people of a sum that some dossier states.
pub(super) fn stated(sum: PeopleSum) -> Option<i64> {
    (sum.stated > 0).then_some(sum.people)
}

/// What a label says where dossiers do not say it.
pub(super) fn label(label: &str) -> &str {
    if label.is_empty() {
        "(không ghi)"
    } else {
        label
    }
}

/// By what law the whole was judged.
pub(super) fn of_whole(whole: &Appraisal) -> String {
    format!(
        "Quy định tính trên toàn địa phương, xét theo quy định ngày {}",
        words::day(whole.law.as_of)
    )
}

/// What stands out, and against what.
pub(super) fn outlier(outlier: &Outlier) -> String {
    let number = |number: &rust_decimal::Decimal| number.normalize().to_string().replace('.', ",");
    match &outlier.kind {
        OutlierKind::GroupShare {
            group,
            share,
            middle,
            peers,
        } => format!(
            "Nhóm “{group}” chiếm {}% số người, trong khi mức giữa của {peers} hồ sơ cùng loại là {}%",
            number(share),
            number(middle)
        ),
        OutlierKind::DeputiesPerHead {
            ratio,
            middle,
            peers,
        } => format!(
            "Bình quân {} cấp phó trên một cấp trưởng, trong khi mức giữa của {peers} hồ sơ cùng loại là {}",
            number(ratio),
            number(middle)
        ),
        OutlierKind::HoursPerPerson {
            hours,
            middle,
            peers,
        } => format!(
            "Bình quân {} giờ công việc trên một người một năm, trong khi mức giữa của {peers} hồ sơ cùng loại là {}",
            number(hours),
            number(middle)
        ),
        OutlierKind::SameText { opening, texts: 1 } => {
            format!("Một đoạn giống nhau từng chữ: “{opening}…”")
        }
        OutlierKind::SameText { opening, texts } => {
            format!(
                "{} đoạn giống nhau từng chữ, trong đó có “{opening}…”",
                words::count(*texts)
            )
        }
        OutlierKind::SeveralCodes { name, codes } => {
            let codes: Vec<String> = codes
                .iter()
                .map(|(code, many)| format!("{code} ({many} hồ sơ)"))
                .collect();
            format!("“{name}” được ghi nhiều mã: {}", codes.join(", "))
        }
    }
}

/// What has to be known of how the dossiers were judged; nothing when all were judged alike.
pub(super) fn editions(register: &Register) -> Vec<String> {
    if register.editions.len() < 2 {
        return Vec::new();
    }
    let told = register.editions.iter().map(|edition| {
        let reviewed = edition
            .reviewed_on
            .map(|day| format!(", rà soát đến {}", words::day(day)))
            .unwrap_or_default();
        let digest: String = edition.rulebook.chars().take(12).collect();
        format!(
            "{} hồ sơ do vtvl {} xét theo bộ quy tắc {digest}{reviewed}",
            words::count(edition.dossiers),
            edition.program
        )
    });
    let told: Vec<String> = told.collect();
    vec![format!(
        "Các kết quả không cùng một phiên bản: {}; nên xét lại bằng cùng một phiên bản trước khi so sánh.",
        told.join("; ")
    )]
}

/// What is not in the sums, and why.
pub(super) fn left_out(register: &Register) -> Vec<String> {
    let count =
        |is: &dyn Fn(usize) -> bool| (0..register.lines.len()).filter(|place| is(*place)).count();
    let doubled = count(&|place| register.rounds[place].same_as.is_some());
    let followed = count(&|place| {
        register.rounds[place].same_as.is_none() && !register.rounds[place].stands()
    });
    let bad = register.unreadable.len();
    let lines = [
        (followed, "hồ sơ của lần trình trước, đã có lần trình sau"),
        (doubled, "hồ sơ trùng tệp với hồ sơ khác"),
        (bad, "hồ sơ không xét được"),
    ];
    lines
        .iter()
        .filter(|(many, _)| *many > 0)
        .map(|(many, why)| format!("{} {why}", words::count(*many)))
        .collect()
}

/// The same as a sentence; none where all count.
pub(super) fn uncounted(register: &Register) -> Option<String> {
    let left_out = left_out(register);
    (!left_out.is_empty())
        .then(|| format!("Không tính vào số liệu tổng hợp: {}.", left_out.join("; ")))
}
