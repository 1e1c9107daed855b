//! Rendering what somebody else wrote: a template of the house has so much room, memory and time
//! for its text.

use std::io;

use tera::Context;
use tera::ErrorKind;
use tera::Tera;
use tera::TeraResult;

use super::ReportError;

/// Bytes of one part of a document at most: ours have some hundred thousand.
const MOST_BYTES: usize = 64 << 20;

/// The text as it grows; more than `left` bytes are refused.
struct Room {
    text: Vec<u8>,
    left: usize,
}

impl io::Write for Room {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.left = self
            .left
            .checked_sub(bytes.len())
            .ok_or(io::ErrorKind::FileTooLarge)?;
        self.text.extend_from_slice(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

/// What a template makes, or that it has no room for it.
fn rendered(
    tera: &Tera,
    name: &str,
    context: &Context,
    most: usize,
) -> Result<TeraResult<String>, ReportError> {
    let mut room = Room {
        text: Vec::new(),
        left: most,
    };
    match tera.render_to(name, context, &mut room) {
        Err(error) if matches!(error.kind(), ErrorKind::Io(io::ErrorKind::FileTooLarge)) => {
            Err(refused(name, &format!("tạo ra hơn {} MB chữ", most >> 20)))
        }
        Err(error) => Ok(Err(error)),
        // What is no UTF-8 cannot come out of texts; it would be told as XML that does not open.
        Ok(()) => Ok(Ok(String::from_utf8_lossy(&room.text).into_owned())),
    }
}

fn refused(name: &str, why: &str) -> ReportError {
    ReportError::HouseTemplate(format!(
        "mẫu {name} {why}; hãy bỏ vòng lặp lồng nhau và chuỗi tự nối với chính nó trong mẫu"
    ))
}

/// The page has neither threads nor other memory than its own: whoever gives it templates waits for
/// his own.
#[cfg(target_os = "wasi")]
pub(super) fn render(
    tera: &Tera,
    name: &'static str,
    context: &Context,
) -> Result<TeraResult<String>, ReportError> {
    rendered(tera, name, context, MOST_BYTES)
}

#[cfg(not(target_os = "wasi"))]
pub(super) use watched::render;

#[cfg(not(target_os = "wasi"))]
mod watched {
    use std::sync::mpsc;
    use std::sync::mpsc::RecvTimeoutError;
    use std::thread;
    use std::time::Duration;

    use memory_stats::memory_stats;

    use super::Context;
    use super::MOST_BYTES;
    use super::ReportError;
    use super::Tera;
    use super::TeraResult;
    use super::refused;
    use super::rendered;

    /// Between two looks at what the rendering takes.
    const LOOK: Duration = Duration::from_millis(10);
    /// How long it may take: our own templates take some milliseconds.
    const PATIENCE: Duration = Duration::from_secs(20);
    /// Bytes that the program may grow by meanwhile: a string that is joined with itself doubles at
    /// each turn.
    const MEMORY: usize = 512 << 20;

    /// Renders a template on a thread of its own: one that does not end, or takes ever more memory,
    /// is given up, and the program with it ends.
    pub(in super::super) fn render(
        tera: &Tera,
        name: &'static str,
        context: &Context,
    ) -> Result<TeraResult<String>, ReportError> {
        let (send, receive) = mpsc::channel();
        let (tera, context) = (tera.clone(), context.clone());
        let before = memory();
        // Nobody waits for it after it is given up: a send to nobody is no matter.
        thread::spawn(move || {
            send.send(rendered(&tera, name, &context, MOST_BYTES))
                .is_ok()
        });
        for _ in 0..PATIENCE.as_millis() / LOOK.as_millis() {
            match receive.recv_timeout(LOOK) {
                Ok(rendered) => return rendered,
                Err(RecvTimeoutError::Timeout) if memory() > before.saturating_add(MEMORY) => {
                    return Err(refused(name, "chiếm quá nhiều bộ nhớ"));
                }
                Err(RecvTimeoutError::Timeout) => {}
                Err(RecvTimeoutError::Disconnected) => {
                    return Err(refused(name, "không chạy được đến cuối"));
                }
            }
        }
        Err(refused(
            name,
            &format!("chạy quá {} giây mà chưa xong", PATIENCE.as_secs()),
        ))
    }

    /// Bytes that the program holds; none where the system does not tell.
    fn memory() -> usize {
        memory_stats().map_or(0, |stats| stats.physical_mem)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_has_only_so_much_room() {
        let mut tera = Tera::default();
        let nested = "{% for a in range(end=1000) %}{% for b in range(end=1000) %}chữ{% endfor %}{% endfor %}";
        tera.add_raw_templates([("nhieu", nested), ("it", "một {{ chu }}")])
            .unwrap();
        let mut context = Context::new();
        context.insert("chu", "chữ");
        let told = rendered(&tera, "nhieu", &context, 1 << 20)
            .unwrap_err()
            .to_string();
        assert!(told.contains("mẫu nhieu tạo ra hơn 1 MB chữ"), "{told}");
        assert_eq!(
            rendered(&tera, "it", &context, 16).unwrap().unwrap(),
            "một chữ"
        );
    }
}
