//! Chance that comes from a seed alone: the same seed and the same words give the same numbers on
//! every machine.

use fastrand::Rng;

/// The dice of one matter: what is thrown for one does not move what is thrown for another.
pub(crate) fn dice(seed: u64, about: &str) -> Rng {
    // FNV-1a: short, and the same everywhere, as the hashes of the standard library need not be.
    let mixed = about
        .bytes()
        .fold(0xcbf2_9ce4_8422_2325 ^ seed, |hash, byte| {
            (hash ^ u64::from(byte)).wrapping_mul(0x0000_0100_0000_01b3)
        });
    Rng::with_seed(mixed)
}

/// One of several.
pub(crate) fn one<'a, T>(dice: &mut Rng, of: &'a [T]) -> &'a T {
    &of[dice.usize(..of.len())]
}

/// As many of several, in their order.
pub(crate) fn some<T: Clone>(dice: &mut Rng, of: &[T], number: usize) -> Vec<T> {
    let mut places: Vec<usize> = (0..of.len()).collect();
    dice.shuffle(&mut places);
    places.truncate(number);
    places.sort_unstable();
    places.into_iter().map(|place| of[place].clone()).collect()
}
