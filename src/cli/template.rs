//! `vtvl template`: the blank standard workbook, or one filled from a proposal.

use std::path::Path;
use std::path::PathBuf;

use clap::Args;
use jiff::civil::Date;

use super::Exit;
use super::Failure;
use super::files;
use super::gathered;
use super::global::Global;
use super::outbox::Outbox;
use super::outbox::WrittenFile;
use super::print::print_line;
use crate::cells::Value;
use crate::dictionary::Role;
use crate::dossier::Dossier;
use crate::dossier::Remark;
use crate::law::Profile;
use crate::law::day;
use crate::pipeline::Engine;
use crate::pipeline::Submitted;
use crate::template;
use crate::template::Example;
use crate::template::Offer;
use crate::template::Request;

/// The word for the worked example that the program carries.
const EXAMPLE: &str = "mau";
pub(super) const EXAMPLES: &str = "Ví dụ:
  vtvl template --for vien-chuc --as-of 1/9/2026 -o mau.xlsx       mẫu trống
  vtvl template --for vien-chuc --as-of 30/6/2026 -o vi-du.xlsx --fill mau
                                          mẫu theo luật cũ, đã điền ví dụ
  vtvl template --for cong-chuc -o moi.xlsx --fill cu.xlsx
                            chuyển sang mẫu, theo ngày trình ghi trong hồ sơ";

#[derive(Debug, Args)]
pub(super) struct TemplateArgs {
    /// Loại hồ sơ: cong-chuc (cơ quan hành chính) hoặc vien-chuc (đơn vị sự nghiệp công lập)
    #[arg(long = "for", required = true, value_name = "LOẠI")]
    kind: String,
    /// Tệp mẫu sẽ ghi (.xlsx)
    #[arg(short, long, required = true, value_name = "TỆP")]
    output: PathBuf,
    /// Điền sẵn từ một hồ sơ (.xlsx, .xlsm, .xls, .ods, .docx); ghi “mau” để điền ví dụ có sẵn
    #[arg(long, value_name = "HỒ SƠ")]
    fill: Option<PathBuf>,
}

pub(super) fn run(asked: &TemplateArgs, global: &Global) -> Result<Exit, Failure> {
    must_be_xlsx(&asked.output, "tệp mẫu")?;
    let engine = global.engine()?;
    let profile = profile(&engine, &asked.kind)?;
    Outbox::new(global).may_write([asked.output.as_path()])?;
    let is_example = asked.fill.as_deref() == Some(Path::new(EXAMPLE));
    let read = match &asked.fill {
        Some(path) if !is_example => {
            let files = gathered::submission(std::slice::from_ref(path), &engine, global)?;
            Some(gathered::proposal(&files, &engine, global)?)
        }
        _ => None,
    };
    let submitted = read.as_ref().and_then(|(dossier, _)| day_of(dossier));
    let day = global
        .as_of
        .or(submitted)
        .ok_or_else(|| which_law(&engine, profile))?;
    let read = match template::example(profile, day).filter(|_| is_example) {
        Some(example) => Some(read_example(example, global, &engine)?),
        None => read,
    };
    let fill = read.as_ref().map(|(dossier, _)| dossier);
    let request = Request {
        forms: &engine.forms,
        law: &engine.law,
        profile,
        day,
        fill,
        questions: &[],
    };
    write(&request, &asked.output, global)?;
    let remarks = read.as_ref().map_or(0, |(_, remarks)| remarks.len());
    if let (false, 1.., Some(path)) = (global.quiet, remarks, &asked.fill) {
        print_line(&format!(
            "Khi đọc hồ sơ có {remarks} ghi nhận, xem bằng: vtvl read {}",
            path.display()
        ))?;
    }
    Ok(Exit::Fine)
}

/// What is written is a workbook, whatever it is called in Vietnamese.
pub(super) fn must_be_xlsx(path: &Path, called: &str) -> Result<(), Failure> {
    if files::ending(path) == "xlsx" {
        return Ok(());
    }
    let shown = path.display();
    Err(Failure(format!(
        "{called} phải có đuôi .xlsx, không phải {shown}"
    )))
}

/// Writes a workbook of the standard form, and tells of it.
pub(super) fn write(request: &Request<'_>, path: &Path, global: &Global) -> Result<(), Failure> {
    let mut bytes = Vec::new();
    template::write(request, &mut bytes)?;
    let mut outbox = Outbox::new(global);
    outbox.put(path, bytes);
    let written = outbox.send()?;
    if global.quiet {
        return Ok(());
    }
    let files = written.iter().map(WrittenFile::told);
    let told = files.chain(template::left_out(request));
    told.into_iter().try_for_each(|line| print_line(&line))
}

fn profile<'e>(engine: &'e Engine, kind: &str) -> Result<&'e Profile, Failure> {
    let profiles = &engine.law.profiles;
    profiles.get(kind).ok_or_else(|| {
        let known: Vec<&str> = profiles.keys().map(String::as_str).collect();
        let known = known.join(", ");
        Failure(format!(
            "không có loại hồ sơ “{kind}”; --for dùng được: {known}"
        ))
    })
}

/// The day of submission that a proposal states.
fn day_of(dossier: &Dossier) -> Option<Date> {
    match dossier.of_agency(Role::Submitted)?.value {
        Value::Date(day) => Some(day),
        _ => None,
    }
}

/// Nobody said on which day the form must hold: it is asked, with the days that may be answered.
/// Never today's.
fn which_law(engine: &Engine, profile: &Profile) -> Failure {
    let choice = |offer: &Offer<'_>| {
        let kept = if offer.governing.says.is_some() {
            ", chưa có mẫu riêng nên giữ các cột của văn bản trước"
        } else {
            ""
        };
        format!(
            "--as-of {} ({}, áp dụng {}{kept})",
            day(offer.day),
            engine.law.act_name(&offer.governing.act),
            offer.governing.period()
        )
    };
    let choices: Vec<String> = template::offers(profile).iter().map(choice).collect();
    let choices = choices.join(" hoặc ");
    Failure(format!(
        "mẫu khác nhau theo quy định từng thời gian; hãy thêm ngày dự kiến trình, ví dụ {choices}"
    ))
}

fn read_example(
    example: &Example,
    global: &Global,
    engine: &Engine,
) -> Result<(Dossier, Vec<Remark>), Failure> {
    let file = Submitted::new("vi-du.xlsx", example.bytes.to_vec());
    gathered::proposal(&[file], engine, global)
}
