//! `vtvl batch`: every dossier of a folder tree, then the register and the consolidation.
//!
//! Two steps: dossiers are appraised beside each other, each result is a file; then the results are
//! read one by one in the order of their names. So the same dossiers give the same bytes however
//! many work beside each other, a run that was broken off goes on where it was, and results of
//! other machines ([`Batch::from`]) are taken in like own ones.

mod find;
mod gather;
mod key;
mod progress;
mod tables;
mod work;

use std::path::Path;
use std::path::PathBuf;
use std::sync::atomic::AtomicBool;
use std::sync::atomic::Ordering;

use clap::Args;
use jiff::Timestamp;
use jiff::civil::Date;
use jiff::tz;
use rayon::ThreadPool;
use rayon::ThreadPoolBuilder;
use rayon::prelude::*;

use super::Exit;
use super::Failure;
use super::files;
use super::global::Global;
use super::house;
use super::outbox::Outbox;
use super::outbox::WrittenFile;
use super::print::print_line;
use super::tell_user;
use super::values::parse_day;
use super::values::parse_number;
use crate::pipeline::Engine;
use crate::pipeline::ReadingManner;
use crate::register::Register;
use crate::register::RegisterBuilder;
use crate::report;
use crate::report::ConsolidatedFile;
use crate::report::Consolidation;
use crate::report::House;
use crate::report::ReportError;
use find::FoundDossier;
use find::FoundTree;
use find::Grouping;
use key::RunKey;
use progress::Progress;
use tables::WantedTable;
use work::Bench;
use work::Worked;

pub(super) const EXAMPLES: &str = "Ví dụ:
  vtvl batch ho-so/ -o tong-hop/                 mọi hồ sơ trong thư mục
  vtvl batch ho-so/ -o tong-hop/ --papers        lập cả văn bản cho từng hồ sơ
  vtvl batch ho-so/ -o tong-hop/ --on 30/11/2026 --force
  vtvl batch --from tinh-a/ket-qua tinh-b/ket-qua -o toan-quoc/

Bị dừng giữa chừng thì chạy lại đúng lệnh ấy: hồ sơ đã xét không phải xét lại.
Mã thoát: 0 đã xét hết; 3 có hồ sơ không xét được; 2 không làm việc được.";

/// Bytes of the stack of a worker: documents may nest.
const STACK: usize = 16 << 20;

#[derive(Debug, Args)]
pub(super) struct Batch {
    /// Thư mục hồ sơ, xem cả thư mục con: mỗi hồ sơ là một tệp, hoặc một thư mục gồm các biểu của
    /// cùng một đề án
    #[arg(required_unless_present = "from", value_name = "THƯ MỤC")]
    pub(super) folder: Option<PathBuf>,
    /// Thư mục kết quả: sổ theo dõi, tổng hợp, phụ lục, kết quả từng hồ sơ
    #[arg(short, long, value_name = "THƯ MỤC")]
    pub(super) output: PathBuf,
    /// Tổng hợp thêm kết quả JSON đã có, kể cả của máy khác (tệp hoặc thư mục), không cần tệp đề án
    #[arg(long, visible_alias = "tu-ket-qua", num_args = 1.., value_name = "KẾT QUẢ")]
    pub(super) from: Vec<PathBuf>,
    /// Thế nào là một hồ sơ: tu-dong (xem các tệp cùng thư mục có chung một danh mục không), tep
    /// hoặc thu-muc
    #[arg(
        long,
        visible_alias = "ho-so",
        value_name = "CÁCH",
        default_value = "tu-dong",
        hide_possible_values = true,
        hide_default_value = true
    )]
    pub(super) dossier: Grouping,
    /// Lập bộ văn bản cho từng hồ sơ, mỗi hồ sơ một thư mục trong van-ban/
    #[arg(long, visible_alias = "van-ban")]
    pub(super) papers: bool,
    /// Tệp cấu hình cơ quan (.toml) cho văn bản và phụ lục
    #[arg(long, visible_alias = "co-quan", value_name = "CẤU HÌNH")]
    pub(super) house: Option<PathBuf>,
    /// Lập thêm bảng dữ liệu, mỗi vị trí và mỗi nội dung một dòng (.csv hoặc .parquet); dùng được
    /// nhiều lần
    #[arg(long, visible_alias = "bang", value_name = "BẢNG")]
    pub(super) table: Vec<PathBuf>,
    /// Tính số ngày còn lại đến hạn từ ngày này (mặc định: hôm nay)
    #[arg(long, visible_alias = "tinh-den", value_name = "NGÀY", value_parser = parse_day)]
    pub(super) on: Option<Date>,
    /// Số hồ sơ xét cùng lúc (mặc định: số nhân của máy)
    #[arg(short, long, visible_alias = "song-song", value_name = "SỐ", value_parser = parse_jobs)]
    pub(super) jobs: Option<usize>,
}

