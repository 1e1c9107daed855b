//! Which files of a folder tree are one dossier.
//!
//! A folder whose files share one list of positions is one dossier; a folder with several lists
//! holds so many dossiers. Papers of ours are no dossiers; the appraiser's own word beside a
//! dossier belongs to it.

use std::collections::BTreeMap;
use std::path::Path;
use std::path::PathBuf;

use clap::ValueEnum;
use rayon::prelude::*;
use walkdir::WalkDir;

use crate::cells::Outline;
use crate::cells::OwnPaper;
use crate::cli::files;
use crate::cli::system::reason;
use crate::dictionary::Entity;
use crate::pipeline::Engine;
use crate::pipeline::ReadingManner;
use crate::pipeline::Submitted;
use crate::pipeline::file_order;
use crate::pipeline::reasons_aside;

/// Hồ sơ: what is appraised as one.
#[derive(Debug, Clone)]
pub(super) struct FoundDossier {
    /// As people name it, inside the folder that was searched: its file, or its folder.
    pub(super) name: String,
    pub(super) files: Vec<PathBuf>,
    /// The appraiser's own word beside it.
    pub(super) opinions: Option<PathBuf>,
}

/// Một hồ sơ là gì.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(in crate::cli) enum Grouping {
    /// As the files say.
    #[value(name = "tu-dong", alias = "auto")]
    Auto,
    /// Each file is a dossier.
    #[value(name = "tep", alias = "file")]
    File,
    /// Each folder with files is a dossier.
    #[value(name = "thu-muc", alias = "folder")]
    Folder,
}

/// What a folder tree holds.
#[derive(Debug, Default)]
pub(super) struct FoundTree {
    pub(super) dossiers: Vec<FoundDossier>,
    /// Folders of several files that were taken as one dossier.
    pub(super) joined: usize,
    /// Files that are papers of ours, or belong to none.
    pub(super) aside: usize,
    /// Folders that could not be looked into, each with the sentence why.
    pub(super) unreadable: Vec<(String, String)>,
}

/// One folder with the workbooks directly in it.
struct Folder {
    path: PathBuf,
    files: Vec<PathBuf>,
}

/// Searches a folder tree; what lies under `out` is not looked at.
pub(super) fn dossiers(root: &Path, out: &Path, grouping: Grouping, engine: &Engine) -> FoundTree {
    let mut tree = FoundTree::default();
    let folders = folders(root, out, &mut tree.unreadable);
    let found: Vec<FoundTree> = folders
        .par_iter()
        .map(|folder| folder.dossiers(root, grouping, engine))
        .collect();
    for part in found {
        tree.dossiers.extend(part.dossiers);
        tree.joined += part.joined;
        tree.aside += part.aside;
    }
    tree.dossiers
        .sort_by_cached_key(|dossier| file_order(&dossier.name));
    tree
}

fn folders(root: &Path, out: &Path, unreadable: &mut Vec<(String, String)>) -> Vec<Folder> {
    let out = out.canonicalize().ok();
    let is_out = |path: &Path| out.is_some() && path.canonicalize().ok() == out;
    let is_hidden = |path: &Path| files::name(path).starts_with('.');
    let mut folders: BTreeMap<PathBuf, Vec<PathBuf>> = BTreeMap::new();
    let walk = WalkDir::new(root).into_iter();
    // The folder that was named is looked into, whatever its name.
    let walk = walk.filter_entry(|entry| {
        entry.depth() == 0
            || !(is_hidden(entry.path()) || entry.file_type().is_dir() && is_out(entry.path()))
    });
    for entry in walk {
        let entry = match entry {
            Ok(entry) => entry,
            Err(error) => {
                let why = error
                    .io_error()
                    .map_or_else(|| "hệ thống báo lỗi".to_owned(), reason);
                let path = shown(root, error.path().unwrap_or(root));
                unreadable.push((path, format!("không đọc được thư mục: {why}")));
                continue;
            }
        };
        let path = entry.path();
        if entry.file_type().is_file() && files::is_workbook(path) {
            folders
                .entry(path.parent().unwrap_or(root).to_path_buf())
                .or_default()
                .push(path.to_path_buf());
        }
    }
    let sorted = |(path, mut files): (PathBuf, Vec<PathBuf>)| {
        files.sort_by_cached_key(|file| file_order(&files::name(file)));
        Folder { path, files }
    };
    folders.into_iter().map(sorted).collect()
}

impl Folder {
    fn dossiers(&self, root: &Path, grouping: Grouping, engine: &Engine) -> FoundTree {
        let mut tree = FoundTree::default();
        if let [only] = self.files.as_slice() {
            tree.dossiers.push(of_file(root, only, &[], true));
            return tree;
        }
        let (kept, opinions) = self.own_papers_out(engine);
        let (kept, outlines): (Vec<PathBuf>, Vec<Outline>) = kept.into_iter().unzip();
        tree.aside = self.files.len() - kept.len() - opinions.len();
        let is_one = match grouping {
            Grouping::File => false,
            Grouping::Folder => true,
            Grouping::Auto => {
                kept.len() > 1
                    && kept.len() <= engine.limits.files
                    && is_one_dossier(&kept, &outlines, engine)
            }
        };
        if !is_one {
            let alone = kept.len() == 1;
            tree.dossiers.extend(
                kept.iter()
                    .map(|file| of_file(root, file, &opinions, alone)),
            );
        } else if !kept.is_empty() {
            tree.joined = usize::from(kept.len() > 1);
            let inside = shown(root, &self.path);
            let name = if inside.is_empty() {
                files::name(root)
            } else {
                inside
            };
            tree.dossiers.push(FoundDossier {
                name,
                files: kept,
                opinions: opinions.into_iter().next(),
            });
        }
        tree
    }

