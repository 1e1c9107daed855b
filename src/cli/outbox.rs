//! What a command writes: each file whole, all of them or none, never over a file that the command
//! was given.

use std::fs;
use std::fs::File;
use std::io;
use std::io::Write as _;
use std::path::Path;
use std::path::PathBuf;

use tempfile::NamedTempFile;
use tempfile::TempPath;

use super::Failure;
use super::given::Writing;
use super::global::Global;
use super::system::reason;

/// How our own files beside those of the user are called, until they are in place.
const PREFIX: &str = ".vtvl-";

/// Tệp kết quả: what a command is about to write.
pub(super) struct Outbox<'a> {
    writing: &'a Writing,
    files: Vec<(PathBuf, FileContent)>,
}

/// What a file is to hold.
enum FileContent {
    Bytes(Vec<u8>),
    /// Written already, beside its place: what is too large to hold in memory.
    Ready(NamedTempFile),
}

/// A file that was written.
pub(super) struct WrittenFile {
    pub(super) path: PathBuf,
    /// Whether another stood in its place.
    replaced: bool,
}

impl WrittenFile {
    /// What is said of it.
    pub(super) fn told(&self) -> String {
        let done = if self.replaced {
            "Đã ghi đè"
        } else {
            "Đã ghi"
        };
        format!("{done} {}", self.path.display())
    }
}

impl<'a> Outbox<'a> {
    /// Nothing to write yet; `global` says what was given, and whether what is there may be
    /// replaced.
    pub(super) fn new(global: &'a Global) -> Self {
        Self {
            writing: &global.writing,
            files: Vec::new(),
        }
    }

    /// Refuses a place where nothing may be written, before any work is done for it. What is only
    /// read later on is looked at again when it is written.
    pub(super) fn may_write<'p>(
        &self,
        paths: impl IntoIterator<Item = &'p Path>,
    ) -> Result<(), Failure> {
        paths.into_iter().try_for_each(|path| self.check(path))
    }

    /// Puts a file in; nothing is written yet.
    pub(super) fn put(&mut self, path: &Path, bytes: Vec<u8>) {
        self.files
            .push((path.to_path_buf(), FileContent::Bytes(bytes)));
    }

    /// A file beside a place, to be written piece by piece and then put in with
    /// [`Outbox::put_ready`].
    pub(super) fn begin(path: &Path) -> Result<NamedTempFile, Failure> {
        let folder = folder_of(path);
        fs::create_dir_all(folder).map_err(|error| failed(path, &error))?;
        temporary(folder).map_err(|error| failed(path, &error))
    }

    /// Puts in a file that is written already.
    pub(super) fn put_ready(&mut self, path: &Path, file: NamedTempFile) {
        self.files
            .push((path.to_path_buf(), FileContent::Ready(file)));
    }

    /// Writes all files, or none.
    pub(super) fn send(self) -> Result<Vec<WrittenFile>, Failure> {
        for (nth, (path, _)) in self.files.iter().enumerate() {
            self.check(path)?;
            if self.files[..nth]
                .iter()
                .any(|(other, _)| is_one_place(other, path))
            {
                return Err(Failure(format!(
                    "{} được ghi hai lần; hãy đặt tên tệp khác nhau",
                    path.display()
                )));
            }
        }
        let mut folders = Folders::default();
        let mut ready = Vec::new();
        for (path, content) in self.files {
            folders.make(folder_of(&path))?;
            let file = prepare(&path, content)?;
            ready.push((path, file));
        }
        let mut placed = PlacedFiles::default();
        for (path, file) in ready {
            placed.put(&path, file, self.writing.force)?;
        }
        folders.keep();
        Ok(placed.keep())
    }

    fn check(&self, path: &Path) -> Result<(), Failure> {
        let shown = path.display();
        // A link that leads nowhere is something too.
        let Ok(known) = fs::symlink_metadata(path) else {
            return Ok(());
        };
        if path.is_dir() {
            return Err(Failure(format!(
                "{shown} là một thư mục; hãy ghi tên tệp, ví dụ {shown}/ket-qua.docx"
            )));
        }
        if self.writing.given.holds(path) {
            return Err(Failure(format!(
                "{shown} là tệp đã đưa vào để đọc, không được ghi đè; hãy đặt tên khác cho tệp kết quả"
            )));
        }
        if !known.is_file() && !known.is_symlink() || path.exists() && !path.is_file() {
            return Err(Failure(format!(
                "{shown} không phải là tệp thường; hãy đặt tên khác cho tệp kết quả"
            )));
        }
        if !self.writing.force {
            return Err(Failure(format!(
                "{shown} đã có; hãy đặt tên khác, hoặc thêm --force để ghi đè lên tệp đó"
            )));
        }
        Ok(())
    }
}

