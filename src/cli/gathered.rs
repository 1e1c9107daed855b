//! The files of a submission: those named, and those of the folders named.

use std::fs;
use std::path::Path;
use std::path::PathBuf;

use super::Failure;
use super::files;
use super::global::Global;
use super::system::reason;
use super::unused;
use crate::cells::Limits;
use crate::dossier::Dossier;
use crate::dossier::Remark;
use crate::opinion;
use crate::opinion::Refusal;
use crate::pipeline::Aside;
use crate::pipeline::Engine;
use crate::pipeline::Error;
use crate::pipeline::Submitted;
use crate::pipeline::file_order;

/// The files of a submission, each with its path.
pub(super) struct GatheredFiles {
    pub(super) paths: Vec<PathBuf>,
    pub(super) submitted: Vec<Submitted>,
}

/// Reads the files of a submission, as [`gathered`], without their paths.
pub(super) fn submission(
    paths: &[PathBuf],
    engine: &Engine,
    global: &Global,
) -> Result<Vec<Submitted>, Failure> {
    Ok(gathered(paths, engine, global)?.submitted)
}

/// Reads the files of a submission: those named, and the workbooks in the folders named. Never more
/// files or bytes than the limits allow. Our own papers, and what else lies in the folders, are
/// told on standard error and left aside.
pub(super) fn gathered(
    paths: &[PathBuf],
    engine: &Engine,
    global: &Global,
) -> Result<GatheredFiles, Failure> {
    let (gathered, mut aside) = taken(paths, engine, global)?;
    aside.extend(unused::inside(paths));
    unused::tell(&aside);
    Ok(gathered)
}

/// The same, with what was left aside of the files named; nothing is told.
pub(super) fn taken(
    paths: &[PathBuf],
    engine: &Engine,
    global: &Global,
) -> Result<(GatheredFiles, Vec<Aside>), Failure> {
    let found = workbooks(paths)?;
    let submitted = read(&found, &engine.limits)?;
    let names: Vec<String> = submitted.iter().map(|file| file.name.clone()).collect();
    let (submitted, aside) = engine.set_aside(submitted);
    if submitted.is_empty()
        && let Some(first) = aside.first()
    {
        return Err(Failure(format!(
            "{}: {}; hãy đưa tệp Excel của đề án",
            first.file, first.reason
        )));
    }
    let is_kept = |name: &String| submitted.iter().any(|file| file.name == *name);
    let paths_kept: Vec<PathBuf> = found
        .into_iter()
        .zip(&names)
        .filter(|(_, name)| is_kept(name))
        .map(|(path, _)| path)
        .collect();
    for path in &paths_kept {
        global.writing.given.note(path);
    }
    Ok((
        GatheredFiles {
            paths: paths_kept,
            submitted,
        },
        aside,
    ))
}

/// Reads files, never more of them or of their bytes than the limits allow.
fn read(paths: &[PathBuf], limits: &Limits) -> Result<Vec<Submitted>, Failure> {
    if paths.len() > limits.files {
        return Err(Failure(format!(
            "hồ sơ có {} tệp, quá giới hạn {} tệp; hãy chỉ đưa các tệp của một hồ sơ",
            paths.len(),
            limits.files
        )));
    }
    let mut left = limits.file_bytes;
    let mut submitted = Vec::new();
    for path in paths {
        let bytes = files::bytes(path, left)?;
        let size = bytes.len() as u64;
        if size > left {
            let many = if paths.len() == 1 {
                "tệp"
            } else {
                "các tệp của hồ sơ"
            };
            let limit = limits.file_bytes >> 20;
            return Err(Failure(format!(
                "{}: {many} lớn hơn giới hạn {limit} MB; hãy bỏ hình ảnh và trang thừa",
                path.display()
            )));
        }
        left -= size;
        let name = name_among(path, paths);
        submitted.push(Submitted { name, bytes });
    }
    Ok(submitted)
}

/// The name of a file, with its folders where another file bears the same.
fn name_among(path: &Path, paths: &[PathBuf]) -> String {
    let name = files::name(path);
    let alike = paths.iter().filter(|other| files::name(other) == name);
    if alike.count() > 1 {
        path.display().to_string()
    } else {
        name
    }
}

/// The files named, and the workbooks of the folders named, `bieu-2` before `bieu-10`.
pub(super) fn workbooks(paths: &[PathBuf]) -> Result<Vec<PathBuf>, Failure> {
    let mut found = Vec::new();
    for path in paths {
        if !path.is_dir() {
            found.push(path.clone());
            continue;
        }
        let shown = path.display();
        let entries = fs::read_dir(path).map_err(|error| {
            Failure(format!(
                "không đọc được thư mục {shown}: {}",
                reason(&error)
            ))
        })?;
        let mut inside: Vec<PathBuf> = entries
            .flatten()
            .map(|entry| entry.path())
            .filter(|path| files::is_workbook(path))
            .collect();
        if inside.is_empty() {
            return Err(Failure(format!(
                "thư mục {shown} không có tệp Excel hoặc Word nào (.xlsx, .xlsm, .xls, .ods, .docx)"
            )));
        }
        inside.sort_by_cached_key(|path| file_order(&files::name(path)));
        found.extend(inside);
    }
    Ok(found)
}

/// Reads a submission that has to be a proposal.
pub(super) fn proposal(
    submitted: &[Submitted],
    engine: &Engine,
    global: &Global,
) -> Result<(Dossier, Vec<Remark>), Failure> {
    let manner = global.manner(&engine.forms)?;
    let read = engine.read(submitted, &manner);
    let (dossier, remarks) = read.map_err(|error| told(submitted, &error))?;
    opinion::must_be_proposal(&dossier, &remarks)
        .map_err(|refusal| told(submitted, &refusal.into()))?;
    Ok((dossier, remarks))
}

/// The sentence for an error of the pipeline, with the file that it is about.
pub(super) fn told(submitted: &[Submitted], error: &Error) -> Failure {
    match error {
        Error::Open(_) => Failure(error.to_string()),
        Error::Refused(refusal) => {
            let names: Vec<&str> = submitted.iter().map(|file| file.name.as_str()).collect();
            Failure(format!("{}: {error}{}", names.join("; "), option(refusal)))
        }
    }
}

/// The option that helps where the dossier does not say it itself.
fn option(refusal: &Refusal) -> &'static str {
    match refusal {
        Refusal::NoDate | Refusal::UnreadDate(..) => {
            ", hoặc thêm --as-of NGÀY (ví dụ --as-of 30/06/2021)"
        }
        Refusal::NoProfile | Refusal::UnreadProfile(..) => {
            ", hoặc thêm --profile (cong-chuc, vien-chuc)"
        }
        Refusal::NoProposal(_) => "; xem chương trình hiểu tệp thế nào bằng lệnh “vtvl read”",
        Refusal::UnknownProfile { .. } => "",
    }
}
