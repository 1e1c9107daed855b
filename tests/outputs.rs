//! No file is lost: no command writes over what it was given, an existing file is replaced only on
//! request, several files are written all or none, and output that cannot be written is told.

#![expect(
    clippy::unwrap_used,
    reason = "a test that cannot prepare its files has to fail"
)]

use std::fs;
use std::path::Path;
use std::path::PathBuf;

use assert_cmd::Command;
use predicates::prelude::PredicateBooleanExt as _;
use predicates::str::contains;

fn vtvl(folder: &Path, arguments: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_vtvl"));
    command
        .env("NO_COLOR", "1")
        .current_dir(folder)
        .args(arguments);
    command
}

/// A folder with a proposal (the earlier one too), an appraiser's workbook, and what else a command
/// may be given.
fn desk() -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    let write = |name: &str, bytes: &[u8]| fs::write(folder.path().join(name), bytes).unwrap();
    write(
        "de-an.xlsx",
        &crate::support::sample("so-nong-nghiep-2021-co-loi").to_xlsx(),
    );
    write(
        "cu.xlsx",
        &crate::support::sample("so-nong-nghiep-2021").to_xlsx(),
    );
    write(
        "truong.xlsx",
        &crate::support::sample("truong-thpt-2022").to_xlsx(),
    );
    write(
        "co-quan.toml",
        "body = \"Sở Nội vụ\"\nplace = \"Lam Giang\"\n".as_bytes(),
    );
    vtvl(
        folder.path(),
        &["read", "de-an.xlsx", "--save-map", "ban-do.toml"],
    )
    .assert()
    .code(0);
    vtvl(
        folder.path(),
        &["appraise", "de-an.xlsx", "--sheet", "y-kien.xlsx"],
    )
    .assert()
    .code(0);
    folder
}

/// Every output of every command that has one, with `{}` where its place stands; the files that it
/// is given come first.
const OUTPUTS: [(&str, &[&str]); 21] = [
    ("docx", &["appraise", "de-an.xlsx", "-o", "{}"]),
    ("pdf", &["appraise", "de-an.xlsx", "-o", "{}"]),
    ("html", &["appraise", "de-an.xlsx", "-o", "{}"]),
    ("json", &["appraise", "de-an.xlsx", "-o", "{}"]),
    ("xlsx", &["appraise", "de-an.xlsx", "-o", "{}"]),
    ("docx", &["appraise", "de-an.xlsx", "--letter", "{}"]),
    ("docx", &["appraise", "de-an.xlsx", "--submission", "{}"]),
    ("docx", &["appraise", "de-an.xlsx", "--decision", "{}"]),
    ("docx", &["appraise", "de-an.xlsx", "--questions", "{}"]),
    ("docx", &["appraise", "de-an.xlsx", "--minutes", "{}"]),
    ("docx", &["appraise", "de-an.xlsx", "--slip", "{}"]),
    (
        "docx",
        &[
            "appraise",
            "de-an.xlsx",
            "--opinions",
            "y-kien.xlsx",
            "--house",
            "co-quan.toml",
            "-o",
            "{}",
        ],
    ),
    ("xlsx", &["annotate", "de-an.xlsx", "-o", "{}"]),
    ("xlsx", &["mend", "de-an.xlsx", "-o", "{}"]),
    (
        "xlsx",
        &["convert", "truong.xlsx", "--to", "2026", "-o", "{}"],
    ),
    ("docx", &["diff", "cu.xlsx", "de-an.xlsx", "-o", "{}"]),
    ("json", &["diff", "cu.xlsx", "de-an.xlsx", "-o", "{}"]),
    ("toml", &["read", "de-an.xlsx", "--save-map", "{}"]),
    (
        "toml",
        &[
            "read",
            "de-an.xlsx",
            "--map",
            "ban-do.toml",
            "--save-map",
            "{}",
        ],
    ),
    (
        "xlsx",
        &[
            "template",
            "--for",
            "cong-chuc",
            "--as-of",
            "2021-06-30",
            "-o",
            "{}",
        ],
    ),
    (
        "xlsx",
        &[
            "template",
            "--for",
            "cong-chuc",
            "--fill",
            "cu.xlsx",
            "-o",
            "{}",
        ],
    ),
];

fn with<'a>(arguments: &[&'a str], place: &'a str, more: &[&'a str]) -> Vec<&'a str> {
    arguments
        .iter()
        .map(|argument| if *argument == "{}" { place } else { argument })
        .chain(more.iter().copied())
        .collect()
}

/// The contents of a folder.
fn contents(folder: &Path) -> Vec<(PathBuf, Vec<u8>)> {
    let mut files: Vec<PathBuf> = fs::read_dir(folder)
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .collect();
    files.sort();
    files
        .into_iter()
        .filter(|path| path.is_file())
        .map(|path| (path.clone(), fs::read(&path).unwrap()))
        .collect()
}

