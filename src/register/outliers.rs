//! What stands out: a dossier whose shape is unlike that of its peers. No provision says that it is
//! wrong; it is what an appraiser looks at first.

use std::cmp::Reverse;
use std::collections::BTreeMap;
use std::collections::BTreeSet;

use rust_decimal::Decimal;

use super::Outlier;
use super::OutlierKind;
use super::Register;
use super::RegisterLine;
use super::pasted::pasted;
use crate::dictionary::fold;

/// Fewer peers have no middle that says something.
const FEWEST_PEERS: usize = 8;
/// So many times the usual distance from the middle is far: three standard deviations, where the
/// distance of half of the peers (median absolute deviation) is 1 / 1.4826 of one.
const FAR: Decimal = Decimal::from_parts(44478, 0, 0, false, 4);
/// What is nearer than this does not matter, however alike the peers are: points of percent,
/// deputies for each head.
const LEAST_SHARE: Decimal = Decimal::from_parts(10, 0, 0, false, 0);
const LEAST_RATIO: Decimal = Decimal::from_parts(5, 0, 0, false, 1);
/// A quarter of a year's work, in hours.
const LEAST_HOURS: Decimal = Decimal::from_parts(450, 0, 0, false, 0);

/// One dossier among its peers.
struct Peer<'a> {
    place: usize,
    /// The group, of a share.
    group: &'a str,
    value: Decimal,
}

/// What is held against each other, by those who are alike.
#[derive(Default)]
struct Peers<'a> {
    shares: BTreeMap<String, Vec<Peer<'a>>>,
    ratios: BTreeMap<String, Vec<Peer<'a>>>,
    hours: BTreeMap<String, Vec<Peer<'a>>>,
}

impl<'a> Peers<'a> {
    fn of(register: &'a Register) -> Self {
        let mut peers = Self::default();
        for (place, line) in register.standing() {
            let kind = format!("{} {}", line.profile, line.agency.kind);
            let peer = |group: &'a str, value: Decimal| Peer {
                place,
                group,
                value,
            };
            for group in &line.groups {
                let of_group = format!("{kind} {}", fold::key(&group.group));
                let share = group.share.map(|share| peer(&group.group, share));
                peers.shares.entry(of_group).or_default().extend(share);
            }
            let workload = line.agency.workload.as_ref();
            let hours = workload.and_then(|workload| workload.value);
            let hours = hours.map(|hours| peer("", hours.round()));
            peers.hours.entry(kind.clone()).or_default().extend(hours);
            let ratio = ratio(line).map(|ratio| peer("", ratio));
            peers.ratios.entry(kind).or_default().extend(ratio);
        }
        peers
    }
}

/// What stands out in a register: dossiers first, then what several of them share.
#[must_use]
pub fn outliers(register: &Register) -> Vec<Outlier> {
    let peers = Peers::of(register);
    let mut found: Vec<Outlier> = Vec::new();
    for of_group in peers.shares.values() {
        found.extend(far(of_group, LEAST_SHARE, |peer, middle| {
            OutlierKind::GroupShare {
                group: peer.group.to_owned(),
                share: peer.value,
                middle,
                peers: of_group.len(),
            }
        }));
    }
    for of_kind in peers.ratios.values() {
        found.extend(far(of_kind, LEAST_RATIO, |peer, middle| {
            OutlierKind::DeputiesPerHead {
                ratio: peer.value,
                middle,
                peers: of_kind.len(),
            }
        }));
    }
    for of_kind in peers.hours.values() {
        found.extend(far(of_kind, LEAST_HOURS, |peer, middle| {
            OutlierKind::HoursPerPerson {
                hours: peer.value,
                middle: middle.round(),
                peers: of_kind.len(),
            }
        }));
    }
    found.sort_by(|a, b| a.dossiers.cmp(&b.dossiers));
    found.extend(pasted(register));
    found.extend(several_codes(register));
    found
}

fn ratio(line: &RegisterLine) -> Option<Decimal> {
    let (heads, deputies) = line.managers?;
    Some(
        Decimal::from(deputies)
            .checked_div(Decimal::from(heads))?
            .round_dp(2),
    )
}

/// Those far from the middle of all; `kind` says of what, by the middle to two decimals.
fn far(
    peers: &[Peer<'_>],
    least: Decimal,
    kind: impl Fn(&Peer<'_>, Decimal) -> OutlierKind,
) -> Vec<Outlier> {
    if peers.len() < FEWEST_PEERS {
        return Vec::new();
    }
    let middle = median(peers.iter().map(|peer| peer.value).collect());
    let distance = |peer: &Peer<'_>| (peer.value - middle).abs();
    let usual = median(peers.iter().map(distance).collect());
    let is_far = |peer: &&Peer<'_>| distance(peer) > (FAR * usual).max(least);
    let outlier = |peer: &Peer<'_>| Outlier {
        dossiers: vec![peer.place],
        kind: kind(peer, middle.round_dp(2)),
    };
    peers.iter().filter(is_far).map(outlier).collect()
}

fn median(mut values: Vec<Decimal>) -> Decimal {
    values.sort_unstable();
    let half = values.len() / 2;
    match values.as_slice() {
        [] => Decimal::ZERO,
        values if values.len() % 2 == 1 => values[half],
        values => (values[half - 1] + values[half]) / Decimal::TWO,
    }
}

/// The codes of one rank or title, each with its dossiers.
#[derive(Default)]
struct RankCodes<'a> {
    name: &'a str,
    places: BTreeMap<&'a str, Vec<usize>>,
}

/// Ranks and titles with more than one code among the dossiers of one kind of staff.
fn several_codes(register: &Register) -> Vec<Outlier> {
    let mut names: BTreeMap<(&str, String), RankCodes<'_>> = BTreeMap::new();
    for (place, line) in register.standing() {
        for rank in line
            .ranks
            .iter()
            .filter(|rank| !rank.code.is_empty() && !rank.name.is_empty())
        {
            let codes = names
                .entry((&line.staff, fold::key(&rank.name)))
                .or_default();
            codes.name = &rank.name;
            let places = codes.places.entry(&rank.code).or_default();
            if places.last() != Some(&place) {
                places.push(place);
            }
        }
    }
    names
        .into_values()
        .filter(|codes| codes.places.len() > 1)
        .map(RankCodes::outlier)
        .collect()
}

impl RankCodes<'_> {
    /// The code that most have is the usual one: the dossiers with another are those to look at.
    fn outlier(self) -> Outlier {
        let mut codes: Vec<(&str, Vec<usize>)> = self.places.into_iter().collect();
        codes.sort_by_key(|(_, places)| Reverse(places.len()));
        let rare: BTreeSet<usize> = codes
            .iter()
            .skip(1)
            .flat_map(|(_, places)| places.iter().copied())
            .collect();
        let codes = codes
            .into_iter()
            .map(|(code, places)| (code.to_owned(), places.len()))
            .collect();
        let kind = OutlierKind::SeveralCodes {
            name: self.name.to_owned(),
            codes,
        };
        Outlier {
            dossiers: rare.into_iter().collect(),
            kind,
        }
    }
}