/// Whether two paths name one place in one folder.
fn is_one_place(a: &Path, b: &Path) -> bool {
    let folder = |path: &Path| {
        fs::canonicalize(folder_of(path)).unwrap_or_else(|_| folder_of(path).to_path_buf())
    };
    // Some file systems know one name in all its spellings.
    let name = |path: &Path| {
        path.file_name()
            .map(|name| name.to_string_lossy().to_lowercase())
    };
    a == b || (name(a) == name(b) && folder(a) == folder(b))
}

fn folder_of(path: &Path) -> &Path {
    path.parent()
        .filter(|parent| !parent.as_os_str().is_empty())
        .unwrap_or(Path::new("."))
}

fn failed(path: &Path, error: &io::Error) -> Failure {
    Failure(format!(
        "không ghi được {}: {}",
        path.display(),
        reason(error)
    ))
}

/// A file beside its place, whole and on the disk: a reader never sees half of it.
fn prepare(path: &Path, content: FileContent) -> Result<NamedTempFile, Failure> {
    let failed = |error: io::Error| failed(path, &error);
    let file = match content {
        FileContent::Ready(file) => file,
        FileContent::Bytes(bytes) => {
            let mut file = temporary(folder_of(path)).map_err(failed)?;
            file.write_all(&bytes).map_err(failed)?;
            file
        }
    };
    file.as_file().sync_all().map_err(failed)?;
    open_to_others(file.as_file());
    Ok(file)
}

fn temporary(folder: &Path) -> io::Result<NamedTempFile> {
    tempfile::Builder::new().prefix(PREFIX).tempfile_in(folder)
}

/// Temporary files are private; a report is an ordinary file.
#[cfg(unix)]
pub(super) fn open_to_others(file: &File) {
    use std::os::unix::fs::PermissionsExt as _;
    // Where the file system has no permissions there is nothing to open.
    let _ = file.set_permissions(fs::Permissions::from_mode(0o644));
}

#[cfg(not(unix))]
pub(super) fn open_to_others(_: &File) {}

/// The files in place so far; dropped before all are, each is as it was before.
#[derive(Default)]
struct PlacedFiles(Vec<(WrittenFile, Option<TempPath>)>);

impl PlacedFiles {
    fn put(&mut self, path: &Path, file: NamedTempFile, force: bool) -> Result<(), Failure> {
        let replaced = force && fs::symlink_metadata(path).is_ok();
        let former = if replaced {
            Some(second_name(path).map_err(|error| failed(path, &error))?)
        } else {
            None
        };
        let done = if replaced {
            file.persist(path)
        } else {
            file.persist_noclobber(path)
        };
        done.map_err(|error| failed(path, &error.error))?;
        self.0.push((
            WrittenFile {
                path: path.to_path_buf(),
                replaced,
            },
            former,
        ));
        Ok(())
    }

    fn keep(mut self) -> Vec<WrittenFile> {
        std::mem::take(&mut self.0)
            .into_iter()
            .map(|(written, _)| written)
            .collect()
    }
}

impl Drop for PlacedFiles {
    fn drop(&mut self) {
        for (written, former) in self.0.drain(..).rev() {
            // There is nothing better to do where even this fails; the failure that led here is
            // told.
            let _ = match former {
                Some(former) => former.persist(&written.path).map_err(|error| error.error),
                None => fs::remove_file(&written.path),
            };
        }
    }
}

