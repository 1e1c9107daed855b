//! Names of places that are nowhere, made of syllables, and names as files bear them.

use unicode_normalization::UnicodeNormalization as _;

use super::seed::dice;

const FIRST: [&str; 24] = [
    "Lam", "Hoài", "Vân", "Phù", "Thiên", "Ngọc", "Tường", "Mạc", "Sa", "Trúc", "Liên", "Thục",
    "Uyên", "Huyền", "Tịnh", "Bạch", "Khuê", "Dao", "Nhạn", "Vệ", "Hạc", "Thạch", "Mai", "Cổ",
];
/// Only provinces end so, so that no commune is called as a province is.
const OF_PROVINCES: [&str; 4] = ["Giang", "Trà", "Lĩnh", "Xuyên"];
const OF_PLACES: [&str; 12] = [
    "Khê", "Sơn", "Thủy", "Lâm", "Phong", "Đài", "Châu", "Điền", "Tân", "Thịnh", "Hòa", "Viên",
];
const SIDES: [&str; 7] = ["", " Thượng", " Hạ", " Đông", " Tây", " Nam", " Bắc"];

/// How many provinces have a name of their own.
pub(crate) const MOST_PROVINCES: usize = FIRST.len() * OF_PROVINCES.len() * SIDES.len();

/// The name of a province by its number: `Lam Giang`.
pub(crate) fn province(seed: u64, number: usize) -> String {
    named(&mut dice(seed, "provinces"), &OF_PROVINCES, number)
}

/// The name of a district, commune or school of a province by its number among them.
pub(crate) fn place(seed: u64, province: usize, what: &str, number: usize) -> String {
    named(
        &mut dice(seed, &format!("{what} of {province}")),
        &OF_PLACES,
        number,
    )
}

fn named(dice: &mut fastrand::Rng, ends: &[&str], number: usize) -> String {
    let plain = FIRST.len() * ends.len();
    let mut order: Vec<usize> = (0..plain).collect();
    dice.shuffle(&mut order);
    let (at, side) = (order[number % plain], SIDES[number / plain % SIDES.len()]);
    format!("{} {}{side}", FIRST[at / ends.len()], ends[at % ends.len()])
}

/// A name as a file bears it: `so-cong-thuong`.
pub(crate) fn slug(name: &str) -> String {
    let plain: String = name
        .to_lowercase()
        .replace('đ', "d")
        .nfd()
        .filter(char::is_ascii)
        .collect();
    let words = plain
        .split(|c: char| !c.is_ascii_alphanumeric())
        .filter(|word| !word.is_empty());
    words.collect::<Vec<_>>().join("-")
}

/// First letters of the words: `Phòng Quản lý nhà` is `PQLN`.
pub(crate) fn initials(name: &str) -> String {
    let words = name
        .split(|c: char| !c.is_alphanumeric())
        .filter(|word| !word.is_empty());
    words
        .filter_map(|word| word.chars().next())
        .flat_map(char::to_uppercase)
        .collect()
}
