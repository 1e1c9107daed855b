//! What a command was given to read, and whether results may be put in the place of others.

use std::fs;
use std::path::Path;
use std::path::PathBuf;
use std::sync::Mutex;
use std::sync::MutexGuard;
use std::sync::PoisonError;

use clap::Args;

/// Tệp đã đưa vào: the files that the user named to be read, whichever way he named them.
#[derive(Debug, Default)]
pub(super) struct Given(Mutex<Vec<PathBuf>>);

impl Clone for Given {
    fn clone(&self) -> Self {
        Self(Mutex::new(self.paths().clone()))
    }
}

impl Given {
    fn paths(&self) -> MutexGuard<'_, Vec<PathBuf>> {
        // Whoever panicked while noting a path has left the others as they were.
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Notes a file, or a folder with all that is in it.
    pub(super) fn note(&self, path: &Path) {
        self.paths().push(path.to_path_buf());
    }

    /// Whether a path leads to one of them: by another spelling, through a link, or as a second
    /// name of the same file.
    pub(super) fn holds(&self, path: &Path) -> bool {
        let inside = |folder: &Path| {
            let (path, folder) = (fs::canonicalize(path), fs::canonicalize(folder));
            path.ok()
                .zip(folder.ok())
                .is_some_and(|(path, folder)| path.starts_with(folder))
        };
        self.paths().iter().any(|given| {
            if given.is_dir() {
                inside(given)
            } else {
                same_file::is_same_file(path, given).unwrap_or(false)
            }
        })
    }
}

/// How results are written.
#[derive(Debug, Default, Args)]
pub(super) struct Writing {
    /// Ghi đè lên tệp kết quả đã có (tệp đã đưa vào để đọc thì không bao giờ bị ghi đè)
    #[arg(long, visible_alias = "ghi-de", global = true)]
    pub(super) force: bool,
    /// The files that the user named.
    #[arg(skip)]
    pub(super) given: Given,
}

impl Writing {
    /// Whether results that are there may be replaced.
    pub(super) const fn may_replace(&self) -> bool {
        self.force
    }
}
