//! Which dossiers a tree holds: kinds, states and places of all of them, before any is made.

use fastrand::Rng;

use super::kinds::Agency;
use super::kinds::Kind;
use super::layout::Layout;
use super::names::MOST_PROVINCES;
use super::names::slug;
use super::seed::dice;
use super::seed::one;

/// Dossiers of one province.
const IN_PROVINCE: usize = 100;

/// What a seed decides of the files of a dossier.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Shape {
    /// One file among those of others.
    File,
    /// One file in a folder of its own.
    Folder,
    /// Several files in a folder of its own.
    Files,
}

/// What is wrong with a dossier, or to be seen of it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum State {
    /// Nothing.
    Clean,
    /// From one to five defects.
    Defective,
    /// A file that cannot be read.
    Broken(Broken),
    /// The second round of a dossier that was defective.
    SecondRound,
    /// The same bytes as another.
    Doubled,
    /// The word of the appraiser beside it, a decision to waive a rule beside some.
    Opinions,
}

impl State {
    /// As the list of dossiers has it.
    pub(crate) const fn label(self) -> &'static str {
        match self {
            Self::Clean => "đúng",
            Self::Defective => "có lỗi",
            Self::Broken(Broken::Cut) => "hỏng: cắt ngang",
            Self::Broken(Broken::NoWorkbook) => "hỏng: không phải bảng tính",
            Self::Broken(Broken::Empty) => "hỏng: rỗng",
            Self::SecondRound => "trình lại",
            Self::Doubled => "trùng",
            Self::Opinions => "có ý kiến",
        }
    }
}

/// How a file is broken.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Broken {
    /// Its second half is missing.
    Cut,
    /// It is text that is called a workbook.
    NoWorkbook,
    /// It has no bytes.
    Empty,
}

/// A dossier of a tree.
#[derive(Debug, Clone)]
pub(crate) struct Item {
    /// Whose it is.
    pub(crate) agency: Agency,
    /// What is wrong with it.
    pub(crate) state: State,
    /// How its workbook is laid out.
    pub(crate) layout: Layout,
    /// How many files it is.
    pub(crate) shape: Shape,
    /// The folder or the file, below the tree, with `/` between.
    pub(crate) path: String,
    /// The number of the dossier that it is another round or a copy of.
    pub(crate) of: Option<usize>,
}

/// What kinds of states a tree is to hold.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Mix {
    /// Only right proposals.
    Clean,
    /// All of them.
    Mixed,
}

/// The tree that is wanted.
#[derive(Debug, Clone)]
pub(crate) struct Order {
    /// How many dossiers.
    pub(crate) number: usize,
    /// What everything comes from.
    pub(crate) seed: u64,
    /// Which states.
    pub(crate) mix: Mix,
    /// About how many positions each has; none: as is usual of its kind.
    pub(crate) positions: Option<usize>,
}

impl Order {
    /// The most dossiers that a tree may have.
    pub(crate) const MOST: usize = MOST_PROVINCES * IN_PROVINCE;

    /// Every dossier.
    pub(crate) fn plan(&self) -> Vec<Item> {
        let mut items: Vec<Item> = Vec::with_capacity(self.number);
        let provinces = self.number.min(Self::MOST).div_ceil(IN_PROVINCE);
        for province in 0..provinces {
            let first = items.len();
            let mut used = [0; Kind::ALL.len()];
            let mut dice = dice(self.seed, &format!("plan of {province}"));
            let number = IN_PROVINCE.min(self.number - first);
            for kind in in_turn().take(number) {
                let of = self
                    .earlier(&items[first..], &mut dice)
                    .map(|(state, at)| (state, at + first));
                let at = Kind::ALL
                    .iter()
                    .position(|other| *other == kind)
                    .unwrap_or_default();
                let agency = || Agency {
                    kind,
                    seed: self.seed,
                    province,
                    number: used[at],
                    positions: self.positions,
                };
                let item = match of {
                    Some((state, at)) if matches!(state, State::SecondRound | State::Doubled) => {
                        again(&items, at, state)
                    }
                    other => fresh(
                        agency(),
                        other.map_or(State::Clean, |(state, _)| state),
                        &mut dice,
                    ),
                };
                used[at] += usize::from(item.of.is_none());
                items.push(item);
            }
        }
        items
    }

