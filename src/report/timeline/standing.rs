//! Which acts stand on a day, for people and for programs (`vtvl.law/1`, see
//! `docs/vtvl.law-1.schema.json`).

use std::io::Write;

use anstyle::AnsiColor;
use anstyle::Style;
use jiff::civil::Date;
use serde::Serialize;

use crate::law::Act;
use crate::law::ActStanding;
use crate::law::ActState;
use crate::law::Law;
use crate::law::RuleSet;
use crate::law::Source;
use crate::law::Standing;
use crate::report::ReportError;
use crate::report::TextOptions;
use crate::report::page::FAINT;
use crate::report::page::TextPage;
use crate::report::words;
use crate::report::write_json;

/// Everything that is told of a day.
#[derive(Serialize)]
struct DayView<'a> {
    schema: &'static str,
    on: Date,
    digest: &'a str,
    origin: &'a str,
    profiles: Vec<ProfileView<'a>>,
    /// Acts in force of which no profile has rules.
    without_rules: Vec<ActView<'a>>,
}

#[derive(Serialize)]
struct ProfileView<'a> {
    profile: &'a str,
    title: &'a str,
    /// Number of the act that governs job positions; none when the profile names none.
    governing: Option<&'a str>,
    /// That the rulebook has no rules of it; none where it has.
    ungoverned: Option<String>,
    /// What that means for a proposal.
    says: Option<String>,
    acts: Vec<StandingView<'a>>,
    collections: Vec<CollectionView<'a>>,
}

#[derive(Serialize)]
struct StandingView<'a> {
    #[serde(flatten)]
    act: ActView<'a>,
    state: &'static str,
    governs: bool,
    /// Folder of its rules; none when there are none for this profile.
    set: Option<&'a str>,
    rules_in_force: usize,
    rules: usize,
    kinds: &'a [&'a str],
    amended_by: Vec<&'a str>,
}

/// An act as the rulebook knows it.
#[derive(Serialize)]
pub(super) struct ActView<'a> {
    number: &'a str,
    title: String,
    from: Option<Date>,
    until: Option<Date>,
    partial: bool,
    replaced_by: Option<&'a str>,
    amends: &'a [String],
    source: Option<Source>,
    until_source: Option<Source>,
    note: Option<&'a str>,
}

#[derive(Serialize)]
struct CollectionView<'a> {
    set: &'a str,
    title: &'a str,
    rules_in_force: usize,
}

impl<'a> ActView<'a> {
    pub(super) fn of(number: &'a str, act: Option<&'a Act>) -> Self {
        Self {
            number,
            title: act.map_or_else(|| words::act(number), Act::called),
            from: act.and_then(|act| act.from),
            until: act.and_then(|act| act.until),
            partial: act.is_some_and(|act| act.partial),
            replaced_by: act.and_then(|act| act.replaced_by.as_deref()),
            amends: act.map_or(&[], |act| &act.amends),
            source: act.map(|act| act.source),
            until_source: act.and_then(|act| act.until_source),
            note: act.and_then(|act| act.note.as_deref()),
        }
    }
}

fn state_key(state: ActState) -> &'static str {
    match state {
        ActState::InForce => "in_force",
        ActState::NotYet => "not_yet",
        ActState::Ended => "ended",
        ActState::Unknown => "unknown",
    }
}

fn standing_view<'a>(standing: &'a Standing<'a>) -> ProfileView<'a> {
    let day = standing.day;
    let act = |act: &'a ActStanding<'a>| StandingView {
        act: ActView::of(act.number, act.act),
        state: state_key(act.state),
        governs: act.governs,
        set: act.set.map(|set| set.key.as_str()),
        rules_in_force: act.in_force,
        rules: act.rules,
        kinds: &act.kinds,
        amended_by: act
            .amended_by
            .iter()
            .map(|act| act.number.as_str())
            .collect(),
    };
    let collection = |(set, rules): &(&'a RuleSet, usize)| CollectionView {
        set: &set.key,
        title: &set.title,
        rules_in_force: *rules,
    };
    ProfileView {
        profile: &standing.profile.key,
        title: &standing.profile.title,
        governing: standing.governing.map(|governing| governing.act.as_str()),
        ungoverned: standing
            .governing
            .and_then(|governing| governing.ungoverned(day, standing.governs_in_part)),
        says: standing.governing.and_then(|governing| governing.told(day)),
        acts: standing.acts.iter().map(act).collect(),
        collections: standing.collections.iter().map(collection).collect(),
    }
}

