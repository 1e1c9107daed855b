//! `vtvl template`: the blank standard workbook, or one filled from a proposal.

use std::path::Path;
use std::path::PathBuf;

use clap::Args;

use super::Exit;
use super::Failure;
use super::args::Global;
use super::files;
use super::outbox::Outbox;
use super::outbox::Written;
use super::print::print_line;
use crate::Engine;
use crate::Submitted;
use crate::dossier::Dossier;
use crate::dossier::Remark;
use crate::law::Profile;
use crate::template;
use crate::template::Request;

/// The word for the worked example that the program carries.
const EXAMPLE: &str = "mau";
pub(super) const EXAMPLES: &str = "Ví dụ:
  vtvl template --for cong-chuc -o mau.xlsx                   mẫu trống
  vtvl template --for vien-chuc -o vi-du.xlsx --fill mau      mẫu đã điền ví dụ
  vtvl template --for cong-chuc -o moi.xlsx --fill cu.xlsx      chuyển sang mẫu";

#[derive(Debug, Args)]
pub(super) struct Template {
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

pub(super) fn run(asked: &Template, global: &Global) -> Result<Exit, Failure> {
    let ending = asked.output.extension().map(|ending| ending.to_string_lossy().to_lowercase());
    if ending.as_deref() != Some("xlsx") {
        return Err(Failure(format!("tệp mẫu phải có đuôi .xlsx, không phải {}", asked.output.display())));
    }
    let engine = global.engine()?;
    let profile = engine.law.profiles.get(&asked.kind).ok_or_else(|| {
        let known = engine.law.profiles.keys().cloned().collect::<Vec<_>>().join(", ");
        Failure(format!("không có loại hồ sơ “{}”; --for dùng được: {known}", asked.kind))
    })?;
    Outbox::new(global).may_write([asked.output.as_path()])?;
    let day = global.as_of.or_else(|| template::usual_day(profile)).ok_or_else(|| {
        Failure("bộ quy tắc không cho biết mẫu theo văn bản nào; hãy thêm --as-of NĂM-THÁNG-NGÀY".to_owned())
    })?;
    let read = asked.fill.as_deref().map(|path| read(path, profile, global, &engine)).transpose()?;
    let fill = read.as_ref().map(|(dossier, _)| dossier);
    let request = Request { forms: &engine.forms, law: &engine.law, profile, day, fill };
    let mut bytes = Vec::new();
    template::write(&request, &mut bytes)?;
    let mut outbox = Outbox::new(global);
    outbox.put(&asked.output, bytes);
    let written = outbox.send()?;
    if !global.quiet {
        tell(asked, &request, &written, read.as_ref().map_or(&[], |(_, remarks)| remarks))?;
    }
    Ok(Exit::Fine)
}

/// Reads the proposal to fill in.
fn read(path: &Path, profile: &Profile, global: &Global, engine: &Engine) -> Result<(Dossier, Vec<Remark>), Failure> {
    let carried = template::EXAMPLES.iter().find(|(key, _)| *key == profile.key).filter(|_| path == Path::new(EXAMPLE));
    let submitted = match carried {
        Some((key, bytes)) => vec![Submitted::new(&format!("{key}.xlsx"), bytes.to_vec())],
        None => files::submission(&[path.to_owned()], engine, global)?,
    };
    let manner = global.manner(&engine.forms)?;
    let (dossier, remarks) = engine.read(&submitted, &manner).map_err(|error| files::told(&submitted, &error))?;
    crate::opinion::must_be_proposal(&dossier, &remarks)
        .map_err(|refusal| files::told(&submitted, &crate::Error::Refused(refusal)))?;
    Ok((dossier, remarks))
}

fn tell(asked: &Template, request: &Request<'_>, written: &[Written], remarks: &[Remark]) -> Result<(), Failure> {
    written.iter().try_for_each(|file| print_line(&file.told()))?;
    template::left_out(request).iter().try_for_each(|sentence| print_line(sentence))?;
    if let (false, Some(path)) = (remarks.is_empty(), &asked.fill) {
        let count = remarks.len();
        print_line(&format!("Khi đọc hồ sơ có {count} ghi nhận, xem bằng: vtvl read {}", path.display()))?;
    }
    Ok(())
}