    /// The state of the next dossier; for another round or a copy the place of that which it is of.
    fn earlier(&self, items: &[Item], dice: &mut Rng) -> Option<(State, usize)> {
        if self.mix == Mix::Clean {
            return None;
        }
        let (state, wanted): (State, fn(State) -> bool) = match dice.u32(..100) {
            0..40 => return None,
            40..75 => return Some((State::Defective, 0)),
            75..80 => {
                let broken = *one(dice, &[Broken::Cut, Broken::NoWorkbook, Broken::Empty]);
                return Some((State::Broken(broken), 0));
            }
            80..88 => (State::SecondRound, |state| state == State::Defective),
            88..93 => (State::Doubled, |state| {
                matches!(state, State::Clean | State::Defective)
            }),
            _ => return Some((State::Opinions, 0)),
        };
        let taken = |at: usize| {
            items
                .iter()
                .any(|item| item.of.is_some_and(|of| of % IN_PROVINCE == at))
        };
        let free = (0..items.len())
            .rev()
            .find(|at| wanted(items[*at].state) && !taken(*at));
        // Where there is none that it could be of, it is a defective one of its own.
        Some(free.map_or((State::Defective, 0), |at| (state, at)))
    }
}

/// Kinds in turn, each as often as it is in a hundred.
fn in_turn() -> impl Iterator<Item = Kind> {
    let round = |round: usize| {
        // A kind comes in a round where its share of the rounds so far grows by one.
        let comes = move |kind: &Kind| {
            kind.in_hundred() * (round + 1) / 26 > kind.in_hundred() * round / 26
        };
        Kind::ALL.into_iter().filter(comes)
    };
    // One of each first: a small tree has all of them.
    Kind::ALL.into_iter().chain((0..).flat_map(round))
}

fn fresh(agency: Agency, state: State, dice: &mut Rng) -> Item {
    let (called, district) = agency.called();
    let name = slug(&called);
    let shape = match (agency.kind, dice.u32(..100)) {
        _ if state == State::Opinions => Shape::Folder,
        _ if matches!(state, State::Broken(_)) => Shape::File,
        (Kind::Department, 0..30) | (_, 0..8) => Shape::Files,
        (Kind::Department | Kind::Branch, _) | (_, 8..25) => Shape::Folder,
        _ => Shape::File,
    };
    let mut folder = format!(
        "tinh-{}/{}",
        slug(&agency.province_name()),
        agency.kind.folder()
    );
    if let Some(district) = district {
        folder = format!("{folder}/huyen-{}", slug(&district));
    }
    let ending = if shape == Shape::File { ".xlsx" } else { "" };
    let layout = *one(dice, &Layout::ALL);
    Item {
        agency,
        state,
        layout,
        shape,
        path: format!("{folder}/{name}{ending}"),
        of: None,
    }
}

/// Another round, or a copy, of an earlier one.
fn again(items: &[Item], at: usize, state: State) -> Item {
    let former = &items[at];
    let (folder, name) = former.path.rsplit_once('/').unwrap_or(("", &former.path));
    let plain = name.trim_end_matches(".xlsx");
    let ending = &name[plain.len()..];
    let path = match state {
        State::Doubled => {
            let province = folder.split('/').next().unwrap_or_default();
            format!("{province}/ban-sao/{:03}-{name}", at + 1)
        }
        _ => format!("{folder}/{plain}-lan-2{ending}"),
    };
    Item {
        state,
        path,
        of: Some(at),
        ..former.clone()
    }
}
