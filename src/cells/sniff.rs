//! What kind of file some bytes are, by their first bytes and never by a name (Q41).

use super::OpenError;

/// The containers that workbooks come in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Container {
    /// A zip package: xlsx, ods and others.
    Zip,
    /// A compound file: xls and others.
    Compound,
}

const ZIP: &[u8] = b"PK\x03\x04";
const ZIP_END: &[u8] = b"PK\x05\x06";
/// The end of a directory is so near the end of the file, with its longest comment.
const TAIL: usize = 66_000;
const COMPOUND: &[u8] = b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1";
const PDF: &[u8] = b"%PDF";

/// How much of a file is looked at to tell text from bytes.
const LOOK: usize = 4096;

/// The container, or the sentence for what it is instead.
pub(super) fn container(bytes: &[u8]) -> Result<Container, OpenError> {
    if bytes.is_empty() {
        return Err(OpenError::Empty);
    }
    if bytes.starts_with(ZIP) {
        return Ok(Container::Zip);
    }
    if bytes.starts_with(COMPOUND) {
        return Ok(Container::Compound);
    }
    if bytes.starts_with(PDF) {
        return Err(OpenError::Pdf);
    }
    let error = other(&bytes[..bytes.len().min(LOOK)]);
    // A package may begin anywhere: what a mail program or an archive put before it belongs to
    // nothing.
    if matches!(error, OpenError::Unknown | OpenError::Text) && is_package_inside(bytes) {
        return Ok(Container::Zip);
    }
    Err(error)
}

/// Whether there is a part and, near the end, the end of a directory.
fn is_package_inside(bytes: &[u8]) -> bool {
    let tail = &bytes[bytes.len().saturating_sub(TAIL)..];
    let begins = |bytes: &[u8], mark: &[u8]| bytes.windows(mark.len()).any(|window| window == mark);
    begins(tail, ZIP_END) && begins(&bytes[..bytes.len().min(TAIL)], ZIP)
}

fn other(head: &[u8]) -> OpenError {
    let utf16 = head.starts_with(&[0xFF, 0xFE]) || head.starts_with(&[0xFE, 0xFF]);
    if utf16 {
        return OpenError::Text;
    }
    let text = String::from_utf8_lossy(head.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(head))
        .trim_start()
        .to_lowercase();
    if ["<html", "<!doctype html", "<table", "<head", "<body"]
        .iter()
        .any(|start| text.starts_with(start))
        || (text.starts_with("<?xml") && text.contains("<html"))
        || text.starts_with("mime-version")
    {
        OpenError::Html
    } else if text.starts_with("<?xml") {
        OpenError::Xml
    } else if text.starts_with("{\\rtf") {
        OpenError::OldDocument
    } else if is_text(head) {
        OpenError::Text
    } else {
        OpenError::Unknown
    }
}

/// Text has no control characters but tabs and line ends, whatever its encoding.
fn is_text(head: &[u8]) -> bool {
    !head.iter().any(|byte| matches!(byte, 0..=8 | 14..=31))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_kind_gets_its_own_sentence() {
        let cases: [(&[u8], OpenError); 9] = [
            (b"", OpenError::Empty),
            ("Đề án vị trí việc làm".as_bytes(), OpenError::Text),
            (b"a;b\r\n1;2\r\n", OpenError::Text),
            (b"\xFF\xFEa\0", OpenError::Text),
            (b"\xEF\xBB\xBF <HTML><table>", OpenError::Html),
            (b"<?xml version='1.0'?><Workbook/>", OpenError::Xml),
            (b"%PDF-1.7", OpenError::Pdf),
            (b"{\\rtf1 x}", OpenError::OldDocument),
            (b"\x09\x08\x10\x00\x00\x06\x05\x00", OpenError::Unknown),
        ];
        for (bytes, error) in cases {
            assert_eq!(container(bytes), Err(error), "{bytes:?}");
        }
        assert_eq!(container(b"PK\x03\x04rest"), Ok(Container::Zip));
        assert_eq!(
            container(b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1rest"),
            Ok(Container::Compound)
        );
    }
}
