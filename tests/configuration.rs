//! What a user gives besides workbooks: files that are none, faults with their line, values too
//! long to tell again.

#![expect(
    clippy::unwrap_used,
    reason = "a test that cannot prepare its files has to fail"
)]

use std::fs;
use std::path::Path;
use std::time::Duration;

use assert_cmd::Command;
use predicates::str::contains;

/// Far more than any of these takes; without it a hang would stop all tests.
const PATIENCE: Duration = Duration::from_mins(2);

fn vtvl(arguments: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_vtvl"));
    command
        .env("NO_COLOR", "1")
        .timeout(PATIENCE)
        .args(arguments);
    command
}

fn sample() -> String {
    crate::support::samples_dir()
        .join("truong-thpt-2022.xlsx")
        .display()
        .to_string()
}

fn told(arguments: &[&str]) -> String {
    let assert = vtvl(arguments).assert().code(2).stdout("");
    String::from_utf8(assert.get_output().stderr.clone()).unwrap()
}

#[cfg(unix)]
#[test]
fn a_pipe_is_no_file() {
    let folder = tempfile::tempdir().unwrap();
    let pipe = folder.path().join("ong.toml");
    assert!(
        std::process::Command::new("mkfifo")
            .arg(&pipe)
            .status()
            .unwrap()
            .success()
    );
    let pipe = pipe.display().to_string();
    let sample = sample();
    let commands: [&[&str]; 7] = [
        &["check", &pipe],
        &["check", &sample, "--map", &pipe],
        &["check", &sample, "--waivers", &pipe],
        &["appraise", &sample, "-o", "khong-co.md", "--house", &pipe],
        &[
            "appraise",
            &sample,
            "-o",
            "khong-co.md",
            "--opinions",
            &pipe,
        ],
        &["verify", &pipe, &sample],
        &["diff", &pipe, &sample],
    ];
    for command in commands {
        let told = told(command);
        assert!(
            told.contains("tệp thường") || told.contains("không biết dạng"),
            "{command:?}: {told}"
        );
        assert_eq!(told.lines().count(), 1, "{command:?}: {told}");
    }
    let rules = folder.path().join("rules");
    fs::create_dir(&rules).unwrap();
    assert!(
        std::process::Command::new("mkfifo")
            .arg(rules.join("acts.toml"))
            .status()
            .unwrap()
            .success()
    );
    let told = told(&["check", &sample, "--rules", &rules.display().to_string()]);
    assert!(told.contains("không phải là tệp thường"), "{told}");
}

#[cfg(unix)]
#[test]
fn a_link_in_a_rulebook_is_followed_once() {
    let folder = tempfile::tempdir().unwrap();
    copied(
        &Path::new(env!("CARGO_MANIFEST_DIR")).join("rules"),
        folder.path(),
    );
    std::os::unix::fs::symlink(folder.path(), folder.path().join("vong")).unwrap();
    std::os::unix::fs::symlink("..", folder.path().join("lists/len")).unwrap();
    vtvl(&[
        "check",
        &sample(),
        "--rules",
        &folder.path().display().to_string(),
    ])
    .assert()
    .code(0);
}

#[cfg(unix)]
fn copied(from: &Path, to: &Path) {
    for entry in fs::read_dir(from).unwrap() {
        let path = entry.unwrap().path();
        let place = to.join(path.file_name().unwrap());
        if path.is_dir() {
            fs::create_dir(&place).unwrap();
            copied(&path, &place);
        } else {
            fs::copy(&path, &place).unwrap();
        }
    }
}

#[test]
fn faults_name_their_line_in_vietnamese() {
    let folder = tempfile::tempdir().unwrap();
    let write = |name: &str, bytes: &[u8]| {
        let path = folder.path().join(name);
        fs::write(&path, bytes).unwrap();
        path.display().to_string()
    };
    let sheet = "[[sheet]]\nname = \"Danh mục VTVL\"\n";
    let column = format!(
        "{sheet}form = \"danh-muc\"\nheader = 1\n[sheet.columns]\nB = \"ma\"\nC = \"ma_so\"\n"
    );
    let maps: [(&[u8], &str); 4] = [
        (b"x = 1", "dòng 1: khóa “x” không dùng ở đây"),
        (column.as_bytes(), "dòng 7: trang “Danh mục VTVL”: biểu"),
        (
            b"[[sheet]]\nname = 3\n",
            "dòng 2: giá trị không đúng kiểu; phải là chữ",
        ),
        (
            b"[[sheet]]\nname = \"\xC6\xFF\"\n",
            "dòng 2: chữ không phải là UTF-8",
        ),
    ];
    for (bytes, says) in maps {
        let map = write("ban-do.toml", bytes);
        let told = told(&["check", &sample(), "--map", &map]);
        assert!(told.contains(says), "{told}");
        assert_eq!(told.lines().count(), 1, "{told}");
    }
}

#[test]
fn a_huge_value_is_not_told_again_and_not_compared() {
    let folder = tempfile::tempdir().unwrap();
    let huge = "x".repeat(3_000_000);
    let waivers = folder.path().join("mien-tru.toml");
    let text = format!(
        "[[waiver]]\nrule = \"{huge}\"\nwhole_rule = true\nuntil = 2030-01-01\nreason = \"a\"\n\
         decided_by = {{ number = \"1/QĐ-UBND\", date = 2021-01-01, authority = \"UBND\" }}\n"
    );
    fs::write(&waivers, text).unwrap();
    let told = told(&[
        "check",
        &sample(),
        "--waivers",
        &waivers.display().to_string(),
    ]);
    assert!(told.len() < 2_000, "{} bytes", told.len());
    let house = folder.path().join("co-quan.toml");
    fs::write(&house, format!("{huge} = 1")).unwrap();
    let output = folder.path().join("bao-cao.md").display().to_string();
    vtvl(&[
        "appraise",
        &sample(),
        "-o",
        &output,
        "--house",
        &house.display().to_string(),
    ])
    .assert()
    .code(2)
    .stderr(contains("không dùng ở đây"));
}

#[test]
fn a_template_of_the_house_that_grows_without_end_is_given_up() {
    let folder = tempfile::tempdir().unwrap();
    let output = folder.path().join("a.docx");
    let house = folder.path().join("co-quan.toml");
    fs::write(&house, "templates = \"mau\"").unwrap();
    fs::create_dir(folder.path().join("mau")).unwrap();
    let forever = "{% for a in range(end=99999) %}{% for b in range(end=99999) %}";
    let ended = "{% endfor %}{% endfor %}";
    for (inside, says) in [
        (String::from("chữ chữ chữ"), "tạo ra hơn"),
        (String::from("{% set_global s = s ~ s %}"), "bộ nhớ"),
    ] {
        let text = format!("<a>{{% set s = \"chữ\" %}}{forever}{inside}{ended}</a>");
        fs::write(folder.path().join("mau/header.xml"), text).unwrap();
        let (input, paper, house) = (
            sample(),
            output.display().to_string(),
            house.display().to_string(),
        );
        let told = told(&["appraise", &input, "-o", &paper, "--house", &house]);
        assert!(
            told.contains("mẫu header.xml") && told.contains(says),
            "{told}"
        );
        assert!(!output.exists());
    }
}
