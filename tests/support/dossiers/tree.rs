//! A tree of dossiers as files, and the list of what is in it.

use std::fs;
use std::io;
use std::path::Path;
use std::sync::LazyLock;

use vtvl::Engine;
use vtvl::ReadingManner;
use vtvl::Submitted;
use vtvl::book::Book;
use vtvl::opinion::Agreed;
use vtvl::opinion::Asked;
use vtvl::opinion::Review;
use vtvl::opinion::position_key;
use vtvl::report::write_review;

use super::defect::Defect;
use super::defect::plant;
use super::kinds;
use super::plan::Broken;
use super::plan::Item;
use super::plan::Order;
use super::plan::Shape;
use super::plan::State;
use super::tables::add_up;
use crate::support::Cell;
use crate::support::Sheets;
use crate::support::stop;

/// What a dossier is made of: its files by name, and the defects in them.
pub(crate) struct Made {
    /// Name below the path of the dossier (empty: the dossier is this file), bytes.
    pub(crate) files: Vec<(String, Vec<u8>)>,
    /// Defects that were planted.
    pub(crate) defects: Vec<Defect>,
}

/// The engine that says what opinions are about; compiled once.
static ENGINE: LazyLock<Engine> = LazyLock::new(|| {
    Engine::new(&Book::embedded()).unwrap_or_else(|faults| stop(&faults.to_string()))
});

impl Order {
    /// Writes the tree into a folder that must not be there yet, and the list of it where it is
    /// told.
    ///
    /// # Errors
    /// Whatever the disk says; the folder that is there already.
    pub(crate) fn write(&self, out: &Path, list: &Path) -> io::Result<()> {
        if out.exists() {
            return Err(io::Error::new(
                io::ErrorKind::AlreadyExists,
                format!("{} đã có", out.display()),
            ));
        }
        let items = self.plan();
        let threads = std::thread::available_parallelism().map_or(1, std::num::NonZero::get);
        let lines = std::thread::scope(|scope| {
            let work = |first: usize| {
                let items = &items;
                scope.spawn(move || {
                    let own = (first..items.len()).step_by(threads);
                    own.map(|at| write_one(items, at, out).map(|line| (at, line)))
                        .collect::<io::Result<Vec<_>>>()
                })
            };
            let workers: Vec<_> = (0..threads).map(work).collect();
            let mut lines = Vec::new();
            for worker in workers {
                lines.extend(
                    worker
                        .join()
                        .unwrap_or_else(|_| stop("a worker ended too early"))?,
                );
            }
            lines.sort();
            io::Result::Ok(lines)
        })?;
        let mut text = "duong_dan,co_quan,loai,lan,tinh_trang,bo_cuc,loi,goc\n".to_owned();
        text.extend(lines.into_iter().map(|(_, line)| line));
        fs::write(list, text)
    }
}

/// Writes one dossier and says its line of the list.
fn write_one(items: &[Item], at: usize, out: &Path) -> io::Result<String> {
    let item = &items[at];
    let made = make(items, at);
    let place = out.join(&item.path);
    for (name, bytes) in &made.files {
        let path = if name.is_empty() {
            place.clone()
        } else {
            place.join(name)
        };
        if let Some(folder) = path.parent() {
            fs::create_dir_all(folder)?;
        }
        fs::write(path, bytes)?;
    }
    let round = if item.state == State::SecondRound {
        2
    } else {
        1
    };
    let defects = made
        .defects
        .iter()
        .map(|defect| defect.label())
        .collect::<Vec<_>>()
        .join("; ");
    let of = item.of.map_or("", |at| &items[at].path);
    let (called, _) = item.agency.called();
    let kind = item.agency.kind.label();
    Ok(format!(
        "{},\"{called}\",\"{kind}\",{round},\"{}\",{:?},\"{defects}\",{of}\n",
        item.path,
        item.state.label(),
        item.layout
    ))
}

/// Makes the files of one dossier of a plan: by its number, whatever else is made.
pub(crate) fn make(items: &[Item], at: usize) -> Made {
    let item = &items[at];
    match (item.state, item.of) {
        (State::Doubled, Some(former)) => make(items, former),
        (State::Broken(how), _) => broken(item, how),
        (State::SecondRound, _) => workbooks(item, 2, "de-an-bo-sung.xlsx"),
        (State::Opinions, _) => with_opinions(item),
        _ => workbooks(item, 1, "de-an.xlsx"),
    }
}

fn workbooks(item: &Item, round: u16, name: &str) -> Made {
    let (book, defects) = book(item, round);
    let files = match item.shape {
        Shape::File => vec![(String::new(), book.to_xlsx())],
        Shape::Folder => vec![(name.to_owned(), book.to_xlsx())],
        Shape::Files => parts(book),
    };
    Made { files, defects }
}

