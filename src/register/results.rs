//! Results that other runs and other machines kept: what their files are called, and how they are
//! taken in.

use super::DossierPlace;
use super::RecordFault;
use super::RecordedAppraisal;
use super::RegisterBuilder;

/// Characters of the key in the name of a result.
const KEY: usize = 16;
/// The ending of a result, after its key.
const ENDING: &str = ".json";

/// The name of the result of a dossier: `digest` is of all that decides, in hexadecimal digits.
#[must_use]
pub fn result_name(dossier: &str, digest: &str) -> String {
    let key = digest.get(..KEY).unwrap_or(digest);
    format!("{dossier}.{key}{ENDING}")
}

/// The name of a dossier by the name of its result: without key and ending.
#[must_use]
pub fn dossier_of(result: &str) -> &str {
    let bare = result.strip_suffix(ENDING).unwrap_or(result);
    let is_key = |key: &str| key.len() == KEY && key.bytes().all(|byte| byte.is_ascii_hexdigit());
    bare.rsplit_once('.')
        .filter(|(_, key)| is_key(key))
        .map_or(bare, |(name, _)| name)
}

/// Tệp kết quả: a file that may hold a result, by what was given to be taken in.
#[derive(Debug, Clone, Copy)]
pub struct ResultFile<'a> {
    /// The folder that was given, as people name it, or the name of the file.
    pub given: &'a str,
    /// The path in that folder; none of a file that was given itself.
    pub inside: Option<&'a str>,
    /// Whether several were given: then the folder is told too.
    pub several: bool,
}

impl ResultFile<'_> {
    /// What the register calls its dossier.
    fn dossier(&self) -> String {
        match self.inside {
            Some(inside) if self.several => format!("{}: {}", self.given, dossier_of(inside)),
            Some(inside) => dossier_of(inside).to_owned(),
            None => dossier_of(self.given).to_owned(),
        }
    }
}

/// Why a result could not be read.
#[derive(Debug, thiserror::Error)]
pub enum ResultFault {
    /// The system does not give the file.
    #[error("không đọc được: {0}")]
    File(String),
    /// It is no result.
    #[error(transparent)]
    Record(#[from] RecordFault),
}

impl RegisterBuilder<'_> {
    /// Takes in what was read of a file, or tells why it is no result; whether it was one.
    pub fn add_result(
        &mut self,
        file: &ResultFile<'_>,
        read: Result<RecordedAppraisal, ResultFault>,
    ) -> bool {
        match read {
            Ok(recorded) => {
                self.add(
                    DossierPlace {
                        name: file.dossier(),
                        ..DossierPlace::default()
                    },
                    recorded,
                );
                return true;
            }
            // A register or a reading among the results of a folder is none of them.
            Err(ResultFault::Record(RecordFault::OtherSchema(schema)))
                if schema.starts_with("vtvl.") && file.inside.is_some() => {}
            Err(why) => self.add_unreadable(&file.dossier(), &why.to_string()),
        }
        false
    }
}

#[cfg(test)]
mod tests {
    use super::dossier_of;
    use super::result_name;

    #[test]
    fn a_result_bears_the_name_of_its_dossier() {
        assert_eq!(
            dossier_of("so/de-an.xlsx.0123456789abcdef.json"),
            "so/de-an.xlsx"
        );
        assert_eq!(dossier_of("ket-qua.json"), "ket-qua");
        assert_eq!(dossier_of("a.b.json"), "a.b");
        assert_eq!(dossier_of(&result_name("a", "0123456789abcdef0123")), "a");
    }
}
