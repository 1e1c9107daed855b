//! Results, read one by one into the register.

use std::fs::File;
use std::io::BufReader;
use std::path::Path;
use std::path::PathBuf;

use rayon::prelude::*;
use walkdir::WalkDir;

use super::Batch;
use super::Outputs;
use super::find::FoundDossier;
use super::work::Worked;
use crate::cli::Failure;
use crate::cli::files;
use crate::cli::system::reason;
use crate::pipeline::file_order;
use crate::register::DossierPlace;
use crate::register::RecordedAppraisal;
use crate::register::RegisterBuilder;
use crate::register::ResultFault;
use crate::register::ResultFile;
use crate::register::read_appraisal;

/// The results of this run; `read_from` gets the file of each line of the register.
pub(super) fn own(
    worked: &[(FoundDossier, Worked)],
    batch: &Batch,
    outputs: &Outputs,
    builder: &mut RegisterBuilder<'_>,
    read_from: &mut Vec<PathBuf>,
) -> Result<(), Failure> {
    for some in worked.chunks(READ_AHEAD) {
        let read = some
            .par_iter()
            .map(|(_, worked)| Some(read(worked.result()?)));
        for ((dossier, worked), recorded) in some.iter().zip(read.collect::<Vec<_>>()) {
            add_own(
                dossier,
                worked,
                recorded,
                (batch, outputs),
                builder,
                read_from,
            )?;
        }
    }
    Ok(())
}

/// Results that are read beside each other, before they are taken in one by one.
const READ_AHEAD: usize = 32;

fn add_own(
    dossier: &FoundDossier,
    worked: &Worked,
    recorded: Option<Result<RecordedAppraisal, ResultFault>>,
    (batch, outputs): (&Batch, &Outputs),
    builder: &mut RegisterBuilder<'_>,
    read_from: &mut Vec<PathBuf>,
) -> Result<(), Failure> {
    if let Worked::Failed(sentence) = worked {
        builder.add_unreadable(&dossier.name, sentence);
    }
    if let Some((result, recorded)) = worked.result().zip(recorded) {
        let recorded = recorded.map_err(|why| Failure(format!("{}: {why}", result.display())))?;
        let papers = outputs.papers.join(&dossier.name);
        let files = match dossier.files.as_slice() {
            [only] => only.as_path(),
            several => several
                .first()
                .and_then(|file| file.parent())
                .unwrap_or(Path::new("")),
        };
        let place = DossierPlace {
            name: dossier.name.clone(),
            files: link(&batch.output, files),
            result: link(&batch.output, result),
            papers: if papers.is_dir() {
                link(&batch.output, &papers)
            } else {
                String::new()
            },
        };
        builder.add(place, recorded);
        read_from.push(result.to_path_buf());
    }
    Ok(())
}

/// Results of other machines, as [`own`]: files, and all JSON files of folders.
pub(super) fn others(
    from: &[PathBuf],
    builder: &mut RegisterBuilder<'_>,
    read_from: &mut Vec<PathBuf>,
) -> Result<(), Failure> {
    for root in from {
        if !root.exists() {
            return Err(Failure(format!(
                "không tìm thấy {}; hãy kiểm tra lại tên tệp hoặc thư mục kết quả",
                root.display()
            )));
        }
        let shown = root.display().to_string();
        for path in results(root) {
            let inside = path
                .strip_prefix(root)
                .ok()
                .filter(|inside| !inside.as_os_str().is_empty());
            let inside = inside.map(|inside| inside.display().to_string());
            let name = files::name(&path);
            let given = if inside.is_some() { &shown } else { &name };
            let file = ResultFile {
                given,
                inside: inside.as_deref(),
                several: from.len() > 1,
            };
            if builder.add_result(&file, read(&path)) {
                read_from.push(path);
            }
        }
    }
    Ok(())
}

/// The JSON files under a path, in the order of their names.
fn results(root: &Path) -> Vec<PathBuf> {
    let is_result = |path: &Path| {
        path.extension()
            .is_some_and(|ending| ending.eq_ignore_ascii_case("json"))
    };
    let entries = WalkDir::new(root)
        .into_iter()
        .flatten()
        .filter(|entry| entry.file_type().is_file());
    let mut found: Vec<PathBuf> = entries
        .map(walkdir::DirEntry::into_path)
        .filter(|path| path == root || is_result(path))
        .collect();
    found.sort_by_cached_key(|path| file_order(&path.display().to_string()));
    found
}

pub(super) fn read(path: &Path) -> Result<RecordedAppraisal, ResultFault> {
    let failed = |error| ResultFault::File(reason(&error));
    if !files::is_regular(path).map_err(failed)? {
        return Err(ResultFault::File("không phải là tệp thường".to_owned()));
    }
    let file = File::open(path).map_err(failed)?;
    Ok(read_appraisal(BufReader::new(file))?)
}

/// A path as a link from the folder of the register, with forward slashes.
fn link(from: &Path, to: &Path) -> String {
    let whole = |path: &Path| path.canonicalize().unwrap_or_else(|_| path.to_path_buf());
    let relative = pathdiff::diff_paths(whole(to), whole(from)).unwrap_or_else(|| whole(to));
    relative
        .components()
        .map(|part| part.as_os_str().to_string_lossy().into_owned())
        .collect::<Vec<_>>()
        .join("/")
}
