//! The fields of agencies, and the units and works of each: `fields.txt`, read once.

use std::sync::LazyLock;

use crate::support::stop;

/// A unit or a body by name, and what it deals with.
#[derive(Debug, Clone)]
pub(crate) struct Room {
    /// Name.
    pub(crate) name: String,
    /// What it deals with, subject by subject.
    pub(crate) subjects: Vec<String>,
}

/// A sở: its field, its rooms, and the bodies below it.
#[derive(Debug)]
pub(crate) struct Department {
    /// Name, without its province.
    pub(crate) name: String,
    /// As numbers of its documents bear it.
    pub(crate) short: String,
    /// Its field.
    pub(crate) field: String,
    /// Phòng.
    pub(crate) rooms: Vec<Room>,
    /// Chi cục.
    pub(crate) branches: Vec<Room>,
    /// Trung tâm.
    pub(crate) centres: Vec<Room>,
}

/// Everything.
#[derive(Debug, Default)]
pub(crate) struct Fields {
    /// Sở.
    pub(crate) departments: Vec<Department>,
    /// Phòng of a district.
    pub(crate) districts: Vec<Room>,
    /// Phòng of a commune.
    pub(crate) communes: Vec<Room>,
    /// Tổ of a school.
    pub(crate) teams: Vec<Room>,
}

/// The fields.
pub(crate) static FIELDS: LazyLock<Fields> = LazyLock::new(|| {
    let mut fields = Fields::default();
    let lines = include_str!("fields.txt").lines();
    for line in lines.filter(|line| !line.is_empty() && !line.starts_with('#')) {
        if fields.take(line).is_none() {
            stop(&format!("fields.txt: {line}"));
        }
    }
    fields
});

impl Fields {
    fn take(&mut self, line: &str) -> Option<()> {
        let parts: Vec<&str> = line.split(" | ").collect();
        if let ["so", name, short, field] = parts[..] {
            let [name, short, field] = [name, short, field].map(str::to_owned);
            let (rooms, branches, centres) = Default::default();
            self.departments.push(Department {
                name,
                short,
                field,
                rooms,
                branches,
                centres,
            });
            return Some(());
        }
        let [kind, name, subjects] = parts[..] else {
            return None;
        };
        let subjects = subjects.split("; ").map(str::to_owned).collect();
        let rooms = match kind {
            "phong" => &mut self.departments.last_mut()?.rooms,
            "chi-cuc" => &mut self.departments.last_mut()?.branches,
            "trung-tam" => &mut self.departments.last_mut()?.centres,
            "huyen" => &mut self.districts,
            "xa" => &mut self.communes,
            "to" => &mut self.teams,
            _ => return None,
        };
        rooms.push(Room {
            name: name.to_owned(),
            subjects,
        });
        Some(())
    }
}