/// The workbook of a round: with its defects, laid out.
fn book(item: &Item, round: u16) -> (Sheets, Vec<Defect>) {
    let agency = &item.agency;
    let mut book = kinds::sheets(agency, round);
    let mut defects = Vec::new();
    if matches!(
        item.state,
        State::Defective | State::SecondRound | State::Opinions
    ) {
        let number = agency.dice("number of defects").usize(1..=5);
        // The same dice find the same kinds at the same places in the second round, where half of
        // them are mended.
        let mut scratch = book.clone();
        defects = plant(
            agency.kind,
            &mut scratch,
            &mut agency.dice("defects"),
            number,
            &[],
        );
        if round > 1 {
            let first = std::mem::take(&mut defects);
            let mut dice = agency.dice("defects again");
            for defect in &first[first.len().div_ceil(2)..] {
                defects.extend(
                    defect
                        .plant(agency.kind, &mut book, &mut dice)
                        .then_some(*defect),
                );
            }
            defects.extend(plant(agency.kind, &mut book, &mut dice, 1, &first));
        } else {
            book = scratch;
        }
    }
    item.layout.lay(&mut book, &mut agency.dice("layout"));
    add_up(&mut book);
    (book, defects)
}

/// The sheets in several files, as agencies hand them in.
fn parts(book: Sheets) -> Vec<(String, Vec<u8>)> {
    let mut files: Vec<(&str, Sheets)> = Vec::new();
    let order = [
        "1-thong-tin-ho-so.xlsx",
        "2-danh-muc-so-lieu.xlsx",
        "3-cong-viec.xlsx",
        "4-khung-nang-luc.xlsx",
    ];
    files.extend(order.map(|name| (name, Sheets::default())));
    for sheet in book.sheets {
        // By what stands on it: sheets may be called otherwise.
        let holds = |words: &[&str]| {
            sheet
                .rows
                .iter()
                .take(8)
                .flatten()
                .any(|cell| matches!(cell, Cell::Text(text) if words.contains(&&**text)))
        };
        let headings: [(&[&str], usize); 3] = [
            (&["Nhiệm vụ", "Chức năng, nhiệm vụ"], 2),
            (&["Tên năng lực, yêu cầu"], 3),
            (&["Nội dung", "Thành phần hồ sơ", "Tên văn bản"], 0),
        ];
        let at = headings
            .into_iter()
            .find(|(words, _)| holds(words))
            .map_or(1, |(_, at)| at);
        files[at].1.sheets.push(sheet);
    }
    let full = files
        .into_iter()
        .filter(|(_, book)| !book.sheets.is_empty());
    full.map(|(name, book)| (name.to_owned(), book.to_xlsx()))
        .collect()
}

fn broken(item: &Item, how: Broken) -> Made {
    let bytes = match how {
        Broken::Cut => {
            let mut bytes = book(item, 1).0.to_xlsx();
            bytes.truncate(bytes.len() / 2);
            bytes
        }
        Broken::NoWorkbook => "Đề án vị trí việc làm gửi sau.\n".repeat(40).into_bytes(),
        Broken::Empty => Vec::new(),
    };
    Made {
        files: vec![(String::new(), bytes)],
        defects: Vec::new(),
    }
}

/// A defective dossier with what the appraiser said of it: some numbers not agreed to, her own
/// words to some findings.
fn with_opinions(item: &Item) -> Made {
    let mut made = workbooks(item, 1, "de-an.xlsx");
    let mut dice = item.agency.dice("opinions");
    let files = [Submitted::new("de-an.xlsx", made.files[0].1.clone())];
    let Ok(appraisal) = ENGINE.appraise(&files, &ReadingManner::default(), &Asked::default())
    else {
        return made;
    };
    let mut review = Review::default();
    for position in &appraisal.positions {
        let Some(proposed) = position.people().filter(|people| *people > 1) else {
            continue;
        };
        if dice.u32(..4) == 0 {
            let reason = "Khối lượng công việc chưa đủ".to_owned();
            let agreed = Agreed {
                number: Some(proposed - 1),
                proposed: Some(proposed),
                reason,
            };
            review.numbers.insert(position_key(position), agreed);
        }
    }
    let mut bytes = Vec::new();
    write_review(&appraisal, &review, &mut bytes).unwrap_or_else(|error| stop(&error.to_string()));
    made.files.push(("y-kien.xlsx".to_owned(), bytes));
    if dice.bool()
        && let Some(finding) = appraisal
            .findings
            .iter()
            .find(|finding| finding.outcome == vtvl::law::Outcome::Violation)
    {
        made.files.push((
            "mien-tru.toml".to_owned(),
            waiver(&finding.rule, item).into_bytes(),
        ));
    }
    made
}

/// A decision of the province to waive a rule, of the year of the proposal.
fn waiver(rule: &str, item: &Item) -> String {
    let (year, ..) = kinds::day(&item.agency, 1);
    let province = item.agency.province_name();
    format!(
        "[[waiver]]
rule = \"{rule}\"
whole_rule = true
approved_by = \"Ủy ban nhân dân tỉnh {province}\"
document = {{ number = \"{}/UBND-NC\", date = {year}-01-15 }}
reason = \"Đang sắp xếp tổ chức bộ máy\"
until = {year}-12-31
",
        100 + item.agency.number
    )
}
