//! `vtvl annotate`: the submitted workbook with the findings in its cells.

use std::path::Path;
use std::path::PathBuf;

use clap::Args;

use super::Exit;
use super::Failure;
use super::files;
use super::gathered;
use super::gathered::GatheredFiles;
use super::global::Global;
use super::outbox::Outbox;
use super::outbox::WrittenFile;
use super::print::print_line;
use super::waivers;
use crate::report;
use crate::report::Annotated;
use crate::report::Original;

pub(super) const EXAMPLES: &str = "Ví dụ:
  vtvl annotate de-an.xlsx -o de-an-nhan-xet.xlsx
  vtvl annotate bieu-1.xlsx bieu-2.xlsx -o nhan-xet/   mỗi tệp một bản";

#[derive(Debug, Args)]
pub(super) struct Annotate {
    /// Tệp đề án (.xlsx, .xls, .ods, .docx); nhiều tệp hoặc một thư mục là một hồ sơ
    #[arg(required = true, value_name = "TỆP")]
    files: Vec<PathBuf>,
    /// Tệp có nhận xét (.xlsx, tệp Word thì .docx); hồ sơ nhiều tệp thì là thư mục, mỗi tệp được
    /// ghi một bản vào đó
    #[arg(short, long, required = true, value_name = "KẾT QUẢ")]
    output: PathBuf,
}

/// What the name of a copy in a folder ends with, before its ending.
const SUFFIX: &str = "-nhan-xet";

pub(super) fn run(annotate: &Annotate, global: &Global) -> Result<Exit, Failure> {
    let engine = global.engine()?;
    let GatheredFiles {
        paths: originals,
        submitted,
    } = gathered::gathered(&annotate.files, &engine, global)?;
    let copies = copies(&originals, &annotate.output)?;
    Outbox::new(global).may_write(copies.iter().map(PathBuf::as_path))?;
    let manner = global.manner(&engine.forms)?;
    let asked = waivers::asked(&annotate.files, global, &engine.law)?;
    let appraisal = engine
        .appraise(&submitted, &manner, &asked)
        .map_err(|error| gathered::told(&submitted, &error))?;
    // Everything is laid out before anything is written: a failure leaves no half set of copies.
    let mut written: Vec<(&PathBuf, Annotated)> = Vec::new();
    for (file, path) in submitted.iter().zip(&copies) {
        let name = (submitted.len() > 1).then_some(file.name.as_str());
        let original = Original {
            name,
            bytes: &file.bytes,
            encoding: manner.encoding,
        };
        let copy = report::annotate(&appraisal, &original, &engine.limits)
            .map_err(|error| Failure(format!("{}: {error}", file.name)))?;
        written.push((path, copy));
    }
    let mut outbox = Outbox::new(global);
    for (path, copy) in &mut written {
        outbox.put(path, std::mem::take(&mut copy.bytes));
    }
    let sent = outbox.send()?;
    if !global.quiet {
        print_line(&appraisal.conclusion.sentence)?;
        tell_copies(&sent, &written)?;
    }
    Ok(Exit::Fine)
}

/// What each copy has, and where.
fn tell_copies(sent: &[WrittenFile], written: &[(&PathBuf, Annotated)]) -> Result<(), Failure> {
    for (file, (_, copy)) in sent.iter().zip(written) {
        let place = if copy.index.is_empty() {
            "ghi chú bên lề".to_owned()
        } else {
            format!("trang “{}”", copy.index)
        };
        print_line(&format!(
            "{}: {} nội dung, xem {place}",
            file.told(),
            copy.findings
        ))?;
        for remark in &copy.remarks {
            print_line(&format!("  {remark}"))?;
        }
    }
    Ok(())
}

/// Where the copy of each file goes; never over a file of the submission.
fn copies(originals: &[PathBuf], output: &Path) -> Result<Vec<PathBuf>, Failure> {
    let ending = files::ending(output);
    let one_file = (ending == "xlsx" || ending == "docx") && !output.is_dir();
    if one_file && originals.len() > 1 {
        let shown = output.display();
        return Err(Failure(format!(
            "hồ sơ có {} tệp, mỗi tệp được ghi một bản; hãy cho -o một thư mục thay cho {shown}",
            originals.len()
        )));
    }
    if originals.len() == 1 && !one_file && !output.is_dir() {
        return Err(Failure(format!(
            "{}: bản có nhận xét phải mang đuôi .{1}, ví dụ -o nhan-xet.{1}",
            output.display(),
            originals
                .first()
                .map_or("xlsx", |original| ending_of(original))
        )));
    }
    if let Some(wanted) = originals
        .first()
        .map(|original| ending_of(original))
        .filter(|wanted| one_file && *wanted != ending)
    {
        let shown = output.display();
        return Err(Failure(format!(
            "{shown}: bản có nhận xét của tệp này phải mang đuôi .{wanted}, ví dụ -o nhan-xet.{wanted}"
        )));
    }
    let mut copies: Vec<PathBuf> = Vec::new();
    for original in originals {
        let copy = if one_file {
            output.to_owned()
        } else {
            free(output, original, &copies)
        };
        copies.push(copy);
    }
    Ok(copies)
}

/// A name in the folder that no other copy of this run has.
fn free(folder: &Path, original: &Path, taken: &[PathBuf]) -> PathBuf {
    let stem = original
        .file_stem()
        .map(|stem| stem.to_string_lossy().into_owned())
        .unwrap_or_default();
    let ending = ending_of(original);
    let first = folder.join(format!("{stem}{SUFFIX}.{ending}"));
    let mut others = (2..).map(|number| folder.join(format!("{stem}-{number}{SUFFIX}.{ending}")));
    if taken.contains(&first) {
        others.find(|path| !taken.contains(path)).unwrap_or(first)
    } else {
        first
    }
}

/// The ending of the copy of a file.
fn ending_of(original: &Path) -> &'static str {
    let ending = files::ending(original);
    if ["docx", "docm", "dotx"].contains(&ending.as_str()) {
        "docx"
    } else {
        "xlsx"
    }
}
