//! The configuration of the house that signs: its file, and the folder of its own templates.

use std::fs;
use std::path::Path;

use super::Failure;
use super::files;
use super::global::Global;
use crate::report::House;

/// The house that a configuration tells of; nobody's without one.
pub(super) fn asked(path: Option<&Path>, global: &Global) -> Result<House, Failure> {
    path.map_or_else(|| Ok(House::default()), |path| read(path, global))
}

/// Reads a configuration, with the templates that it names.
fn read(path: &Path, global: &Global) -> Result<House, Failure> {
    let shown = path.display();
    let mut house = House::parse(&files::text(path, global)?)
        .map_err(|fault| Failure(format!("cấu hình cơ quan {shown}, {fault}")))?;
    let Some(folder) = house
        .templates()
        .map(|folder| path.parent().unwrap_or(Path::new("")).join(folder))
    else {
        return Ok(house);
    };
    let shown = folder.display();
    let entries = fs::read_dir(&folder)
        .map_err(|_| Failure(format!("không đọc được thư mục mẫu {shown}")))?;
    let mut names: Vec<String> = entries
        .flatten()
        .map(|entry| entry.file_name().to_string_lossy().into_owned())
        .filter(|name| {
            Path::new(name)
                .extension()
                .is_some_and(|ending| ending == "xml")
                && !name.starts_with('.')
        })
        .collect();
    names.sort();
    if names.is_empty() {
        return Err(Failure(format!(
            "thư mục mẫu {shown} không có tệp .xml nào"
        )));
    }
    for name in names {
        let text = files::text(&folder.join(&name), global)?;
        house
            .replace(&name, text)
            .map_err(|fault| Failure(format!("thư mục mẫu {shown}: {fault}")))?;
    }
    Ok(house)
}