/// A second name for a file, under which it can be put back; a copy where the file system knows no
/// second names.
fn second_name(path: &Path) -> io::Result<TempPath> {
    let name = tempfile::Builder::new()
        .prefix(PREFIX)
        .tempfile_in(folder_of(path))?
        .into_temp_path();
    fs::remove_file(&name)?;
    fs::hard_link(path, &name).or_else(|_| fs::copy(path, &name).map(|_| ()))?;
    Ok(name)
}

/// The folders that had to be made; dropped before they are kept, they are gone again.
#[derive(Default)]
struct Folders(Vec<PathBuf>);

impl Folders {
    fn make(&mut self, folder: &Path) -> Result<(), Failure> {
        let missing: Vec<&Path> = folder
            .ancestors()
            .take_while(|part| !part.as_os_str().is_empty() && !part.exists())
            .collect();
        for part in missing.into_iter().rev() {
            fs::create_dir(part).map_err(|error| {
                Failure(format!(
                    "không lập được thư mục {}: {}",
                    part.display(),
                    reason(&error)
                ))
            })?;
            self.0.push(part.to_path_buf());
        }
        Ok(())
    }

    fn keep(mut self) {
        self.0.clear();
    }
}

impl Drop for Folders {
    fn drop(&mut self) {
        for folder in self.0.drain(..).rev() {
            // Whoever has put something into it meanwhile keeps it.
            let _ = fs::remove_dir(folder);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn outbox(writing: &Writing) -> Outbox<'_> {
        Outbox {
            writing,
            files: Vec::new(),
        }
    }

    #[test]
    fn files_are_written_all_or_none() {
        let folder = tempfile::tempdir().unwrap();
        let (first, second) = (
            folder.path().join("a/b/mot.txt"),
            folder.path().join("hai.txt"),
        );
        fs::write(&second, "cũ").unwrap();
        let careful = Writing::default();
        let mut both = outbox(&careful);
        both.put(&first, b"1".to_vec());
        both.put(&second, b"2".to_vec());
        assert!(
            both.send()
                .is_err_and(|failure| failure.0.contains("--force"))
        );
        assert!(!folder.path().join("a").exists() && fs::read_to_string(&second).unwrap() == "cũ");
        let forced = Writing {
            force: true,
            ..Writing::default()
        };
        let mut both = outbox(&forced);
        both.put(&first, b"1".to_vec());
        both.put(&second, b"2".to_vec());
        let told: Vec<String> = both
            .send()
            .ok()
            .unwrap()
            .iter()
            .map(WrittenFile::told)
            .collect();
        assert!(
            told[0].starts_with("Đã ghi /") && told[1].starts_with("Đã ghi đè /"),
            "{told:?}"
        );
        let left = fs::read_dir(folder.path()).unwrap().count();
        assert!(
            fs::read_to_string(&second).unwrap() == "2" && left == 2,
            "{left} entries"
        );
    }

    #[test]
    fn what_was_put_in_place_is_taken_back_when_the_rest_fails() {
        let folder = tempfile::tempdir().unwrap();
        let (first, second) = (folder.path().join("mot.txt"), folder.path().join("hai.txt"));
        fs::write(&first, "cũ").unwrap();
        let mut placed = PlacedFiles::default();
        placed
            .put(
                &first,
                prepare(&first, FileContent::Bytes(b"1".to_vec()))
                    .unwrap_or_else(|_| unreachable!()),
                true,
            )
            .ok()
            .unwrap();
        let file = prepare(&second, FileContent::Bytes(b"2".to_vec()))
            .ok()
            .unwrap();
        // Somebody else was quicker.
        fs::write(&second, "của người khác").unwrap();
        assert!(placed.put(&second, file, false).is_err());
        drop(placed);
        assert_eq!(fs::read_to_string(&first).unwrap(), "cũ");
        assert_eq!(fs::read_to_string(&second).unwrap(), "của người khác");
        assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 2);
    }
}