fn parse_jobs(text: &str) -> Result<usize, String> {
    let jobs = parse_number(text)?;
    if (1..=1024).contains(&jobs) {
        Ok(jobs)
    } else {
        Err("phải từ 1 đến 1024".to_owned())
    }
}

/// The files of a run, inside its folder.
struct Outputs {
    results: PathBuf,
    papers: PathBuf,
    /// What is made of all results together.
    of_all: [(ConsolidatedFile, PathBuf); 5],
}

impl Outputs {
    fn of(folder: &Path) -> Self {
        Self {
            results: folder.join("ket-qua"),
            papers: folder.join("van-ban"),
            of_all: ConsolidatedFile::ALL.map(|file| (file, folder.join(file.name()))),
        }
    }

    fn paths(&self) -> impl Iterator<Item = &Path> {
        self.of_all.iter().map(|(_, path)| path.as_path())
    }

    /// Lays everything out, before anything is written.
    fn put(
        &self,
        consolidation: &Consolidation<'_>,
        house: &House,
        outbox: &mut Outbox<'_>,
    ) -> Result<(), Failure> {
        let written = self.of_all.par_iter().map(|(file, path)| {
            let mut bytes = Vec::new();
            consolidation
                .write(*file, house, &mut bytes)
                .map(|()| (path, bytes))
        });
        for (path, bytes) in written.collect::<Result<Vec<_>, ReportError>>()? {
            outbox.put(path, bytes);
        }
        Ok(())
    }
}

pub(super) fn run(batch: &Batch, global: &Global) -> Result<Exit, Failure> {
    let outputs = Outputs::of(&batch.output);
    let tables = wanted_tables(batch, &outputs, global)?;
    let house = house::asked(batch.house.as_deref(), global)?;
    let engine = global.engine()?;
    let workers = workers(batch.jobs)?;
    let mut builder = RegisterBuilder::new(&engine.forms);
    let mut results = Vec::new();
    if let Some(folder) = &batch.folder {
        let tree = workers.install(|| found(folder, batch, &engine, &mut builder))?;
        let worked = workers
            .install(|| appraise_all(tree, batch, folder, &outputs, &house, global, &engine))?;
        workers.install(|| gather::own(&worked, batch, &outputs, &mut builder, &mut results))?;
    }
    gather::others(&batch.from, &mut builder, &mut results)?;
    let register = builder.finish(batch.on.unwrap_or_else(today));
    // By the law of the day that was asked for, else of that of the register.
    let day = global.as_of.unwrap_or(register.on);
    let whole =
        report::judge_whole(&register, &engine, day).map_err(|fault| Failure(fault.to_string()))?;
    let consolidation = Consolidation::of(&register, &engine.forms, whole.as_ref());
    let mut outbox = Outbox::new(global);
    workers.install(|| outputs.put(&consolidation, &house, &mut outbox))?;
    tables
        .iter()
        .try_for_each(|table| table.write(&register, &results, &mut outbox))?;
    let written = outbox.send()?;
    print_line(&consolidation.sentence())?;
    if !global.quiet {
        tell_results(&register, &written)?;
    }
    Ok(if register.unreadable.is_empty() {
        Exit::Fine
    } else {
        Exit::Unjudged
    })
}

/// The tables that are asked for, where they and all else may be written.
fn wanted_tables(
    batch: &Batch,
    outputs: &Outputs,
    global: &Global,
) -> Result<Vec<WantedTable>, Failure> {
    let tables: Vec<WantedTable> = batch
        .table
        .iter()
        .map(|path| WantedTable::of(path))
        .collect::<Result<_, _>>()?;
    let of_tables = tables
        .iter()
        .flat_map(|table| [table.positions.as_path(), &table.findings]);
    Outbox::new(global).may_write(outputs.paths().chain(of_tables))?;
    Ok(tables)
}

/// A folder of dossiers is there, and the results go elsewhere.
fn may_look_into(folder: &Path, output: &Path) -> Result<(), Failure> {
    if !folder.is_dir() {
        return Err(Failure(format!(
            "{} không phải là thư mục; hãy ghi thư mục chứa các hồ sơ",
            folder.display()
        )));
    }
    if output
        .canonicalize()
        .is_ok_and(|out| folder.canonicalize().is_ok_and(|folder| folder == out))
    {
        let shown = folder.display();
        return Err(Failure(format!(
            "{shown} là thư mục hồ sơ; hãy đặt thư mục khác cho kết quả, ví dụ {shown}/tong-hop"
        )));
    }
    Ok(())
}