/// Writes what stands on a day as JSON (`vtvl.law/1`).
///
/// # Errors
/// [`ReportError`] when `out` cannot be written to.
pub fn write_standing_json(
    law: &Law,
    day: Date,
    standings: &[Standing<'_>],
    out: &mut dyn Write,
) -> Result<(), ReportError> {
    let view = DayView {
        schema: "vtvl.law/1",
        on: day,
        digest: &law.digest,
        origin: &law.origin,
        profiles: standings.iter().map(standing_view).collect(),
        without_rules: law
            .without_rules(day)
            .into_iter()
            .map(|act| ActView::of(&act.number, Some(act)))
            .collect(),
    };
    write_json(&view, out)
}

/// Writes what stands on a day for a terminal: what governs first, then what else has rules, then
/// what has none.
///
/// # Errors
/// [`ReportError`] when `out` cannot be written to.
pub fn write_standing(
    law: &Law,
    day: Date,
    standings: &[Standing<'_>],
    options: &TextOptions,
    out: &mut dyn Write,
) -> Result<(), ReportError> {
    let mut page = TextPage::new(*options);
    page.paragraph(
        "",
        Style::new().bold(),
        &format!("Quy định ngày {}", words::day(day)),
    );
    for standing in standings {
        profile(&mut page, law, standing);
    }
    let others = law.without_rules(day);
    if !others.is_empty() && !options.quiet {
        page.heading("Văn bản khác đang có hiệu lực, bộ quy tắc chưa có quy tắc (mọi loại hồ sơ)");
        for act in others {
            page.paragraph(
                " - ",
                FAINT,
                &format!("{}: {} ({})", act.called(), act.lifetime(), act.known_by()),
            );
        }
    }
    Ok(out.write_all(page.text.as_bytes())?)
}

fn profile(page: &mut TextPage, law: &Law, standing: &Standing<'_>) {
    page.heading(&standing.profile.title);
    if let Some(told) = standing
        .governing
        .and_then(|governing| governing.told(standing.day))
    {
        page.paragraph("Chú ý: ", AnsiColor::Yellow.on_default().bold(), &told);
    }
    let governs: Vec<&ActStanding<'_>> = standing.acts.iter().filter(|act| act.governs).collect();
    let is_live = |act: &&ActStanding<'_>| {
        !act.governs && (act.state == ActState::InForce || act.in_force > 0)
    };
    group(
        page,
        law,
        standing,
        "Văn bản điều chỉnh vị trí việc làm:",
        &governs,
    );
    if page.options.quiet {
        return;
    }
    let live: Vec<&ActStanding<'_>> = standing.acts.iter().filter(is_live).collect();
    group(
        page,
        law,
        standing,
        "Văn bản khác có quy tắc ngày này:",
        &live,
    );
    let collections: Vec<String> = standing
        .collections
        .iter()
        .map(|(set, rules)| format!("{} ({} quy tắc)", set.key, words::count(*rules)))
        .collect();
    if !collections.is_empty() {
        page.blank();
        let listed = format!(
            "Đối chiếu số liệu, không theo riêng văn bản nào: {}.",
            collections.join(", ")
        );
        page.paragraph("", Style::new(), &listed);
    }
    let rest: Vec<&ActStanding<'_>> = standing
        .acts
        .iter()
        .filter(|act| !act.governs && !is_live(act))
        .collect();
    if !rest.is_empty() {
        of_other_days(page, law, &rest);
    }
}

/// The acts that have rules, but none for the day.
fn of_other_days(page: &mut TextPage, law: &Law, acts: &[&ActStanding<'_>]) {
    page.blank();
    page.paragraph(
        "",
        Style::new(),
        "Văn bản có quy tắc cho ngày khác, không phải ngày này:",
    );
    for act in acts {
        let partial = act.act.is_some_and(|act| act.partial);
        let state = match act.state {
            ActState::NotYet => "chưa có hiệu lực",
            ActState::Ended if partial => "phần vị trí việc làm đã hết hiệu lực",
            ActState::Ended => "đã hết hiệu lực",
            ActState::InForce | ActState::Unknown => "chưa rõ hiệu lực",
        };
        let life = act
            .act
            .map(|act| {
                if partial {
                    act.life().to_string()
                } else {
                    act.lifetime()
                }
            })
            .unwrap_or_default();
        page.paragraph(
            " - ",
            FAINT,
            &format!(
                "{}: {state}, {life}{}",
                words::act(act.number),
                after(law, act.act)
            ),
        );
    }
}

fn group(
    page: &mut TextPage,
    law: &Law,
    standing: &Standing<'_>,
    heading: &str,
    acts: &[&ActStanding<'_>],
) {
    if acts.is_empty() {
        return;
    }
    page.blank();
    page.paragraph("", Style::new(), heading);
    for act in acts {
        one(page, law, standing, act);
    }
}

fn one(page: &mut TextPage, law: &Law, standing: &Standing<'_>, standing_act: &ActStanding<'_>) {
    let named = standing_act
        .act
        .map_or_else(|| words::act(standing_act.number), Act::called);
    page.paragraph(" - ", FAINT, &named);
    let mut line =
        |label: &str, text: &str| page.paragraph(&format!("   {label:<14}"), FAINT, text);
    if let Some(act) = standing_act.act {
        line(
            "Hiệu lực:",
            &format!("{}{}", act.lifetime(), after(law, Some(act))),
        );
        line("Biết qua:", &act.known_by());
        if !act.amends.is_empty() {
            line(
                "Sửa đổi:",
                &named_acts(law, act.amends.iter().map(String::as_str)),
            );
        }
    } else {
        line(
            "Hiệu lực:",
            "chưa rõ, văn bản chưa có trong danh sách của bộ quy tắc",
        );
    }
    if !standing_act.amended_by.is_empty() {
        let by = standing_act.amended_by.iter().map(|act| {
            let since = act
                .from
                .map(|from| format!(" từ {}", words::day(from)))
                .unwrap_or_default();
            format!("{}{since}", act.name())
        });
        line("Được sửa bởi:", &by.collect::<Vec<_>>().join("; "));
    }
    line("Quy tắc:", &rules(standing, standing_act));
    if let Some(note) = standing_act.act.and_then(|act| act.note.as_deref()) {
        line("Ghi chú:", note);
    }
}

/// How many rules of an act judge on the day, and whom.
fn rules(standing: &Standing<'_>, act: &ActStanding<'_>) -> String {
    let Some(set) = act.set else {
        let ungoverned = standing
            .governing
            .filter(|_| act.governs)
            .and_then(|governing| governing.ungoverned(standing.day, standing.governs_in_part));
        return ungoverned
            .unwrap_or_else(|| "bộ quy tắc chưa có quy tắc của văn bản này".to_owned());
    };
    let kinds = if act.kinds.is_empty() {
        String::new()
    } else {
        format!("; chỉ xét: {}", act.kinds.join(", "))
    };
    let all = if act.rules == act.in_force {
        String::new()
    } else {
        format!(" (trong {})", words::count(act.rules))
    };
    format!(
        "{} có {} quy tắc có hiệu lực ngày này{all}{kinds}",
        set.key,
        words::count(act.in_force)
    )
}

/// What took the place of an act, as the end of a clause.
fn after(law: &Law, act: Option<&Act>) -> String {
    let by = act.and_then(|act| act.replaced_by.as_deref());
    by.map(|by| {
        format!(
            ", sau đó là {}",
            law.act(by).map_or_else(|| words::act(by), Act::name)
        )
    })
    .unwrap_or_default()
}

fn named_acts<'a>(law: &Law, numbers: impl Iterator<Item = &'a str>) -> String {
    let name = |number: &str| {
        law.act(number)
            .map_or_else(|| words::act(number), Act::name)
    };
    numbers.map(name).collect::<Vec<_>>().join(", ")
}