#[test]
fn what_is_there_is_replaced_only_on_request_and_that_is_said() {
    let folder = desk();
    for (ending, arguments) in OUTPUTS {
        let name = format!("ket-qua.{ending}");
        let place = folder.path().join(&name);
        fs::write(&place, "của tôi").unwrap();
        vtvl(folder.path(), &with(arguments, &name, &[]))
            .assert()
            .code(2)
            .stdout("")
            .stderr(contains(format!("{name} đã có")).and(contains("--force")));
        assert_eq!(
            fs::read(&place).unwrap(),
            "của tôi".as_bytes(),
            "{arguments:?}"
        );
        let done = vtvl(folder.path(), &with(arguments, &name, &["--force"]))
            .output()
            .unwrap();
        let told = String::from_utf8(done.stdout).unwrap();
        assert!(
            done.status.code() != Some(2) && told.contains(&format!("Đã ghi đè {name}")),
            "{arguments:?}: {told}"
        );
        assert_ne!(
            fs::read(&place).unwrap(),
            "của tôi".as_bytes(),
            "{arguments:?}"
        );
        fs::remove_file(place).unwrap();
    }
}

#[test]
fn nothing_that_was_given_is_written_over_under_any_name() {
    let folder = desk();
    fs::create_dir(folder.path().join("khac")).unwrap();
    let before = contents(folder.path());
    for (ending, arguments) in OUTPUTS {
        for given in before
            .iter()
            .map(|(path, _)| path.file_name().unwrap().to_str().unwrap())
        {
            // The template is given nothing without --fill.
            if !arguments.contains(&given) {
                continue;
            }
            let link = format!("lien-ket.{ending}");
            let second = format!("ten-khac.{ending}");
            let around = format!("khac/../{given}");
            let whole = folder.path().join(given).display().to_string();
            let mut names = vec![given.to_owned(), format!("./{given}"), around, whole];
            #[cfg(unix)]
            {
                std::os::unix::fs::symlink(given, folder.path().join(&link)).unwrap();
                names.push(link.clone());
            }
            fs::hard_link(folder.path().join(given), folder.path().join(&second)).unwrap();
            names.push(second.clone());
            for name in names {
                let failed = vtvl(folder.path(), &with(arguments, &name, &["--force"]))
                    .output()
                    .unwrap();
                let told = String::from_utf8_lossy(&failed.stderr).into_owned();
                assert!(
                    failed.status.code() == Some(2) && failed.stdout.is_empty(),
                    "{arguments:?} {name}: {told}"
                );
                // A name whose ending does not fit is refused for that.
                let fits = name.ends_with(&format!(".{ending}"));
                assert!(
                    !fits || told.contains("không được ghi đè"),
                    "{arguments:?} {name}: {told}"
                );
            }
            let _ = fs::remove_file(folder.path().join(&link));
            fs::remove_file(folder.path().join(&second)).unwrap();
        }
    }
    assert_eq!(contents(folder.path()), before);
}

#[test]
fn the_rulebook_is_given_with_all_its_pages() {
    let folder = desk();
    let rules = Path::new(env!("CARGO_MANIFEST_DIR")).join("rules");
    let page = rules.join("acts.toml");
    let before = fs::read(&page).unwrap();
    let (rules, page) = (rules.display().to_string(), page.display().to_string());
    let arguments = [
        "read",
        "de-an.xlsx",
        "--rules",
        &rules,
        "--save-map",
        &page,
        "--force",
    ];
    vtvl(folder.path(), &arguments)
        .assert()
        .code(2)
        .stderr(contains("không được ghi đè"));
    assert_eq!(fs::read(&page).unwrap(), before);
}

#[test]
fn her_workbook_of_opinions_is_only_read() {
    let folder = desk();
    let before = contents(folder.path());
    let arguments = [
        "appraise",
        "de-an.xlsx",
        "--sheet",
        "y-kien.xlsx",
        "--force",
    ];
    vtvl(folder.path(), &arguments)
        .assert()
        .code(0)
        .stdout(contains("giữ nguyên"));
    assert_eq!(contents(folder.path()), before);
    let arguments = [
        "appraise",
        "de-an.xlsx",
        "--opinions",
        "y-kien.xlsx",
        "--sheet",
        "y-kien-2.xlsx",
    ];
    vtvl(folder.path(), &arguments)
        .assert()
        .code(0)
        .stdout(contains("Đã ghi y-kien-2.xlsx").and(contains("giữ nguyên").not()));
}

#[test]
fn several_files_are_written_all_or_none() {
    let folder = desk();
    let before = contents(folder.path());
    fs::write(folder.path().join("tep"), "").unwrap();
    // The last cannot be written: its folder is a file.
    let arguments = [
        "appraise",
        "de-an.xlsx",
        "-o",
        "moi/bao-cao.docx",
        "-o",
        "bao-cao.json",
        "--slip",
        "tep/phieu.md",
    ];
    vtvl(folder.path(), &arguments)
        .assert()
        .code(2)
        .stdout("")
        .stderr(contains("tep"));
    assert!(!folder.path().join("moi").exists());
    fs::remove_file(folder.path().join("tep")).unwrap();
    assert_eq!(contents(folder.path()), before);
    for twice in [["a.docx", "./a.docx"], ["a.docx", "A.docx"]] {
        let arguments = [
            "appraise",
            "de-an.xlsx",
            "-o",
            twice[0],
            "--letter",
            twice[1],
        ];
        vtvl(folder.path(), &arguments)
            .assert()
            .code(2)
            .stdout("")
            .stderr(contains("được ghi hai lần"));
    }
    assert_eq!(contents(folder.path()), before);
}

