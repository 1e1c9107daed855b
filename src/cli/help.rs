//! The help in Vietnamese throughout: what the parser would head in English, and what a command has
//! no use for.

use clap::Arg;
use clap::Command;
use clap::CommandFactory as _;

use super::args::Cli;

/// What a reading of a workbook can be told.
const READING: [&str; 3] = ["profile", "encoding", "map"];
const WAIVERS: [&str; 2] = ["waivers", "no_waivers"];

/// The whole command line.
pub(super) fn command() -> Command {
    let mut built = Cli::command();
    built.build();
    dress(Cli::command(), &mut built, &[])
}

/// One command and those below it; `built` is the same, as the parser completes it.
fn dress(command: Command, built: &mut Command, globals: &[Arg]) -> Command {
    let top = built.get_name() == "vtvl";
    let mut globals = globals.to_vec();
    globals.extend(
        command
            .get_arguments()
            .filter(|arg| arg.is_global_set())
            .cloned(),
    );
    let path = built.get_bin_name().unwrap_or_default().to_owned();
    let mut command = command;
    if !top {
        command = command.override_usage(usage(built));
    }
    let mut nth = 0;
    command = command.mut_args(|arg| {
        if top || arg.get_help_heading().is_some() {
            return arg;
        }
        nth += 1;
        // Under a heading, arguments would stand by name, not as they are written.
        let heading = if arg.is_positional() {
            "Đối số"
        } else {
            "Tùy chọn của lệnh"
        };
        arg.help_heading(heading).display_order(nth)
    });
    for arg in globals
        .iter()
        .filter(|arg| !top && unused(&path).contains(&arg.get_id().as_str()))
    {
        command = command.arg(arg.clone().hide(true));
    }
    let names: Vec<String> = command
        .get_subcommands()
        .map(|inner| inner.get_name().to_owned())
        .collect();
    for name in names {
        if let Some(inner) = built.find_subcommand_mut(&name) {
            command = command.mut_subcommand(&name, |command| dress(command, inner, &globals));
        }
    }
    command
}

/// `vtvl check [TÙY CHỌN] <TỆP>...`
fn usage(built: &mut Command) -> String {
    let usage = built.render_usage().to_string();
    usage
        .strip_prefix("Usage: ")
        .unwrap_or(&usage)
        .replace("[OPTIONS]", "[TÙY CHỌN]")
}

/// The options of every command that this one has no use for: taken, but not told.
fn unused(path: &str) -> Vec<&'static str> {
    match path.strip_prefix("vtvl ").unwrap_or_default() {
        "completions" | "man" | "serve" => [
            &READING[..],
            &WAIVERS,
            &["as_of", "rules", "color", "quiet", "verbose"],
        ]
        .concat(),
        "template" => [&WAIVERS[..], &["profile", "verbose"]].concat(),
        "mend" => [&WAIVERS[..], &["as_of", "profile", "encoding"]].concat(),
        "read" => [&WAIVERS[..], &["as_of", "profile"]].concat(),
        "rules try" | "rules replay" => Vec::new(),
        rules if rules.starts_with("rules") => [
            &READING[..],
            &WAIVERS,
            &["as_of", "color", "quiet", "verbose"],
        ]
        .concat(),
        _ => Vec::new(),
    }
}

#[cfg(test)]
mod tests {
    use clap_complete::Shell;

    use super::*;
    use crate::cli::shell;

    fn helps(command: &mut Command, path: &str, all: &mut Vec<(String, String)>) {
        // No colours, eighty columns.
        all.push((
            path.to_owned(),
            command
                .clone()
                .term_width(80)
                .render_long_help()
                .to_string(),
        ));
        let names: Vec<String> = command
            .get_subcommands()
            .map(|inner| inner.get_name().to_owned())
            .collect();
        for name in names {
            helps(
                command.find_subcommand_mut(&name).unwrap(),
                &format!("{path} {name}"),
                all,
            );
        }
    }

    #[test]
    fn no_help_is_headed_in_english_or_too_wide() {
        let mut program = command();
        program.build();
        let mut all = Vec::new();
        helps(&mut program, "vtvl", &mut all);
        assert!(all.len() > 15, "{}", all.len());
        for (path, help) in &all {
            for english in [
                "Options:",
                "Arguments:",
                "[OPTIONS]",
                "Usage:",
                "Commands:",
                "[default",
                "[possible",
            ] {
                assert!(!help.contains(english), "{path}: {english}");
            }
        }
    }

    #[test]
    fn no_example_is_wrapped() {
        let mut program = command();
        program.build();
        let mut all: Vec<&Command> = vec![&program];
        while let Some(command) = all.pop() {
            let examples = command
                .get_after_help()
                .map(ToString::to_string)
                .unwrap_or_default();
            for line in examples.lines() {
                assert!(line.chars().count() < 80, "{}: {line}", command.get_name());
            }
            all.extend(command.get_subcommands());
        }
    }

    #[test]
    fn arguments_stand_as_they_are_written() {
        let mut program = command();
        program.build();
        let help = program
            .find_subcommand_mut("diff")
            .unwrap()
            .render_help()
            .to_string();
        assert!(
            help.find("<BẢN CŨ>  ").unwrap() < help.find("<BẢN MỚI>  ").unwrap(),
            "{help}"
        );
    }

    #[test]
    fn what_is_not_told_is_still_taken() {
        let asked =
            command().try_get_matches_from(["vtvl", "rules", "list", "--as-of", "2021-06-30"]);
        assert!(asked.is_ok(), "{asked:?}");
    }

    #[test]
    fn every_command_has_a_page_in_vietnamese() {
        let mut program = command();
        program.build();
        let pages = shell::pages(&program, "vtvl").unwrap();
        let names: Vec<&str> = pages.iter().map(|(name, _)| name.as_str()).collect();
        assert!(
            names.contains(&"vtvl-check") && names.contains(&"vtvl-rules-show"),
            "{names:?}"
        );
        for (name, text) in &pages {
            let headings: Vec<&str> = text
                .lines()
                .filter_map(|line| line.strip_prefix(".SH "))
                .collect();
            assert!(
                headings.contains(&"\"TÊN\"") && headings.contains(&"\"CÁCH DÙNG\""),
                "{name}: {headings:?}"
            );
            let english = shell::HEADINGS
                .iter()
                .any(|(english, _)| headings.iter().any(|h| h.trim_matches('"') == *english));
            assert!(!english, "{name}: {headings:?}");
        }
    }

    #[test]
    fn completions_know_every_command() {
        for kind in [
            Shell::Bash,
            Shell::Zsh,
            Shell::Fish,
            Shell::PowerShell,
            Shell::Elvish,
        ] {
            let mut out = Vec::new();
            clap_complete::generate(kind, &mut command(), "vtvl", &mut out);
            let text = String::from_utf8(out).unwrap();
            for command in command().get_subcommands() {
                assert!(
                    text.contains(command.get_name()),
                    "{kind}: {}",
                    command.get_name()
                );
            }
        }
    }
}
