//! `vtvl convert`: a proposal of an earlier form in a later one.

use std::path::PathBuf;

use clap::Args;

use super::Exit;
use super::Failure;
use super::gathered;
use super::gathered::GatheredFiles;
use super::global::Global;
use super::outbox::Outbox;
use super::print::print_line;
use super::template::must_be_xlsx;
use super::template::write;
use crate::dictionary::Entity;
use crate::dictionary::Role;
use crate::dossier::Dossier;
use crate::law::Conversion;
use crate::law::Profile;
use crate::pipeline::Engine;
use crate::template;
use crate::template::AgencyQuestion;
use crate::template::Request;

pub(super) const EXAMPLES: &str = "Ví dụ:
  vtvl convert de-an-2022.xlsx --to 2026 -o de-an-2026.xlsx

Chỉ chuyển những gì chính quy định mới chuyển: tên theo danh mục khung, nhóm,
bậc theo loại lương. Chỗ đơn vị phải quyết định được tô màu, có ghi chú ở ô và
liệt kê ở trang “Chỗ cần quyết định”. Tệp đã nộp không bị sửa.";

/// So many questions are printed where not all are asked for.
const SHOWN: usize = 12;

#[derive(Debug, Args)]
pub(super) struct Convert {
    /// Tệp đề án theo mẫu cũ (.xlsx, .xlsm, .xls, .ods, .docx); nhiều tệp hoặc một thư mục là một
    /// hồ sơ
    #[arg(required = true, value_name = "TỆP")]
    files: Vec<PathBuf>,
    /// Chuyển sang mẫu nào: 2026 (viên chức, Nghị định số 232/2026/NĐ-CP)
    #[arg(long, required = true, value_name = "MẪU")]
    to: String,
    /// Tệp sẽ ghi (.xlsx)
    #[arg(short, long, required = true, value_name = "TỆP")]
    output: PathBuf,
}

pub(super) fn run(asked: &Convert, global: &Global) -> Result<Exit, Failure> {
    must_be_xlsx(&asked.output, "tệp đã chuyển")?;
    let engine = global.engine()?;
    let GatheredFiles { submitted, .. } = gathered::gathered(&asked.files, &engine, global)?;
    Outbox::new(global).may_write([asked.output.as_path()])?;
    let (dossier, _) = gathered::proposal(&submitted, &engine, global)?;
    let (conversion, profile) = conversion(&engine, &dossier, asked, global)?;
    let converted = template::convert(&dossier, conversion, &engine.law, &engine.forms);
    let request = Request {
        forms: &engine.forms,
        law: &engine.law,
        profile,
        day: conversion.day,
        fill: Some(&converted.dossier),
        questions: &converted.questions,
    };
    write(&request, &asked.output, global)?;
    if !global.quiet {
        tell(&engine, &converted.questions, global)?;
    }
    Ok(Exit::Fine)
}

/// The conversion to what was asked for, for the profile of the proposal.
fn conversion<'a>(
    engine: &'a Engine,
    dossier: &Dossier,
    asked: &Convert,
    global: &Global,
) -> Result<(&'a Conversion, &'a Profile), Failure> {
    let known = engine.law.conversions.values();
    let aims: Vec<&Conversion> = known.filter(|known| known.to == asked.to).collect();
    if aims.is_empty() {
        let known = engine.law.conversions.values();
        let known: Vec<&str> = known.map(|known| known.to.as_str()).collect();
        return Err(Failure(format!(
            "chưa chuyển được sang mẫu “{}”; --to dùng được: {}",
            asked.to,
            known.join(", ")
        )));
    }
    let staff = dossier
        .of_agency(Role::Staff)
        .and_then(|leaf| leaf.term.as_deref());
    let own = |profile: &&Profile| match (&global.profile, staff) {
        (Some(key), _) => profile.key == *key,
        (None, Some(staff)) => profile.staff == staff,
        (None, None) => true,
    };
    let profiles = || engine.law.profiles.values().filter(own);
    let found = aims
        .into_iter()
        .find_map(|aim| Some((aim, profiles().find(|profile| profile.key == aim.profile)?)));
    found.ok_or_else(|| {
        Failure(format!(
            "mẫu “{}” không dành cho loại hồ sơ này; xem lại mục Đối tượng của hồ sơ hoặc --profile",
            asked.to
        ))
    })
}

fn tell(engine: &Engine, questions: &[AgencyQuestion], global: &Global) -> Result<(), Failure> {
    if questions.is_empty() {
        return print_line("Không còn chỗ nào phải quyết định; hãy kiểm tra lại bằng vtvl check");
    }
    print_line(&format!(
        "{} chỗ cần quyết định (tô màu trong tệp, xem trang “Chỗ cần quyết định”):",
        questions.len()
    ))?;
    let shown = if global.verbose {
        questions.len()
    } else {
        SHOWN
    };
    let sheet = |entity: Entity| {
        engine
            .forms
            .of(entity)
            .map_or("", |form| form.sheet.as_str())
    };
    for question in questions.iter().take(shown) {
        let row = question
            .row
            .map(|row| format!(", mục {}", row + 1))
            .unwrap_or_default();
        print_line(&format!(
            " - {}{row}: {}",
            sheet(question.entity),
            question.text
        ))?;
    }
    let left = questions.len().saturating_sub(shown);
    if left > 0 {
        print_line(&format!(" … và {left} chỗ khác (thêm -v để xem hết)"))
    } else {
        Ok(())
    }
}
