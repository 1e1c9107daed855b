//! Columns by spans: a file may say the same of all columns many thousand times.

use std::collections::BTreeMap;

/// Spans of columns, each begun and ended at most once however often it is put.
#[derive(Debug, Default)]
pub(super) struct Spans {
    /// Last column by first column, of spans that neither meet nor overlap.
    spans: BTreeMap<u32, u32>,
}

impl Spans {
    /// Puts in the columns from first to last.
    pub(super) fn put(&mut self, first: u32, last: u32) {
        if first > last {
            return;
        }
        let (mut first, mut last) = (first, last);
        // The spans that it meets, from the right: each is taken out once for ever.
        while let Some((&from, &to)) = self.spans.range(..=last.saturating_add(1)).next_back() {
            if to.saturating_add(1) < first {
                break;
            }
            self.spans.remove(&from);
            first = first.min(from);
            last = last.max(to);
        }
        self.spans.insert(first, last);
    }

    /// The columns, rising.
    pub(super) fn columns(self) -> Vec<u32> {
        self.spans
            .into_iter()
            .flat_map(|(first, last)| first..=last)
            .collect()
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use proptest::prelude::*;

    use super::*;

    #[test]
    fn the_same_columns_many_times_are_one_span() {
        let mut spans = Spans::default();
        for _ in 0..100_000 {
            spans.put(0, 16_383);
        }
        assert_eq!(spans.spans.len(), 1);
        assert_eq!(spans.columns().len(), 16_384);
    }

    proptest! {
        #[test]
        fn spans_are_the_columns_that_were_put(puts in prop::collection::vec((0u32..40, 0u32..12), 0..20)) {
            let mut spans = Spans::default();
            let mut wanted = BTreeSet::new();
            for (first, length) in puts {
                spans.put(first, first + length);
                wanted.extend(first..=first + length);
            }
            prop_assert_eq!(spans.columns(), wanted.into_iter().collect::<Vec<_>>());
        }
    }
}
