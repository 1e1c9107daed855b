//! `vtvl completions` and `vtvl man`: what a system that the program is installed on wants of it.

use std::path::PathBuf;

use clap::Args;
use clap::Command;
use clap_complete::Shell;

use super::Exit;
use super::Failure;
use super::global::Global;
use super::outbox::Outbox;
use super::print::print;

pub(super) const COMPLETIONS: &str = "Ví dụ:
  vtvl completions bash > ~/.local/share/bash-completion/completions/vtvl
  vtvl completions powershell >> $PROFILE";

pub(super) const MAN: &str = "Ví dụ:
  vtvl man | man -l -
  vtvl man appraise | man -l -
  vtvl man -o /usr/local/share/man/man1   ghi trang của mọi lệnh";

/// The headings of manual pages, as `man` of a Vietnamese system writes them.
pub(super) const HEADINGS: [(&str, &str); 8] = [
    ("NAME", "TÊN"),
    ("SYNOPSIS", "CÁCH DÙNG"),
    ("DESCRIPTION", "MÔ TẢ"),
    ("OPTIONS", "TÙY CHỌN"),
    ("SUBCOMMANDS", "LỆNH"),
    ("EXTRA", "THÔNG TIN THÊM"),
    ("VERSION", "PHIÊN BẢN"),
    ("AUTHORS", "TÁC GIẢ"),
];

#[derive(Debug, Args)]
pub(super) struct Completions {
    /// Trình lệnh: bash, zsh, fish, powershell hoặc elvish
    #[arg(value_name = "TRÌNH LỆNH", hide_possible_values = true)]
    shell: Shell,
}

#[derive(Debug, Args)]
pub(super) struct Man {
    /// Lệnh cần xem; mặc định: cả chương trình
    #[arg(value_name = "LỆNH")]
    command: Vec<String>,
    /// Ghi trang của mọi lệnh vào thư mục này
    #[arg(short, long, value_name = "THƯ MỤC", conflicts_with = "command")]
    output: Option<PathBuf>,
}

pub(super) fn complete(completions: &Completions, mut program: Command) -> Result<Exit, Failure> {
    let mut out = Vec::new();
    clap_complete::generate(completions.shell, &mut program, "vtvl", &mut out);
    print(&out)?;
    Ok(Exit::Fine)
}

pub(super) fn man(man: &Man, mut program: Command, global: &Global) -> Result<Exit, Failure> {
    program.build();
    if let Some(folder) = &man.output {
        if !folder.is_dir() {
            return Err(Failure(format!(
                "không có thư mục {}; hãy tạo thư mục trước",
                folder.display()
            )));
        }
        let mut outbox = Outbox::new(global);
        for (name, text) in pages(&program, "vtvl")? {
            outbox.put(&folder.join(format!("{name}.1")), text.into_bytes());
        }
        outbox.send()?;
        return Ok(Exit::Fine);
    }
    let mut wanted = &program;
    for name in &man.command {
        wanted = wanted.find_subcommand(name).ok_or_else(|| {
            Failure(format!(
                "không có lệnh “{name}”; xem các lệnh bằng “vtvl --help”"
            ))
        })?;
    }
    let name = [&["vtvl".to_owned()], man.command.as_slice()]
        .concat()
        .join("-");
    print(page(wanted, &name)?.as_bytes())?;
    Ok(Exit::Fine)
}

/// The pages of a command and of all below it, by name.
pub(super) fn pages(command: &Command, name: &str) -> Result<Vec<(String, String)>, Failure> {
    let mut all = vec![(name.to_owned(), page(command, name)?)];
    for inner in command
        .get_subcommands()
        .filter(|inner| !inner.is_hide_set())
    {
        all.extend(pages(inner, &format!("{name}-{}", inner.get_name()))?);
    }
    Ok(all)
}

fn page(command: &Command, name: &str) -> Result<String, Failure> {
    let mut out = Vec::new();
    let page = clap_mangen::Man::new(command.clone())
        .title(name)
        .manual("vtvl")
        .date("");
    page.render(&mut out)?;
    let text = String::from_utf8(out)?;
    let line = |line: &str| {
        let heading = line
            .strip_prefix(".SH ")
            .map(|heading| heading.trim_matches('"'));
        let known =
            heading.and_then(|heading| HEADINGS.iter().find(|(english, _)| *english == heading));
        known.map_or_else(|| line.to_owned(), |(_, ours)| format!(".SH \"{ours}\""))
    };
    Ok(text.lines().map(line).collect::<Vec<_>>().join("\n") + "\n")
}
