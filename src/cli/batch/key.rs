//! By what a kept result is known: all that decides what is found in a dossier.
//!
//! Every field is written with its name, so that no type of the program has a say in it: what is
//! renamed in the code keeps the results of a run that was broken off.

use jiff::civil::Date;
use sha2::Digest;
use sha2::Sha256;

use crate::book::hex;
use crate::cells::Encoding;
use crate::opinion::Waivers;
use crate::pipeline::Submitted;

/// The version of what is written below: another whenever a field comes, goes or is written in
/// another way, for what was kept under the former is then no longer known.
const VERSION: &str = "1";

/// What is the same for all dossiers of a run.
pub(super) struct RunKey {
    /// Digest of the rulebook.
    pub(super) rulebook: String,
    pub(super) day: Option<Date>,
    pub(super) profile: Option<String>,
    pub(super) encoding: Option<Encoding>,
    /// The mapping as it was written.
    pub(super) mapping: Option<String>,
}

/// What goes into the appraisal of one dossier beside that.
pub(super) struct DossierKey<'a> {
    pub(super) files: &'a [Submitted],
    /// The workbook with the appraiser's own word.
    pub(super) opinions: Option<&'a Submitted>,
    pub(super) waivers: Option<&'a Waivers>,
}

impl RunKey {
    /// The key of a dossier in this run, in hexadecimal digits.
    pub(super) fn of(&self, dossier: &DossierKey<'_>) -> String {
        let mut fields = KeyFields::default();
        fields.put("vtvl.result-key", VERSION);
        fields.put("program", env!("CARGO_PKG_VERSION"));
        fields.put("rulebook", &self.rulebook);
        fields.put_some("day", self.day.map(|day| day.to_string()));
        fields.put_some("profile", self.profile.as_deref());
        fields.put_some("encoding", self.encoding.map(word));
        fields.put_some("mapping", self.mapping.as_deref());
        for file in dossier.files {
            fields.put_file("file", file);
        }
        if let Some(opinions) = dossier.opinions {
            fields.put_file("opinions", opinions);
        }
        let waivers = dossier.waivers.map(|waivers| &waivers.file.sha256);
        fields.put_some("waivers", waivers);
        hex(&fields.0.finalize())
    }
}

const fn word(encoding: Encoding) -> &'static str {
    match encoding {
        Encoding::Tcvn3 => "tcvn3",
        Encoding::Vni => "vni",
    }
}

/// Names and values in turn, each behind its length.
#[derive(Default)]
struct KeyFields(Sha256);

impl KeyFields {
    fn put(&mut self, name: &str, value: &str) {
        self.part(name.as_bytes());
        self.part(value.as_bytes());
    }

    fn put_some(&mut self, name: &str, value: Option<impl AsRef<str>>) {
        if let Some(value) = value {
            self.put(name, value.as_ref());
        }
    }

    /// A file by its name, which findings tell, and what is in it.
    fn put_file(&mut self, name: &str, file: &Submitted) {
        self.put(name, &file.name);
        self.part(&Sha256::digest(&file.bytes));
    }

    fn part(&mut self, bytes: &[u8]) {
        self.0.update((bytes.len() as u64).to_le_bytes());
        self.0.update(bytes);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn run() -> RunKey {
        RunKey {
            rulebook: "r".to_owned(),
            day: None,
            profile: None,
            encoding: None,
            mapping: None,
        }
    }

    #[test]
    fn all_that_decides_makes_another_key() {
        let (a, b) = (
            Submitted::new("a.xlsx", vec![1]),
            Submitted::new("b.xlsx", vec![1]),
        );
        let of = |run: &RunKey, files: &[Submitted], opinions: Option<&Submitted>| {
            run.of(&DossierKey {
                files,
                opinions,
                waivers: None,
            })
        };
        let plain = run();
        let asked = [
            RunKey {
                rulebook: "s".to_owned(),
                ..run()
            },
            RunKey {
                day: Some(jiff::civil::date(2021, 6, 30)),
                ..run()
            },
            RunKey {
                profile: Some("vien-chuc".to_owned()),
                ..run()
            },
            RunKey {
                encoding: Some(Encoding::Vni),
                ..run()
            },
            RunKey {
                encoding: Some(Encoding::Tcvn3),
                ..run()
            },
            RunKey {
                mapping: Some(String::new()),
                ..run()
            },
        ];
        let only = std::slice::from_ref(&a);
        let mut keys: Vec<String> = asked.iter().map(|run| of(run, only, None)).collect();
        keys.extend([
            of(&plain, only, None),
            of(&plain, std::slice::from_ref(&b), None),
            of(&plain, &[Submitted::new("a.xlsx", vec![2])], None),
            of(&plain, &[a.clone(), b.clone()], None),
            of(&plain, only, Some(&b)),
        ]);
        let many = keys.len();
        keys.sort();
        keys.dedup();
        assert_eq!(keys.len(), many);
        assert_eq!(of(&plain, only, None), of(&run(), only, None));
    }
}
