//! How alike two texts are, letter by letter; told quickly where they are not.

/// The likeness of two texts by Levenshtein, 0 to 1, where it is at least so much.
pub(crate) fn alike(a: &str, b: &str, least: f64) -> Option<f64> {
    if most(a, b) < least {
        return None;
    }
    Some(strsim::normalized_levenshtein(a, b)).filter(|likeness| *likeness >= least)
}

/// What the likeness cannot be above: no more letters stay where they are than both texts have.
fn most(a: &str, b: &str) -> f64 {
    let mut counts = [0_i32; 256];
    a.bytes().for_each(|byte| counts[usize::from(byte)] += 1);
    let mut common = 0;
    for byte in b.bytes() {
        let count = &mut counts[usize::from(byte)];
        common += usize::from(*count > 0);
        *count -= 1;
    }
    let longest = a.chars().count().max(b.chars().count());
    if longest == 0 {
        1.0
    } else {
        ratio(common, longest)
    }
}

/// A quotient of two counts; 0 of nothing.
#[expect(
    clippy::cast_precision_loss,
    reason = "counts of letters and columns are far below 2^52"
)]
pub(crate) fn ratio(part: usize, whole: usize) -> f64 {
    if whole == 0 {
        0.0
    } else {
        part as f64 / whole as f64
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn the_quick_look_turns_nothing_alike_away(a in "[a-eâ ]{0,12}", b in "[a-eâ ]{0,12}") {
            let likeness = strsim::normalized_levenshtein(&a, &b);
            prop_assert!(most(&a, &b) >= likeness - 1e-9, "{} {}", a, b);
            prop_assert_eq!(alike(&a, &b, 0.8), Some(likeness).filter(|known| *known >= 0.8));
        }
    }
}