    /// The files without our own papers, each with its outline, and those that hold an appraiser's
    /// word.
    fn own_papers_out(&self, engine: &Engine) -> (Vec<(PathBuf, Outline)>, Vec<PathBuf>) {
        // What cannot be read seems to be nothing; that it cannot is told when it is appraised.
        let bytes =
            |path: &PathBuf| files::bytes(path, engine.limits.file_bytes).unwrap_or_default();
        let outline = |path: &PathBuf| (files::name(path), engine.outline(&bytes(path)));
        let outlines: Vec<(String, Outline)> = self.files.iter().map(outline).collect();
        let (mut kept, mut opinions) = (Vec::new(), Vec::new());
        let reasons = reasons_aside(&outlines);
        for ((path, (_, outline)), reason) in self.files.iter().zip(outlines).zip(reasons) {
            match (reason, &outline.own) {
                (None, _) => kept.push((path.clone(), outline)),
                (Some(_), Some(OwnPaper::Review)) => opinions.push(path.clone()),
                (Some(_), _) => {}
            }
        }
        (kept, opinions)
    }
}

/// A dossier of one file. Of the words beside it the one that bears its name is its own; where it
/// stands alone, the first.
fn of_file(root: &Path, file: &Path, opinions: &[PathBuf], alone: bool) -> FoundDossier {
    let stem = file
        .file_stem()
        .map(|stem| stem.to_string_lossy().to_lowercase())
        .unwrap_or_default();
    let bears_its_name = |path: &&PathBuf| files::name(path).to_lowercase().contains(&stem);
    let own = opinions
        .iter()
        .find(bears_its_name)
        .or(opinions.first().filter(|_| alone))
        .cloned();
    FoundDossier {
        name: shown(root, file),
        files: vec![file.to_path_buf()],
        opinions: own,
    }
}

/// A path as people name it, inside the folder that was searched.
fn shown(root: &Path, path: &Path) -> String {
    let parts = path.strip_prefix(root).unwrap_or(path).components();
    parts
        .map(|part| part.as_os_str().to_string_lossy().into_owned())
        .collect::<Vec<_>>()
        .join("/")
}

/// What one file of a folder seems to hold.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Holding {
    /// A list of positions: the middle of a dossier.
    List,
    /// Other tables of a dossier, or nothing that is known: it may be one of its enclosures.
    Part,
    /// It cannot be read; what is wrong with it is told when it is appraised.
    Unreadable,
}

/// Whether some files are the parts of one dossier: not more than one holds a list of positions.
/// Beside a dossier that is whole in one file, a file that cannot be read is a dossier of its own.
fn is_one_dossier(paths: &[PathBuf], outlines: &[Outline], engine: &Engine) -> bool {
    let named: Vec<Option<Holding>> = outlines
        .iter()
        .map(|outline| by_names(outline, engine))
        .collect();
    let lists = |held: &[Option<Holding>]| {
        held.iter()
            .filter(|held| **held == Some(Holding::List))
            .count()
    };
    if lists(&named) > 1 {
        return false;
    }
    if lists(&named) == 1 && named.iter().all(Option::is_some) {
        return true;
    }
    // Names do not tell: the files are read, no more of them than it takes.
    let mut held: Vec<Option<Holding>> = Vec::new();
    for (path, named) in paths.iter().zip(named) {
        held.push(
            named
                .filter(|named| *named == Holding::List)
                .or_else(|| Some(holding(path, engine))),
        );
        if lists(&held) > 1 {
            return false;
        }
    }
    held.contains(&Some(Holding::Part)) || !held.contains(&Some(Holding::Unreadable))
}

/// What the names of the sheets say, if they say anything.
fn by_names(outline: &Outline, engine: &Engine) -> Option<Holding> {
    let mut forms = outline
        .sheets
        .iter()
        .filter_map(|name| engine.forms.of_sheet_name(name))
        .peekable();
    forms.peek()?;
    let is_list = forms.any(|form| form.entity == Some(Entity::Position));
    Some(if is_list {
        Holding::List
    } else {
        Holding::Part
    })
}

fn holding(path: &Path, engine: &Engine) -> Holding {
    let bytes = files::bytes(path, engine.limits.file_bytes).unwrap_or_default();
    match engine.read(
        &[Submitted::new(&files::name(path), bytes)],
        &ReadingManner::default(),
    ) {
        Ok((dossier, _)) if !dossier.entries(Entity::Position).is_empty() => Holding::List,
        Ok(_) => Holding::Part,
        Err(_) => Holding::Unreadable,
    }
}
