//! `vtvl read`: how the workbook was understood.

use std::io::Write as _;

use super::Exit;
use super::Failure;
use super::args::Global;
use super::args::Read;
use super::args::ReadFormat;
use super::files;
use crate::dossier;
use crate::report;
use crate::report::TextOptions;

pub(super) fn run(read: &Read, global: &Global) -> Result<Exit, Failure> {
    let engine = global.engine()?;
    let manner = global.manner(&engine.forms)?;
    let submitted = files::submission(&read.files, &engine.limits)?;
    let workbook = engine.open(&submitted, &manner).map_err(|error| files::told(&submitted, &error))?;
    let (dossier, remarks) = dossier::read(&workbook, &engine.forms, &manner.mapping);
    let mut out = Vec::new();
    match read.format {
        ReadFormat::Json => report::write_reading_json(&dossier, &remarks, &mut out)?,
        ReadFormat::Text => {
            let options =
                TextOptions { quiet: global.quiet, verbose: global.verbose, colour: true, ..TextOptions::default() };
            let picture = read.picture.then_some(&workbook);
            report::write_reading(&dossier, &remarks, &engine.forms, picture, &options, &mut out)?;
        }
    }
    if let Some(path) = &read.save_map {
        files::write(path, dossier::save_mapping(&dossier, &engine.forms).as_bytes())?;
    }
    // A reader that stopped reading is no failure.
    let _ = anstream::stdout().write_all(&out);
    if let Some(path) = read.save_map.as_ref().filter(|_| !global.quiet && read.format == ReadFormat::Text) {
        let _ = writeln!(anstream::stdout(), "\nĐã ghi {}; sửa tệp này rồi chạy lại với --map", path.display());
    }
    Ok(Exit::Fine)
}