#[test]
fn folders_are_made_for_results() {
    let folder = desk();
    let arguments = [
        "appraise",
        "de-an.xlsx",
        "-o",
        "moi/sau/bao-cao.md",
        "--papers",
        "van-ban",
    ];
    vtvl(folder.path(), &arguments).assert().code(0);
    assert!(
        folder.path().join("moi/sau/bao-cao.md").is_file()
            && folder.path().join("van-ban/cong-van.docx").is_file()
    );
    vtvl(
        folder.path(),
        &["annotate", "de-an.xlsx", "-o", "nhan-xet/de-an.xlsx"],
    )
    .assert()
    .code(0);
}

#[cfg(unix)]
#[test]
fn only_ordinary_files_are_written() {
    let folder = desk();
    vtvl(
        folder.path(),
        &["read", "de-an.xlsx", "--save-map", "/dev/null", "--force"],
    )
    .assert()
    .code(2)
    .stderr(contains("không phải là tệp thường"));
    assert!(!Path::new("/dev/null").is_file());
}

/// Every command that prints, as it prints most.
#[cfg(target_os = "linux")]
const PRINTING: [&[&str]; 21] = [
    &["--help"],
    &["check", "--help"],
    &["--version"],
    &["check", "de-an.xlsx"],
    &["check", "de-an.xlsx", "--format", "json"],
    &["check", "de-an.xlsx", "--format", "sarif"],
    &["check", "de-an.xlsx", "--format", "md"],
    &["read", "de-an.xlsx"],
    &["read", "de-an.xlsx", "--format", "json"],
    &["mend", "de-an.xlsx", "--dry-run"],
    &["diff", "cu.xlsx", "de-an.xlsx"],
    &["diff", "cu.xlsx", "de-an.xlsx", "--format", "json"],
    &["appraise", "de-an.xlsx", "--slip", "moi.md"],
    &["rules", "list"],
    &["rules", "show", "nd-62-2020/d05k2-phan-nhom"],
    &["rules", "search", "biên chế"],
    &["rules", "cover"],
    &["rules", "test", "nhat-quan"],
    &["rules", "try", "nd-62-2020/d05k2-phan-nhom", "de-an.xlsx"],
    &["man"],
    &["completions", "bash"],
];

#[cfg(target_os = "linux")]
#[test]
fn a_full_disk_is_told_and_a_closed_pipe_is_not() {
    let folder = desk();
    for arguments in PRINTING {
        let run = |out: std::process::Stdio| {
            let mut command = std::process::Command::new(env!("CARGO_BIN_EXE_vtvl"));
            command
                .env("NO_COLOR", "1")
                .current_dir(folder.path())
                .args(arguments)
                .stdout(out);
            let done = command
                .stderr(std::process::Stdio::piped())
                .spawn()
                .unwrap()
                .wait_with_output()
                .unwrap();
            let _ = fs::remove_file(folder.path().join("moi.md"));
            (done.status.code(), String::from_utf8(done.stderr).unwrap())
        };
        let full = fs::OpenOptions::new()
            .write(true)
            .open("/dev/full")
            .unwrap();
        let (code, told) = run(full.into());
        assert!(
            code == Some(2) && told.contains("ổ đĩa đã đầy"),
            "{arguments:?}: {code:?} {told}"
        );
        let (reader, writer) = std::io::pipe().unwrap();
        drop(reader);
        let (code, told) = run(writer.into());
        assert!(
            code != Some(2) && told.is_empty(),
            "{arguments:?}: {code:?} {told}"
        );
    }
}

#[test]
fn what_is_around_a_run_changes_no_byte() {
    let (one, other) = (desk(), desk());
    let around: [(&tempfile::TempDir, &[(&str, &str)]); 2] = [
        (&one, &[("LC_ALL", "C"), ("TZ", "UTC")]),
        (
            &other,
            &[
                ("LC_ALL", "tr_TR.UTF-8"),
                ("LANG", "vi_VN"),
                ("TZ", "Asia/Ho_Chi_Minh"),
                ("COLUMNS", "40"),
            ],
        ),
    ];
    for (number, (extension, arguments)) in OUTPUTS.iter().enumerate() {
        let made = around.map(|(folder, variables)| {
            let place = format!("ra-{number}.{extension}");
            let mut command = vtvl(folder.path(), &with(arguments, &place, &[]));
            command.envs(variables.iter().copied()).output().unwrap();
            fs::read(folder.path().join(place)).unwrap()
        });
        assert!(made[0] == made[1], "{arguments:?}");
    }
}
