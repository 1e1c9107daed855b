//! `vtvl rules new`: a page to begin with, act and dates filled in.

use std::path::Path;
use std::path::PathBuf;

use super::Exit;
use super::Failure;
use super::args::NewRule;
use super::print;
use crate::book::Book;
use crate::cli::global::Global;
use crate::cli::outbox::Outbox;
use crate::law::Act;
use crate::law::Period;
use crate::law::day;
use crate::pipeline::Engine;

pub(super) fn run(global: &Global, new: &NewRule) -> Result<Exit, Failure> {
    let Some(folder) = &global.rules else {
        return Err(Failure(
            "hãy chỉ thư mục quy tắc để ghi trang mới: --rules rules".to_owned(),
        ));
    };
    let (set, slug) = set_and_slug(&new.id)?;
    let path = free_place(folder, set, slug)?;
    let engine = global.engine()?;
    let number = engine.law.sets.get(set).and_then(|set| set.number.as_ref());
    let life = number
        .and_then(|number| engine.law.act(number))
        .map(Act::life);
    let page = page(new, life.unwrap_or_default());
    let mut outbox = Outbox::new(global);
    outbox.put(&path, page.into_bytes());
    outbox.send()?;
    // The page is meant to be incomplete in words only: what the loader refuses is told at once.
    let faults = Book::from_dir(folder)
        .ok()
        .and_then(|book| Engine::new(&book).err());
    print(|out| {
        writeln!(out, "Đã tạo {}", path.display())?;
        match &faults {
            None => writeln!(
                out,
                "Sửa nội dung, rồi chạy “vtvl rules test --rules {}”",
                folder.display()
            ),
            Some(faults) => writeln!(out, "Cần sửa trước khi dùng:\n{faults}"),
        }
    })?;
    Ok(Exit::Fine)
}

/// The folder of a rule and the name of its page.
fn set_and_slug(id: &str) -> Result<(&str, &str), Failure> {
    let both = id.split_once('/');
    let both = both.filter(|(set, slug)| is_slug(set) && is_slug(slug));
    both.ok_or_else(|| {
        Failure(
            "mã quy tắc có dạng nhóm/điều-tên, chữ thường không dấu, ví dụ nd-62-2020/d05k2-phan-nhom"
                .to_owned(),
        )
    })
}

/// Where the page goes: its folder is there, and no page of its name.
fn free_place(rules: &Path, set: &str, slug: &str) -> Result<PathBuf, Failure> {
    let folder = rules.join(set);
    let path = folder.join(format!("{slug}.md"));
    if path.exists() {
        let shown = path.display();
        return Err(Failure(format!("{shown} đã có; mã quy tắc không dùng lại")));
    }
    if !folder.is_dir() {
        return Err(Failure(format!(
            "chưa có thư mục {}; tạo thư mục và act.toml trước",
            folder.display()
        )));
    }
    Ok(path)
}

fn is_slug(text: &str) -> bool {
    !text.is_empty()
        && text
            .chars()
            .all(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-')
}

fn page(new: &NewRule, life: Period) -> String {
    let mut period = Vec::new();
    period.extend(life.from.map(|from| format!("from = {from}")));
    period.extend(life.until.map(|until| format!("until = {until}")));
    let in_force = if period.is_empty() {
        String::new()
    } else {
        format!("in_force  = {{ {} }}\n", period.join(", "))
    };
    let first = life.from.unwrap_or(new.reviewed);
    let mut cases = vec![
        format!("| có ghi | {first} | x | đạt |"),
        format!("| để trống | {first} | | cần giải trình |"),
    ];
    let before = life.from.and_then(|from| from.yesterday().ok());
    cases.extend(before.map(|day| format!("| trước ngày có hiệu lực | {day} | | không áp dụng |")));
    cases.extend(
        life.until
            .map(|until| format!("| ngày hết hiệu lực | {until} | | không áp dụng |")),
    );
    format!(
        "```toml\nprovision = \"{provision}\"\nlevel     = \"explain\"\nnature    = \"law\"\nsection   = \"danh-muc\"\n{in_force}each      = \"vi_tri\"\n\
         check     = {{ required = true, fact = \"vi_tri_ten\" }}\n\
         reviewed  = {{ on = {on}, source = \"recalled\" }}\n```\n\n# {title}\n\n\
         ## Nhận định\n{{{{ chu_the }}}} … (điều gì chưa đúng)\n\n## Căn cứ\n… (quy định nói gì, bằng lời của mình; xem lại ngày {shown})\n\n\
         ## Kiến nghị\n… (cần làm gì)\n\n## Trường hợp\n| tình huống | ngày | vi_tri_ten | kết quả |\n|---|---|---|---|\n{cases}\n",
        provision = new.provision,
        on = new.reviewed,
        title = new.title,
        shown = day(new.reviewed),
        cases = cases.join("\n"),
    )
}
