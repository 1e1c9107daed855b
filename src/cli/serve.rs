//! `vtvl serve`: the page on a loopback address; and what stands behind it, one job a process.

use std::fs;
use std::io::Write as _;
use std::path::Path;
use std::path::PathBuf;

use clap::Args;

use super::Exit;
use super::Failure;
use super::global::Global;
use super::outbox::Outbox;
use super::system::reason;
use super::values::parse_number;
use crate::web;

pub(super) const EXAMPLES: &str = "Ví dụ:
  vtvl serve                     in ra địa chỉ để mở; dừng bằng Ctrl-C
  vtvl serve --open              mở luôn trình duyệt
  vtvl serve --port 8321         dùng cổng này";

/// The hidden command that does one job.
pub(super) const JOB: &str = "job";

#[derive(Debug, Args)]
pub(super) struct Serve {
    /// Cổng trên máy này (mặc định: một cổng còn trống)
    #[arg(long, value_name = "CỔNG", value_parser = parse_number::<u16>, default_value = "0", hide_default_value = true)]
    pub(super) port: u16,
    /// Mở trang bằng trình duyệt mặc định
    #[arg(long)]
    pub(super) open: bool,
    /// Ghi trang ra một tệp HTML thay vì phục vụ (dùng khi đóng gói)
    #[arg(long, value_name = "TRANG", requires = "engine", hide = true)]
    pub(super) save_page: Option<PathBuf>,
    /// Chương trình dạng WebAssembly đã nén gzip, để đặt vào trang
    #[arg(long, value_name = "TỆP", requires = "save_page", hide = true)]
    pub(super) engine: Option<PathBuf>,
}

pub(super) fn run(serve: &Serve, global: &Global) -> Result<Exit, Failure> {
    if let Some((page, engine)) = serve.save_page.as_ref().zip(serve.engine.as_ref()) {
        return save_page(page, engine, global);
    }
    if global.rules.is_some()
        || global.map.is_some()
        || global.as_of.is_some()
        || global.profile.is_some()
    {
        return Err(Failure(
            "trang dùng bộ quy tắc kèm theo chương trình; chọn ngày xét, loại hồ sơ và cách đọc ngay trên trang"
                .to_owned(),
        ));
    }
    let program = std::env::current_exe().map_err(|error| {
        Failure(format!(
            "không tìm thấy tệp của chính chương trình: {}",
            reason(&error)
        ))
    })?;
    let server = web::bind(serve.port, program, &[JOB]).map_err(|error| {
        let why = reason(&error);
        Failure(format!(
            "không mở được cổng {} trên máy này: {why}; chọn cổng bằng --port",
            serve.port
        ))
    })?;
    let url = server.url();
    // With stdout closed there is nobody to tell, but the page may still be wanted.
    let _ = writeln!(
        anstream::stdout(),
        "Trang ở {url} (chỉ máy này mở được; không tệp nào được giữ lại). Dừng bằng Ctrl-C."
    );
    if serve.open && open::that_detached(&url).is_err() {
        super::tell_user("không mở được trình duyệt; hãy mở địa chỉ trên bằng tay");
    }
    server
        .run()
        .map_err(|error| Failure(format!("trang đã dừng: {}", reason(&error))))?;
    Ok(Exit::Fine)
}

/// Writes the page that works by itself, with its engine inside.
fn save_page(page: &Path, engine: &Path, global: &Global) -> Result<Exit, Failure> {
    let packed = fs::read(engine).map_err(|error| {
        let shown = engine.display();
        Failure(format!("không đọc được {shown}: {}", reason(&error)))
    })?;
    global.writing.given.note(engine);
    let mut outbox = Outbox::new(global);
    outbox.put(page, web::page(Some(&packed)).into_bytes());
    outbox.send()?;
    Ok(Exit::Fine)
}

/// Does the job that the server sends through stdin; ends when the server does.
pub(super) fn job() -> Result<Exit, Failure> {
    web::attend(std::io::stdin(), std::io::stdout(), || {
        std::process::exit(Exit::Failed as i32)
    })?;
    Ok(Exit::Fine)
}
