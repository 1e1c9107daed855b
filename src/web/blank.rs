//! The blank workbooks that the page offers.

use jiff::civil::Date;

use super::Bundle;
use super::about;
use super::told::PageRefusal;
use crate::law::Profile;
use crate::pipeline::Engine;
use crate::pipeline::ReadingManner;
use crate::pipeline::Submitted;
use crate::template;
use crate::template::Request;

/// The profile and the day of a form that the page offers: `vien-chuc-2026-07-01`.
fn offered<'a>(engine: &'a Engine, key: &str) -> Option<(&'a Profile, Date)> {
    let known = |profile: &'a Profile| {
        let days = template::offers(profile).into_iter().map(|offer| offer.day);
        days.map(move |day| (profile, day))
            .find(|(profile, day)| about::template_key(profile, *day) == key)
    };
    engine.law.profiles.values().find_map(known)
}

/// The blank workbook of a form, or the same with a made-up proposal in it.
pub(super) fn answer(engine: &Engine, key: &str, example: bool) -> Result<Bundle, PageRefusal> {
    let odd = || PageRefusal::plain("chương trình không có mẫu này; hãy tải lại trang");
    let (profile, day) = offered(engine, key).ok_or_else(odd)?;
    let carried = template::example(profile, day).filter(|_| example);
    let filled = carried.map(|example| {
        let files = [Submitted::new("vi-du.xlsx", example.bytes.to_vec())];
        engine.read(&files, &ReadingManner::default())
    });
    let filled = filled.transpose()?;
    let fill = filled.as_ref().map(|(dossier, _)| dossier);
    let request = Request {
        forms: &engine.forms,
        law: &engine.law,
        profile,
        day,
        fill,
        questions: &[],
    };
    let mut bytes = Vec::new();
    template::write(&request, &mut bytes)
        .map_err(|error| PageRefusal::plain(&error.to_string()))?;
    let name = if example { "vi-du" } else { "mau" };
    Ok(Bundle::of_file(&format!("{name}-{key}.xlsx"), bytes))
}
