//! Letters can be read whatever the ground.

use std::collections::BTreeMap;

use super::super::STYLE;

/// Relative luminance after WCAG 2.2, of a colour `#rrggbb` or `#rgb`.
fn luminance(colour: &str) -> f64 {
    let digits = colour.trim_start_matches('#');
    let wide: String = if digits.len() == 3 {
        digits.chars().flat_map(|c| [c, c]).collect()
    } else {
        digits.into()
    };
    let part = |at: usize| {
        let part = f64::from(u8::from_str_radix(&wide[at..at + 2], 16).unwrap()) / 255.0;
        if part <= 0.04045 {
            part / 12.92
        } else {
            ((part + 0.055) / 1.055).powf(2.4)
        }
    };
    0.2126 * part(0) + 0.7152 * part(2) + 0.0722 * part(4)
}

#[test]
fn letters_stand_out_in_light_in_dark_and_on_paper() {
    let blocks: Vec<BTreeMap<&str, &str>> = STYLE
        .split("--fg:")
        .skip(1)
        .map(|block| {
            let block = block.split('}').next().unwrap();
            let pairs = block.split(';').filter_map(|line| line.split_once(':'));
            let named = pairs
                .filter_map(|(name, value)| Some((name.trim().strip_prefix("--")?, value.trim())));
            let first = ("fg", block.split(';').next().unwrap().trim());
            named
                .chain([first])
                .filter(|(_, value)| value.starts_with('#'))
                .collect()
        })
        .collect();
    assert_eq!(blocks.len(), 3);
    for colours in &blocks {
        // What a block does not change stays as it is in light.
        let of = |name: &str| luminance(colours.get(name).unwrap_or_else(|| &blocks[0][name]));
        let against = |text: &str, ground: &str| {
            let (a, b) = (of(text), of(ground));
            (a.max(b) + 0.05) / (a.min(b) + 0.05)
        };
        let tones = [
            "fg",
            "soft",
            "violation",
            "explain",
            "doubtful",
            "missing",
            "note",
            "manual",
            "waived",
        ];
        for (tone, ground) in tones.iter().flat_map(|tone| [(tone, "bg"), (tone, "card")]) {
            assert!(
                against(tone, ground) >= 4.5,
                "{tone} on {ground}: {:.2}",
                against(tone, ground)
            );
        }
        assert!(against("fg", "mark") >= 4.5);
        for (shape, ground) in [
            ("bar", "bg"),
            ("over", "bg"),
            ("mark-line", "mark"),
            ("focus", "bg"),
            ("pass", "card"),
        ] {
            assert!(against(shape, ground) >= 3.0, "{shape} on {ground}");
        }
    }
}
