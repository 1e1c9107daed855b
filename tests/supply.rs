//! What the program is built from keeps to `deny.toml`: licences, sources, known advisories;
//! without the network.

#![expect(
    clippy::unwrap_used,
    reason = "a policy that cannot be read has to fail"
)]

use std::process::Command;
use std::sync::LazyLock;

use semver::Version;
use semver::VersionReq;
use serde::Deserialize;
use spdx::Expression;
use spdx::LicenseReq;
use spdx::ParseMode;

const INDEX: &str = "registry+https://github.com/rust-lang/crates.io-index";

#[derive(Deserialize)]
struct Policy {
    licenses: Licences,
    bans: Bans,
    sources: Sources,
    advisories: Advisories,
}

#[derive(Deserialize)]
struct Licences {
    allow: Vec<String>,
}

#[derive(Deserialize)]
struct Bans {
    deny: Vec<Banned>,
}

#[derive(Deserialize)]
struct Banned {
    #[serde(rename = "crate")]
    name: String,
}

#[derive(Deserialize)]
#[serde(rename_all = "kebab-case")]
struct Sources {
    allow_registry: Vec<String>,
}

#[derive(Deserialize)]
struct Advisories {
    ignore: Vec<String>,
}

#[derive(Deserialize)]
struct Lock {
    package: Vec<Locked>,
}

#[derive(Deserialize)]
struct Locked {
    name: String,
    version: Version,
    source: Option<String>,
    checksum: Option<String>,
}

#[derive(Deserialize)]
struct Known {
    known: Vec<Advisory>,
}

#[derive(Deserialize)]
struct Advisory {
    id: String,
    package: String,
    withdrawn: Option<String>,
    patched: Vec<String>,
    #[serde(default)]
    unaffected: Vec<String>,
}

#[derive(Deserialize)]
struct Metadata {
    packages: Vec<Package>,
}

#[derive(Deserialize)]
struct Package {
    name: String,
    license: Option<String>,
}

static POLICY: LazyLock<Policy> =
    LazyLock::new(|| toml::from_str(include_str!("../deny.toml")).unwrap());
static LOCK: LazyLock<Lock> =
    LazyLock::new(|| toml::from_str(include_str!("../Cargo.lock")).unwrap());

fn is_allowed(expression: &str) -> bool {
    let allowed = |wanted: &LicenseReq| {
        POLICY
            .licenses
            .allow
            .iter()
            .any(|licence| *licence == wanted.to_string())
    };
    Expression::parse_mode(expression, ParseMode::LAX)
        .is_ok_and(|expression| expression.evaluate(allowed))
}

#[test]
fn licences_are_those_of_the_policy() {
    let mut cargo = Command::new(env!("CARGO"));
    cargo.args([
        "metadata",
        "--offline",
        "--locked",
        "--format-version=1",
        "--filter-platform",
    ]);
    let told = cargo
        .arg("x86_64-unknown-linux-gnu")
        .current_dir(env!("CARGO_MANIFEST_DIR"))
        .output()
        .unwrap();
    assert!(
        told.status.success(),
        "{}",
        String::from_utf8_lossy(&told.stderr)
    );
    let metadata: Metadata = serde_json::from_slice(&told.stdout).unwrap();
    assert!(metadata.packages.len() > 100);
    let licence = |package: &Package| package.license.clone().unwrap_or_default();
    let bad = metadata
        .packages
        .iter()
        .filter(|package| !is_allowed(&licence(package)));
    let bad: Vec<String> = bad
        .map(|package| format!("{}: {:?}", package.name, package.license))
        .collect();
    assert!(bad.is_empty(), "{bad:#?}");
}

#[test]
fn the_policy_tells_licences_apart() {
    for free in [
        "MIT",
        "MIT/Apache-2.0",
        "GPL-3.0-only OR MIT",
        "(MIT OR GPL-2.0) AND Unicode-3.0",
    ] {
        assert!(is_allowed(free), "{free}");
    }
    for bound in [
        "GPL-3.0-only",
        "MIT AND GPL-3.0-only",
        "AGPL-3.0-or-later",
        "",
        "LicenseRef-own",
    ] {
        assert!(!is_allowed(bound), "{bound}");
    }
}

#[test]
fn every_crate_comes_from_the_index_with_its_checksum() {
    assert_eq!(
        POLICY.sources.allow_registry,
        [INDEX.trim_start_matches("registry+")]
    );
    for package in LOCK.package.iter().filter(|package| package.name != "vtvl") {
        assert_eq!(package.source.as_deref(), Some(INDEX), "{}", package.name);
        assert!(
            package.checksum.as_ref().is_some_and(|sum| sum.len() == 64),
            "{}",
            package.name
        );
        assert!(
            POLICY
                .bans
                .deny
                .iter()
                .all(|banned| banned.name != package.name),
            "{}",
            package.name
        );
    }
}

fn is_hit(package: &Locked, advisory: &Advisory) -> bool {
    let fits = |range: &String| VersionReq::parse(range).unwrap().matches(&package.version);
    package.name == advisory.package
        && advisory.withdrawn.is_none()
        && !advisory
            .patched
            .iter()
            .chain(&advisory.unaffected)
            .any(fits)
}

#[test]
fn no_known_advisory_is_open() {
    let known: Known = toml::from_str(include_str!("../.ci/advisories.toml")).unwrap();
    assert!(known.known.len() > 30);
    let open = |advisory: &&Advisory| {
        !POLICY.advisories.ignore.contains(&advisory.id)
            && LOCK.package.iter().any(|package| is_hit(package, advisory))
    };
    let open: Vec<&str> = known
        .known
        .iter()
        .filter(open)
        .map(|advisory| advisory.id.as_str())
        .collect();
    assert!(open.is_empty(), "{open:?}");
    // Each of them has a version that it is about.
    let early = known.known.iter().filter(|advisory| {
        let version = Version::new(0, 0, 0);
        is_hit(
            &Locked {
                name: advisory.package.clone(),
                version,
                source: None,
                checksum: None,
            },
            advisory,
        )
    });
    assert!(early.count() > 10);
}