/// The dossiers of a folder; what could not be looked into goes into the register.
fn found(
    folder: &Path,
    batch: &Batch,
    engine: &Engine,
    builder: &mut RegisterBuilder<'_>,
) -> Result<FoundTree, Failure> {
    may_look_into(folder, &batch.output)?;
    let tree = find::dossiers(folder, &batch.output, batch.dossier, engine);
    for (path, why) in &tree.unreadable {
        builder.add_unreadable(path, why);
    }
    Ok(tree)
}

/// What could not be judged, and what was written.
fn tell_results(register: &Register, written: &[WrittenFile]) -> Result<(), Failure> {
    for bad in &register.unreadable {
        print_line(&format!(
            "Không xét được {}: {}",
            bad.dossier,
            bad.sentence.replace('\n', "; ")
        ))?;
    }
    written.iter().try_for_each(|file| print_line(&file.told()))
}

/// The day in Viet Nam, wherever the machine stands.
fn today() -> Date {
    tz::offset(7).to_datetime(Timestamp::now()).date()
}

/// Those who work beside each other.
fn workers(jobs: Option<usize>) -> Result<ThreadPool, Failure> {
    let pool = ThreadPoolBuilder::new()
        .num_threads(jobs.unwrap_or_default())
        .stack_size(STACK)
        .build();
    pool.map_err(|_| {
        Failure("máy không cho chạy nhiều việc cùng lúc; hãy thêm --jobs 1".to_owned())
    })
}

/// Appraises every dossier of a folder tree that has no result yet; each with what became of it, in
/// the order of names.
fn appraise_all(
    tree: FoundTree,
    batch: &Batch,
    folder: &Path,
    outputs: &Outputs,
    house: &House,
    global: &Global,
    engine: &Engine,
) -> Result<Vec<(FoundDossier, Worked)>, Failure> {
    if tree.dossiers.is_empty() {
        return Err(Failure(format!(
            "thư mục {} không có hồ sơ nào (.xlsx, .xlsm, .xls, .ods, .docx); hãy kiểm tra lại thư mục",
            folder.display()
        )));
    }
    if !global.quiet {
        tell_user(&told(&tree));
    }
    let manner = global.manner(&engine.forms)?;
    let bench = Bench {
        engine,
        global,
        key: run_key(&manner, global, engine)?,
        manner,
        results: &outputs.results,
        papers: batch.papers.then_some((outputs.papers.as_path(), house)),
    };
    let stopped = stopped_by_user();
    let progress = Progress::new(tree.dossiers.len(), global.quiet);
    let work = |dossier: &FoundDossier| {
        if stopped.load(Ordering::Relaxed) {
            return None;
        }
        let worked = bench.work(dossier);
        let found = match &worked {
            Worked::Judged(_, counts) => Ok(Some(counts)),
            Worked::Kept(_) | Worked::Aside => Ok(None),
            Worked::Failed(_) => Err(()),
        };
        progress.tick(&dossier.name, found);
        Some(worked)
    };
    let worked: Vec<Option<Worked>> = tree.dossiers.par_iter().map(work).collect();
    progress.finish();
    let done = worked.iter().flatten().count();
    if done < worked.len() {
        return Err(Failure(format!(
            "đã dừng theo yêu cầu sau {done}/{} hồ sơ; chạy lại đúng lệnh này để làm tiếp phần còn lại",
            worked.len()
        )));
    }
    Ok(tree
        .dossiers
        .into_iter()
        .zip(worked.into_iter().flatten())
        .collect())
}

fn run_key(manner: &ReadingManner, global: &Global, engine: &Engine) -> Result<RunKey, Failure> {
    let mapping = global.map.as_ref();
    Ok(RunKey {
        rulebook: engine.law.digest.clone(),
        day: global.as_of,
        profile: global.profile.clone(),
        encoding: manner.encoding,
        mapping: mapping.map(|path| files::text(path, global)).transpose()?,
    })
}

/// What was taken as a dossier, so that it can be overruled.
fn told(tree: &FoundTree) -> String {
    let mut parts = vec![format!("tìm thấy {} hồ sơ", tree.dossiers.len())];
    if tree.joined > 0 {
        parts.push(format!(
            "{} thư mục nhiều tệp được coi là một hồ sơ (muốn khác: --dossier tep)",
            tree.joined
        ));
    }
    if tree.aside > 0 {
        parts.push(format!("{} tệp do vtvl lập không tính", tree.aside));
    }
    parts.join("; ")
}

/// A flag that Ctrl-C sets: the dossiers at hand are finished, no other is begun.
fn stopped_by_user() -> &'static AtomicBool {
    static STOPPED: AtomicBool = AtomicBool::new(false);
    // Where no handler can be set, Ctrl-C ends the program as ever; what was done is kept all the
    // same.
    let _ = ctrlc::set_handler(|| {
        if STOPPED.swap(true, Ordering::Relaxed) {
            std::process::exit(130);
        }
    });
    &STOPPED
}
