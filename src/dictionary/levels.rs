//! Levels of a competency or of a position (Q15), as the reader writes them down: `3`, `3-5`,
//! `1, 3`.

use std::collections::BTreeSet;
use std::fmt;

/// Bậc, cấp độ: a set of levels, each a small whole number; never empty.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Levels(BTreeSet<u32>);

/// A range wider than this is no range of levels.
const WIDEST: u32 = 100;

impl Levels {
    /// From one level to another, both included.
    #[must_use]
    pub fn range(low: u32, high: u32) -> Self {
        let (low, high) = (low.min(high), low.max(high));
        if high - low > WIDEST {
            Self([low, high].into())
        } else {
            Self((low..=high).collect())
        }
    }

    /// These levels; of none only level 0.
    #[must_use]
    pub fn several(levels: &[u32]) -> Self {
        if levels.is_empty() {
            Self([0].into())
        } else {
            Self(levels.iter().copied().collect())
        }
    }

    /// What [`fmt::Display`] wrote.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        if let Some((low, high)) = text.split_once('-') {
            return Some(Self::range(
                low.trim().parse().ok()?,
                high.trim().parse().ok()?,
            ));
        }
        let levels = text
            .split(',')
            .map(|level| level.trim().parse().ok())
            .collect::<Option<Vec<u32>>>()?;
        (!levels.is_empty()).then(|| Self::several(&levels))
    }

    /// The lowest.
    #[must_use]
    pub fn lowest(&self) -> u32 {
        self.0.first().copied().unwrap_or_default()
    }

    /// The highest.
    #[must_use]
    pub fn highest(&self) -> u32 {
        self.0.last().copied().unwrap_or_default()
    }

    /// How many there are.
    #[must_use]
    pub fn count(&self) -> usize {
        self.0.len()
    }

    /// The level, where there is one only.
    #[must_use]
    pub fn single(&self) -> Option<u32> {
        (self.0.len() == 1).then(|| self.lowest())
    }
}

impl fmt::Display for Levels {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.single().is_some() {
            return write!(f, "{}", self.lowest());
        }
        let is_range = usize::try_from(self.highest() - self.lowest())
            .is_ok_and(|width| width + 1 == self.count());
        if is_range {
            return write!(f, "{}-{}", self.lowest(), self.highest());
        }
        let levels: Vec<String> = self.0.iter().map(u32::to_string).collect();
        f.write_str(&levels.join(", "))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_written_is_read_again() {
        for (levels, text) in [
            (Levels::range(3, 3), "3"),
            (Levels::range(5, 3), "3-5"),
            (Levels::several(&[4, 3]), "3-4"),
            (Levels::several(&[1, 3]), "1, 3"),
        ] {
            assert_eq!(levels.to_string(), text);
            assert_eq!(Levels::parse(text), Some(levels));
        }
        assert_eq!(Levels::parse("bậc"), None);
    }
}
