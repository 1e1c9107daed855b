//! `--table`: the rows of all dossiers, as many as they are, written as they are read.

use std::fs::File;
use std::io::BufWriter;
use std::path::Path;
use std::path::PathBuf;

use super::gather;
use crate::cli::Failure;
use crate::cli::outbox::Outbox;
use crate::register::Register;
use crate::report::Dataset;
use crate::report::DatasetFormat;

/// A table that is asked for: its two files.
pub(super) struct WantedTable {
    format: DatasetFormat,
    pub(super) positions: PathBuf,
    pub(super) findings: PathBuf,
}

impl WantedTable {
    /// The table of a file name: `so-lieu.csv` becomes `so-lieu-vi-tri.csv` and
    /// `so-lieu-noi-dung.csv`.
    pub(super) fn of(path: &Path) -> Result<Self, Failure> {
        let unknown = || {
            Failure(format!(
                "không biết dạng bảng của {}; dùng tên tệp có đuôi .csv hoặc .parquet",
                path.display()
            ))
        };
        let format = DatasetFormat::from_extension(path).ok_or_else(unknown)?;
        let (stem, ending) = path.file_stem().zip(path.extension()).ok_or_else(unknown)?;
        let (stem, ending) = (stem.to_string_lossy(), ending.to_string_lossy());
        let beside = |part: &str| path.with_file_name(format!("{stem}-{part}.{ending}"));
        Ok(Self {
            format,
            positions: beside("vi-tri"),
            findings: beside("noi-dung"),
        })
    }

    /// Writes both files from the results, read once more in the order of the register.
    pub(super) fn write(
        &self,
        register: &Register,
        results: &[PathBuf],
        outbox: &mut Outbox<'_>,
    ) -> Result<(), Failure> {
        let (positions, findings) = (
            Outbox::begin(&self.positions)?,
            Outbox::begin(&self.findings)?,
        );
        let buffered = |file: &File| file.try_clone().map(BufWriter::new);
        let mut dataset = Dataset::new(
            self.format,
            buffered(positions.as_file())?,
            buffered(findings.as_file())?,
        )?;
        for (place, result) in results.iter().enumerate() {
            let recorded = gather::read(result)
                .map_err(|why| Failure(format!("{}: {why}", result.display())))?;
            dataset.add(register, place, &recorded)?;
        }
        dataset.finish()?;
        outbox.put_ready(&self.positions, positions);
        outbox.put_ready(&self.findings, findings);
        Ok(())
    }
}
