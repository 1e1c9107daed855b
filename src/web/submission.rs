//! How the files of a job are to be read and judged.

use serde::Deserialize;
use serde_json::Value;

use super::brought::TextFile;
use super::brought::parsed_day;
use super::told::PageRefusal;
use crate::cells::Encoding;
use crate::dossier::Mapping;
use crate::opinion::Asked;
use crate::opinion::FileLine;
use crate::opinion::Waivers;
use crate::pipeline::Engine;
use crate::pipeline::ReadingManner;
use crate::pipeline::Submitted;

/// The files' circumstances; the files themselves are in the bundle.
#[derive(Deserialize)]
pub(super) struct JobSubmission {
    as_of: Option<String>,
    profile: Option<String>,
    encoding: Option<String>,
    /// The mapping in its own shape, as JSON.
    map: Option<Value>,
    /// What an authority has waived: a file beside the case.
    waivers: Option<TextFile>,
    /// The house that signs, as `--house` takes it; its own templates are a matter of the command
    /// line.
    pub(super) house: Option<TextFile>,
    /// What the appraiser set on the page, as [`crate::opinion::Review`] in JSON.
    pub(super) review: Option<Value>,
}

impl JobSubmission {
    /// How the user wants the files to be read and judged.
    pub(super) fn wishes(
        &self,
        engine: &Engine,
        files: &[Submitted],
    ) -> Result<(ReadingManner, Asked), PageRefusal> {
        within_limits(engine, files)?;
        let day = self.as_of.as_deref().map(parsed_day).transpose()?;
        let encoding = self.encoding.as_deref().map(encoding).transpose()?;
        let mapping = match &self.map {
            None | Some(Value::Null) => Mapping::default(),
            Some(map) => mapping(engine, map)?,
        };
        let file = self.waivers.as_ref();
        let waivers = file.map(|file| waivers(engine, file)).transpose()?;
        Ok((
            ReadingManner { encoding, mapping },
            Asked {
                day,
                profile: self.profile.clone(),
                waivers,
            },
        ))
    }
}

/// Refuses what is no submission, or one too large.
fn within_limits(engine: &Engine, files: &[Submitted]) -> Result<(), PageRefusal> {
    if files.is_empty() {
        return Err(PageRefusal::plain("chưa có tệp nào; hãy chọn tệp đề án"));
    }
    let limit = engine.limits.files;
    if files.len() > limit {
        return Err(PageRefusal::plain(&format!(
            "hồ sơ có {} tệp, quá giới hạn {limit} tệp",
            files.len()
        )));
    }
    let bytes: u64 = files.iter().map(|file| file.bytes.len() as u64).sum();
    if bytes > engine.limits.file_bytes {
        let limit = engine.limits.file_bytes >> 20;
        return Err(PageRefusal::plain(&format!(
            "hồ sơ lớn hơn giới hạn {limit} MB; hãy bỏ hình ảnh và trang thừa"
        )));
    }
    Ok(())
}

fn encoding(key: &str) -> Result<Encoding, PageRefusal> {
    match key {
        "tcvn3" => Ok(Encoding::Tcvn3),
        "vni" => Ok(Encoding::Vni),
        _ => Err(PageRefusal::plain("bảng mã phải là TCVN3 hoặc VNI")),
    }
}

/// The mapping goes through the same reader as `--map`.
fn mapping(engine: &Engine, map: &Value) -> Result<Mapping, PageRefusal> {
    let text = toml::to_string(map)
        .map_err(|_| PageRefusal::plain("cách đọc đã chọn không ghi lại được; hãy chọn lại"))?;
    Mapping::parse(&text, &engine.forms)
        .map_err(|fault| PageRefusal::plain(&format!("cách đọc đã chọn: {fault}")))
}

/// The waivers go through the same reader as `--waivers`.
fn waivers(engine: &Engine, file: &TextFile) -> Result<Waivers, PageRefusal> {
    let line = FileLine::of(&file.name, file.text.as_bytes());
    Waivers::parse(line, &file.text, &engine.law)
        .map_err(|faults| PageRefusal::plain(&format!("tệp miễn trừ {}: {faults}", file.name)))
}
