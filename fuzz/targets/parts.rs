//! A package from text: parts are divided by lines `=== name`, so that the fuzzer changes what is
//! in the parts and not the compressed bytes. Input that begins like a package is taken as it is.

use std::io::Cursor;
use std::io::Write;

use zip::CompressionMethod;
use zip::ZipWriter;
use zip::write::SimpleFileOptions;

const MARK: &[u8] = b"=== ";

/// The package that the input describes.
pub fn package(data: &[u8]) -> Vec<u8> {
    if data.starts_with(b"PK") {
        return data.to_vec();
    }
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    let options = SimpleFileOptions::default().compression_method(CompressionMethod::Stored);
    for part in split(data) {
        let end = part
            .iter()
            .position(|byte| *byte == b'\n')
            .unwrap_or(part.len());
        let name = String::from_utf8_lossy(&part[..end]);
        let content = part.get(end + 1..).unwrap_or_default();
        let content = content.strip_suffix(b"\n").unwrap_or(content);
        if zip.start_file(name.trim(), options).is_err() || zip.write_all(content).is_err() {
            break;
        }
    }
    zip.finish().map(Cursor::into_inner).unwrap_or_default()
}

/// The pieces after each mark at the start of a line.
fn split(data: &[u8]) -> Vec<&[u8]> {
    let mut starts: Vec<usize> = Vec::new();
    for at in 0..data.len() {
        if data[at..].starts_with(MARK) && (at == 0 || data[at - 1] == b'\n') {
            starts.push(at);
        }
    }
    let ends = starts.iter().skip(1).copied().chain([data.len()]);
    starts
        .iter()
        .zip(ends)
        .map(|(start, end)| &data[start + MARK.len()..end])
        .collect()
}
