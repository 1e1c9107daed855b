//! The index: a quirk without its test is noticed, and so is a test that is gone.

use std::fs;
use std::path::Path;

const TABLES: &str = "src/dossier/quirks/tables.rs";
const TEXTS: &str = "src/dossier/quirks/texts.rs";
const BLOCKS: &str = "src/dossier/quirks/blocks.rs";
const AROUND: &str = "src/dossier/quirks/around.rs";
const OLDER: &str = "src/dossier/quirks/older.rs";
const HEADINGS: &str = "src/dossier/quirks/headings.rs";
const MESSY: &str = "src/dossier/messy.rs";
const TOLD: &str = "src/dossier/quirks/told.rs";
const VALUES: &str = "src/dossier/values/mod.rs";
const BYTES: &str = "tests/quirks/bytes.rs";
const SAYS: &str = "tests/cells/says.rs";
const KINDS: &str = "tests/cells/kinds.rs";
const CLI: &str = "tests/cli.rs";
const MUTATIONS: &str = "tests/mutations/nhat-quan.md";

/// A row of the index.
type Quirk = (u8, &'static str, &'static [(&'static str, &'static str)]);

/// Number of the quirk, what it is, and where it is tested: file, and a test or (in a table of
/// mutations) a rule.
const INDEX: [Quirk; 38] = [
    (
        1,
        "header below a letterhead",
        &[(TEXTS, "header_rows_differ_from_sheet_to_sheet")],
    ),
    (
        2,
        "header rows differ from sheet to sheet",
        &[(TEXTS, "header_rows_differ_from_sheet_to_sheet")],
    ),
    (
        3,
        "headers of two to four rows with merges",
        &[
            (TABLES, "a_header_of_four_rows"),
            (AROUND, "a_header_of_three_rows_right_of_empty_columns"),
            (BYTES, "merged_headers_of_every_format"),
        ],
    ),
    (
        4,
        "index row",
        &[(AROUND, "index_rows_of_numbers_letters_and_sums")],
    ),
    (
        5,
        "key column without a heading, or with a wrong one",
        &[
            (AROUND, "a_blank_heading_over_the_names_is_guessed_and_told"),
            (TABLES, "a_wrong_heading_over_the_names"),
        ],
    ),
    (
        6,
        "columns swapped under their headings",
        &[(TABLES, "swapped_columns_are_noticed_by_their_values")],
    ),
    (
        8,
        "totals first, in the middle, last",
        &[(TEXTS, "totals_come_first_in_the_middle_and_last")],
    ),
    (
        9,
        "section rows",
        &[
            (TABLES, "sections_nest_and_numbers_restart"),
            (
                TEXTS,
                "merged_titles_of_sections_and_a_section_without_rows",
            ),
        ],
    ),
    (
        10,
        "numbering that restarts, in several levels",
        &[(TEXTS, "numbering_of_several_levels")],
    ),
    (
        11,
        "counts inside text",
        &[
            (TABLES, "numbers_inside_text"),
            (BLOCKS, "counts_in_the_code_column_and_rows_to_be_filled"),
        ],
    ),
    (
        12,
        "numbers as text, leading zeros",
        &[(
            TEXTS,
            "numbers_as_text_with_leading_zeros_commas_and_points",
        )],
    ),
    (
        13,
        "decimal comma and point, thousands",
        &[
            (AROUND, "decimal_commas_and_points_in_one_column"),
            (VALUES, "numbers_in_text"),
        ],
    ),
    (
        14,
        "dates as text, swapped, year only, impossible",
        &[
            (TEXTS, "dates_as_text_year_only_and_impossible"),
            (
                TEXTS,
                "a_column_of_dates_with_day_and_month_swapped_by_the_locale",
            ),
        ],
    ),
    (
        15,
        "ranges and compounds",
        &[(AROUND, "ranges_and_compounds_stay_as_written_and_are_told")],
    ),
    (
        16,
        "continued rows",
        &[
            (TABLES, "a_row_marked_as_continued_belongs_to_the_row_above"),
            (AROUND, "a_position_whose_ranks_are_split_over_two_rows"),
        ],
    ),
    (
        17,
        "rounded percentages",
        &[(AROUND, "percentages_that_do_not_sum_stay_as_they_are")],
    ),
    (
        18,
        "blanks that are not blank",
        &[(TEXTS, "blanks_are_blank_and_texts_are_trimmed")],
    ),
    (
        19,
        "spaces, tabs and line feeds",
        &[
            (TEXTS, "headings_with_typos_other_tones_and_odd_letters"),
            (HEADINGS, "every_heading_of_the_survey_is_understood"),
        ],
    ),
    (
        20,
        "decomposed and half-decomposed text",
        &[
            (TEXTS, "look_alikes_and_half_decomposed_headings"),
            (SAYS, "text_comes_in_one_form_of_unicode"),
        ],
    ),
    (
        22,
        "look-alikes",
        &[(TEXTS, "look_alikes_and_half_decomposed_headings")],
    ),
    (
        23,
        "TCVN3 and VNI",
        &[
            (TOLD, "old_encodings_are_told_with_their_name"),
            (CLI, "texts_of_an_old_encoding_are_told_and_converted"),
        ],
    ),
    (
        24,
        "hidden sheets and rows",
        &[
            (AROUND, "hidden_sheets_that_hold_data_are_read_and_told"),
            (MESSY, "sheets_that_are_no_proposal_are_told"),
            (BYTES, "what_is_hidden_is_read_and_told"),
        ],
    ),
    (
        25,
        "print areas",
        &[
            (TOLD, "a_print_area_that_cuts_the_last_row_off"),
            (BYTES, "a_print_area_that_ends_too_early"),
        ],
    ),
    (
        26,
        "formulas without values",
        &[(BYTES, "formulas_without_values_and_cached_errors")],
    ),
    (
        27,
        "cached errors, placeholders in numbers",
        &[
            (BYTES, "formulas_without_values_and_cached_errors"),
            (AROUND, "question_marks_and_dashes_in_columns_of_numbers"),
        ],
    ),
    (
        29,
        "several tables on a sheet",
        &[(
            TEXTS,
            "several_tables_orphan_headers_and_remarks_on_one_sheet",
        )],
    ),
    (
        30,
        "label and value in one cell, two pairs in a row, blocks",
        &[
            (AROUND, "two_labels_with_values_in_a_row_and_in_one_cell"),
            (BLOCKS, "many_positions_stacked_in_one_sheet"),
            (BLOCKS, "one_sheet_a_position"),
            (OLDER, "the_description_and_the_frame_of_2012_and_2013"),
            (OLDER, "the_description_of_the_annexes_of_12_2022"),
            (OLDER, "the_list_and_the_description_under_232_2026"),
        ],
    ),
    (
        31,
        "fields across",
        &[(TABLES, "fields_across_instead_of_down")],
    ),
    (
        32,
        "lists side by side",
        &[
            (TABLES, "two_lists_side_by_side"),
            (TABLES, "different_tables_side_by_side"),
        ],
    ),
    (
        33,
        "a second header for machines",
        &[
            (TABLES, "a_second_header_for_machines"),
            (AROUND, "a_header_for_machines_below_the_index_row"),
        ],
    ),
    (
        34,
        "placeholders, numbered empty rows",
        &[(
            AROUND,
            "placeholders_and_numbered_empty_rows_are_no_entries",
        )],
    ),
    (
        35,
        "notes and signatures",
        &[(TABLES, "notes_and_signatures_end_the_table")],
    ),
    (
        36,
        "codes",
        &[
            (AROUND, "codes_stay_as_they_are_written"),
            (VALUES, "a_code_that_became_a_number_keeps_its_point"),
        ],
    ),
    (
        37,
        "another agency's name",
        &[(MUTATIONS, "ten-co-quan-khac")],
    ),
    (
        38,
        "annexes that disagree",
        &[
            (MESSY, "copies_that_disagree_are_told_with_both_sides"),
            (BYTES, "annexes_that_disagree_are_joined_by_name"),
        ],
    ),
    (
        39,
        "typos in headings",
        &[(TEXTS, "headings_with_typos_other_tones_and_odd_letters")],
    ),
    (
        41,
        "files that are not what they are called",
        &[
            (BYTES, "the_content_decides_not_the_ending"),
            (KINDS, "files_that_are_no_packages"),
        ],
    ),
    (
        42,
        "many sheets",
        &[
            (TEXTS, "two_hundred_sheets_and_most_of_them_irrelevant"),
            (BYTES, "a_file_of_157_sheets"),
        ],
    ),
];

/// Numbers that the survey does not use.
const UNUSED: [u8; 4] = [7, 21, 28, 40];

#[test]
fn every_quirk_has_its_test() {
    let numbers: Vec<u8> = INDEX.iter().map(|(number, ..)| *number).collect();
    let all: Vec<u8> = (1..=42).filter(|number| !UNUSED.contains(number)).collect();
    assert_eq!(numbers, all);
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut missing = Vec::new();
    for (number, quirk, tests) in INDEX {
        assert!(!tests.is_empty(), "Q{number} {quirk}");
        for (file, name) in tests {
            let text = fs::read_to_string(root.join(file)).unwrap();
            let test = format!("#[test]\nfn {name}()");
            let inner = format!("    #[test]\n    fn {name}()");
            let is_there = if *file == MUTATIONS {
                text.contains(name)
            } else {
                text.contains(&test) || text.contains(&inner)
            };
            if !is_there {
                missing.push(format!("Q{number} {quirk}: {file} {name}"));
            }
        }
    }
    assert!(missing.is_empty(), "{}", missing.join("\n"));
}
