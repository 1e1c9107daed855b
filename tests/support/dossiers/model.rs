//! A proposal before it is laid out: units with their positions, each with everything that its
//! tables say of it.

/// Ngày: year, month, day.
pub(crate) type Day = (u16, u8, u8);

/// What an agency proposes.
#[derive(Debug, Clone)]
pub(crate) struct Draft {
    /// Label and value of the sheet `Thông tin chung`; numbers that are sums are put in by the
    /// layout.
    pub(crate) about: About,
    /// Units in their order.
    pub(crate) units: Vec<Unit>,
    /// Acts it rests on: name, number, who issued it, day.
    pub(crate) basis: Vec<(String, String, String, Day)>,
}

/// What is said of the agency as a whole.
#[derive(Debug, Clone)]
pub(crate) struct About {
    /// Name, with its province or district.
    pub(crate) name: String,
    /// Cơ quan quản lý cấp trên.
    pub(crate) superior: String,
    /// Which kind of agency, as the form has it.
    pub(crate) kind: &'static str,
    /// Cấp quản lý, as the form has it.
    pub(crate) level: &'static str,
    /// Class of the province: 1 to 3.
    pub(crate) class: u8,
    /// Mức độ tự chủ, of public service units.
    pub(crate) autonomy: &'static str,
    /// Công chức or viên chức.
    pub(crate) staff: &'static str,
    /// The day of submission.
    pub(crate) day: Day,
    /// Number of the request, with what it is: `Tờ trình số 214/TTr-SCT`.
    pub(crate) request: String,
    /// Number of the decision on the quota, its day.
    pub(crate) decision: (String, Day),
    /// Number of the document on functions, its day.
    pub(crate) charter: (String, Day),
    /// Hours of work a year of one person.
    pub(crate) hours: u32,
    /// Whether the law of the day asks how many persons a position has, and whether it is held
    /// beside another.
    pub(crate) classed: bool,
    /// Headings of rank and its code in the list of positions.
    pub(crate) rank_heads: [&'static str; 2],
}

/// A unit of an agency.
#[derive(Debug, Clone)]
pub(crate) struct Unit {
    /// Code, the first part of those of its positions.
    pub(crate) code: String,
    /// Name.
    pub(crate) name: String,
    /// Loại đơn vị, as the form has it.
    pub(crate) kind: &'static str,
    /// Its two functions.
    pub(crate) functions: [String; 2],
    /// Its positions: heads first, then deputies.
    pub(crate) positions: Vec<Position>,
}

impl Unit {
    /// People proposed in it.
    pub(crate) fn people(&self) -> u32 {
        self.positions.iter().map(|position| position.people).sum()
    }

    /// People of one post: heads or deputies.
    pub(crate) fn in_post(&self, post: Post) -> u32 {
        self.positions
            .iter()
            .filter(|position| position.post == post)
            .map(|position| position.people)
            .sum()
    }
}

/// Whether a position leads.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Post {
    /// Cấp trưởng.
    Head,
    /// Cấp phó.
    Deputy,
    /// Neither.
    Staff,
}

/// A position.
#[derive(Debug, Clone)]
pub(crate) struct Position {
    /// Code: `VP-01`.
    pub(crate) code: String,
    /// Name.
    pub(crate) name: String,
    /// Whether it leads.
    pub(crate) post: Post,
    /// Its group, as the form has it.
    pub(crate) group: &'static str,
    /// Ngạch or chức danh: name and code.
    pub(crate) rank: (&'static str, &'static str),
    /// People proposed.
    pub(crate) people: u32,
    /// People present.
    pub(crate) present: u32,
    /// Code of the position whose holder holds it too.
    pub(crate) carrier: Option<String>,
    /// Its aim.
    pub(crate) aim: String,
    /// What it does.
    pub(crate) duties: Vec<Duty>,
    /// What it asks for: group, name, level.
    pub(crate) skills: Vec<(&'static str, String, Option<u8>)>,
}

/// A duty and the work that fulfils it.
#[derive(Debug, Clone)]
pub(crate) struct Duty {
    /// Nhiệm vụ.
    pub(crate) title: String,
    /// Công việc.
    pub(crate) work: String,
    /// Sản phẩm đầu ra.
    pub(crate) product: String,
    /// Mức độ phức tạp.
    pub(crate) complexity: String,
    /// Tiêu chí.
    pub(crate) criterion: String,
    /// Part of the time in hundredths.
    pub(crate) share: u32,
    /// Number a year.
    pub(crate) number: u32,
    /// Tenths of an hour that one takes.
    pub(crate) tenths: u32,
}
