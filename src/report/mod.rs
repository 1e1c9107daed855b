//! stub
use crate::opinion::Appraisal;
use std::io::Write;
#[derive(Debug, Clone, Copy)]
pub enum Format {
    Text,
    Json,
    Markdown,
    Html,
    Docx,
}
pub struct TextOptions {
    pub width: usize,
    pub colour: bool,
    pub quiet: bool,
    pub verbose: bool,
}
impl Format {
    pub fn from_extension(_: &std::path::Path) -> Option<Self> {
        Some(Self::Json)
    }
}
pub fn write(a: &Appraisal, _: Format, out: &mut dyn Write) -> std::io::Result<()> {
    serde_json::to_writer_pretty(out, a)?;
    Ok(())
}
pub fn write_text(a: &Appraisal, _: &TextOptions, out: &mut dyn Write) -> std::io::Result<()> {
    for f in &a.findings {
        writeln!(out, "[{}] {} {:?} :: {} -- {}", f.outcome.label(), f.rule, f.ranges, f.sentence, f.citation.text)?;
    }
    for r in &a.remarks {
        writeln!(out, "R {} {}", r.code, r.sentence)?;
    }
    writeln!(out, "{} {:?}", a.conclusion.sentence, a.counts)
}
