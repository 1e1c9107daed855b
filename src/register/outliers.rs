//! What stands out: a dossier whose shape is unlike that of its peers. No provision says that it is wrong; it is what an
//! appraiser looks at first.

use std::collections::BTreeMap;

use rust_decimal::Decimal;

use super::Register;
use super::RegisterLine;
use crate::dictionary::fold;

/// Điểm khác thường.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Outlier {
    /// The dossiers, by place in [`Register::lines`].
    pub dossiers: Vec<usize>,
    /// What is unlike the others.
    pub kind: OutlierKind,
}

/// What is unlike the others.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum OutlierKind {
    /// The share of a group of positions, against the middle of its kind of agency.
    GroupShare {
        /// The group.
        group: String,
        /// Percent of the people of the dossier.
        share: Decimal,
        /// The middle of its peers, itself among them.
        middle: Decimal,
        /// How many they are.
        peers: usize,
    },
    /// Deputies for each head of a unit, against the middle of its kind of agency.
    DeputiesPerHead {
        /// Deputies for each head, two decimals.
        ratio: Decimal,
        /// The middle of its peers.
        middle: Decimal,
        /// How many they are.
        peers: usize,
    },
    /// One rank or title that has more than one code.
    SeveralCodes {
        /// The rank or title.
        name: String,
        /// Each code with the number of its dossiers, the most dossiers first.
        codes: Vec<(String, usize)>,
    },
}

/// Fewer peers have no middle that says something.
const FEWEST_PEERS: usize = 8;
/// So many times the usual distance from the middle is far: three standard deviations, where the distance of half of the
/// peers (median absolute deviation) is 1 / 1.4826 of one.
const FAR: Decimal = Decimal::from_parts(44478, 0, 0, false, 4);
/// What is nearer than this does not matter, however alike the peers are: points of percent, deputies for each head.
const LEAST_SHARE: Decimal = Decimal::from_parts(10, 0, 0, false, 0);
const LEAST_RATIO: Decimal = Decimal::from_parts(5, 0, 0, false, 1);

/// What stands out in a register: dossiers first, then what several of them share.
#[must_use]
pub fn outliers(register: &Register) -> Vec<Outlier> {
    let mut shares: BTreeMap<(String, String), Vec<(usize, &str, Decimal)>> = BTreeMap::new();
    let mut ratios: BTreeMap<String, Vec<(usize, Decimal)>> = BTreeMap::new();
    for (place, line) in register.standing() {
        let peers = format!("{} {}", line.profile, line.agency.kind);
        for group in &line.groups {
            let known = shares.entry((peers.clone(), fold::key(&group.group))).or_default();
            known.extend(group.share.map(|share| (place, group.group.as_str(), share)));
        }
        ratios.entry(peers).or_default().extend(ratio(line).map(|ratio| (place, ratio)));
    }
    let shares = shares.into_values().flat_map(|peers| {
        far(&peers, LEAST_SHARE, |(.., share)| *share)
            .into_iter()
            .map(|(&(place, group, share), middle, peers)| Outlier {
                dossiers: vec![place],
                kind: OutlierKind::GroupShare { group: group.to_owned(), share, middle, peers },
            })
            .collect::<Vec<_>>()
    });
    let ratios = ratios.into_values().flat_map(|peers| {
        far(&peers, LEAST_RATIO, |(_, ratio)| *ratio)
            .into_iter()
            .map(|(&(place, ratio), middle, peers)| Outlier {
                dossiers: vec![place],
                kind: OutlierKind::DeputiesPerHead { ratio, middle, peers },
            })
            .collect::<Vec<_>>()
    });
    let mut found: Vec<Outlier> = shares.chain(ratios).collect();
    found.sort_by(|a, b| a.dossiers.cmp(&b.dossiers));
    found.extend(several_codes(register));
    found
}

fn ratio(line: &RegisterLine) -> Option<Decimal> {
    let (heads, deputies) = line.managers?;
    Some(Decimal::from(deputies).checked_div(Decimal::from(heads))?.round_dp(2))
}

/// Those far from the middle of all, each with the middle and the number of peers.
fn far<T>(peers: &[T], least: Decimal, value: impl Fn(&T) -> Decimal) -> Vec<(&T, Decimal, usize)> {
    if peers.len() < FEWEST_PEERS {
        return Vec::new();
    }
    let middle = median(peers.iter().map(&value).collect());
    let usual = median(peers.iter().map(|peer| (value(peer) - middle).abs()).collect());
    let is_far = |peer: &&T| (value(peer) - middle).abs() > (FAR * usual).max(least);
    peers.iter().filter(is_far).map(|peer| (peer, middle.round_dp(2), peers.len())).collect()
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

/// Ranks and titles with more than one code among the dossiers of one kind of staff.
fn several_codes(register: &Register) -> Vec<Outlier> {
    let mut names: BTreeMap<(&str, String), (&str, BTreeMap<&str, Vec<usize>>)> = BTreeMap::new();
    for (place, line) in register.standing() {
        for rank in line.ranks.iter().filter(|rank| !rank.code.is_empty() && !rank.name.is_empty()) {
            let key = (line.staff.as_str(), fold::key(&rank.name));
            let (_, codes) = names.entry(key).or_insert_with(|| (&rank.name, BTreeMap::new()));
            let places = codes.entry(&rank.code).or_default();
            if places.last() != Some(&place) {
                places.push(place);
            }
        }
    }
    let several = names.into_values().filter(|(_, codes)| codes.len() > 1);
    several
        .map(|(name, codes)| {
            let mut codes: Vec<(&str, Vec<usize>)> = codes.into_iter().collect();
            codes.sort_by_key(|(_, places)| std::cmp::Reverse(places.len()));
            // The code that most have is the usual one: the others are those to look at.
            let rare: std::collections::BTreeSet<usize> =
                codes.iter().skip(1).flat_map(|(_, places)| places.clone()).collect();
            let codes = codes.into_iter().map(|(code, places)| (code.to_owned(), places.len())).collect();
            Outlier {
                dossiers: rare.into_iter().collect(),
                kind: OutlierKind::SeveralCodes { name: name.to_owned(), codes },
            }
        })
        .collect()
}
