//! What could not be read, where, and what was expected.

use crate::cells::Addr;

/// Ghi nhận khi đọc: something about the submission that the reader could not take, or assumed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Remark {
    /// What kind of remark: stable, for programs.
    pub code: RemarkCode,
    /// One Vietnamese sentence: what it is and what the reader did about it.
    pub sentence: String,
    /// The cells.
    pub cells: Vec<Addr>,
}

/// The closed set of remarks. [`RemarkCode::key`] is a contract of the JSON report.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum RemarkCode {
    /// A sheet that is no form of a proposal.
    UnknownSheet,
    /// A recognised sheet that is not part of a proposal (payroll table, list of ranks).
    OtherForm,
    /// A heading that no form knows.
    UnknownColumn,
    /// A key column whose heading is blank or wrong: its field was guessed.
    GuessedColumn,
    /// Two columns that stand under each other's heading.
    SwappedColumns,
    /// Dates in a column whose day and month seem exchanged.
    SwappedDates,
    /// A value that is not of the kind that its field wants.
    UnreadableValue,
    /// A second sheet for a form that another sheet already fills.
    RepeatedForm,
    /// Two copies of one form whose values differ.
    CopiesDiffer,
    /// A row that was passed over.
    SkippedRow,
    /// A hidden sheet that holds data.
    HiddenSheet,
    /// Hidden rows of a form that hold data.
    HiddenRows,
    /// Hidden columns of a form that hold data.
    HiddenColumns,
    /// Data of a form that the print area leaves out.
    PrintArea,
    /// Formulas without their values.
    UncomputedFormula,
    /// Error values outside the tables that the rules look at.
    ErrorCell,
    /// Texts in an encoding from before Unicode.
    LegacyText,
    /// A part of the user's mapping that fits nothing.
    MapUnused,
    /// No form of a proposal anywhere.
    NoProposal,
    /// A date that was taken from a title.
    TitleDate,
    /// Our blank workbook in which nothing has been written yet.
    BlankTemplate,
    /// A row that looks like data and was left out.
    RowLeftOut,
    /// A value that was written and not understood.
    ValueNotUnderstood,
    /// A value outside the list that its field offers.
    UnlistedValue,
    /// A value that is nearly a term of its list, and was taken for it.
    NearTerm,
    /// A number written as text where a formula adds it up.
    NumberAsText,
    /// A file of the submission that was not used.
    FileNotUsed,
    /// A reading that may be wrong.
    DoubtfulReading,
}

impl RemarkCode {
    /// The name in JSON.
    #[must_use]
    pub const fn key(self) -> &'static str {
        match self {
            Self::UnknownSheet => "unknown-sheet",
            Self::OtherForm => "other-form",
            Self::UnknownColumn => "unknown-column",
            Self::GuessedColumn => "guessed-column",
            Self::SwappedColumns => "swapped-columns",
            Self::SwappedDates => "swapped-dates",
            Self::UnreadableValue => "unreadable-value",
            Self::RepeatedForm => "repeated-form",
            Self::CopiesDiffer => "copies-differ",
            Self::SkippedRow => "skipped-row",
            Self::HiddenSheet => "hidden-sheet",
            Self::HiddenRows => "hidden-rows",
            Self::HiddenColumns => "hidden-columns",
            Self::PrintArea => "print-area",
            Self::UncomputedFormula => "uncomputed-formula",
            Self::ErrorCell => "error-cell",
            Self::LegacyText => "legacy-text",
            Self::MapUnused => "map-unused",
            Self::NoProposal => "no-proposal",
            Self::TitleDate => "title-date",
            Self::BlankTemplate => "blank-template",
            Self::RowLeftOut => "row-left-out",
            Self::ValueNotUnderstood => "value-not-understood",
            Self::UnlistedValue => "unlisted-value",
            Self::NearTerm => "near-term",
            Self::NumberAsText => "number-as-text",
            Self::FileNotUsed => "file-not-used",
            Self::DoubtfulReading => "doubtful-reading",
        }
    }

    /// Whether data was passed over or not understood: what is then found may be for want of it, so
    /// it is told before the findings. The others tell what was assumed, or what a person would not
    /// see.
    #[must_use]
    pub const fn is_about_lost_data(self) -> bool {
        match self {
            Self::UnknownSheet
            | Self::UnknownColumn
            | Self::UnreadableValue
            | Self::SkippedRow
            | Self::UncomputedFormula
            | Self::LegacyText
            | Self::RowLeftOut
            | Self::ValueNotUnderstood
            | Self::UnlistedValue
            | Self::FileNotUsed
            | Self::DoubtfulReading => true,
            Self::OtherForm
            | Self::GuessedColumn
            | Self::SwappedColumns
            | Self::SwappedDates
            | Self::NearTerm
            | Self::RepeatedForm
            | Self::CopiesDiffer
            | Self::HiddenSheet
            | Self::HiddenRows
            | Self::HiddenColumns
            | Self::PrintArea
            | Self::ErrorCell
            | Self::MapUnused
            | Self::NoProposal
            | Self::TitleDate
            | Self::BlankTemplate
            | Self::NumberAsText => false,
        }
    }
}
