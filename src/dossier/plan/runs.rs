//! Runs of entries: where the next one ends, looked up instead of walked again for every row.

use super::lens::Sight;
use super::survey::FirstLook;

/// For each row of a table: how many entries there are down to the end of the run that begins at it
/// or below.
#[derive(Debug)]
pub(crate) struct EntryRuns {
    until: Vec<usize>,
}

impl EntryRuns {
    /// Works the runs out, from the bottom up. A run ends at a row that is no entry and breaks it.
    pub(crate) fn of(seen: &[(Sight, FirstLook)], breaks: impl Fn(&Sight) -> bool) -> Self {
        let all = seen
            .iter()
            .filter(|(_, first)| *first == FirstLook::Entry)
            .count();
        let mut until = vec![all; seen.len() + 1];
        // Entries above the row that is looked at, and those above the next break once an entry has
        // come.
        let (mut above, mut at_break) = (all, all);
        for (at, (sight, first)) in seen.iter().enumerate().rev() {
            match first {
                FirstLook::Entry => {
                    above -= 1;
                    until[at] = at_break;
                }
                FirstLook::Other if breaks(sight) => {
                    until[at] = until[at + 1];
                    at_break = above;
                }
                _ => until[at] = until[at + 1],
            }
        }
        Self { until }
    }

    /// Entries of the whole table above the end of the next run at or below a row.
    pub(crate) fn entries_until_break(&self, at: usize) -> usize {
        self.until
            .get(at)
            .or(self.until.last())
            .copied()
            .unwrap_or_default()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_run_ends_at_the_next_title() {
        let sight = |index: usize, named: bool| Sight {
            index,
            mark: None,
            filled: 0,
            cells: 1,
            named,
            coded: false,
        };
        let seen: Vec<(Sight, FirstLook)> = [
            (FirstLook::Other, true),
            (FirstLook::Entry, true),
            (FirstLook::Other, false),
            (FirstLook::Entry, true),
            (FirstLook::Other, true),
            (FirstLook::Entry, true),
        ]
        .into_iter()
        .enumerate()
        .map(|(index, (first, named))| (sight(index, named), first))
        .collect();
        let runs = EntryRuns::of(&seen, |sight| sight.named);
        let ends: Vec<usize> = (0..7).map(|at| runs.entries_until_break(at)).collect();
        assert_eq!(ends, [2, 2, 2, 2, 3, 3, 3]);
    }
}
