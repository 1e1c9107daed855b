//! What `rules check` refuses: each row breaks one page of the rulebook, and the fault stands at
//! its line.

#![expect(
    clippy::unwrap_used,
    reason = "a rulebook that cannot be read has to fail"
)]

use vtvl::book::Book;
use vtvl::book::Fault;
use vtvl::dictionary::Forms;
use vtvl::law::load;

/// (page, what is replaced, by what, what the fault says, on the line that holds which text)
type Break = (
    &'static str,
    &'static str,
    &'static str,
    &'static str,
    &'static str,
);

const BREAKS: [Break; 17] = [
    // Citations.
    (
        NGACH,
        "khoản 5 Điều 3",
        "Điều 3 khoản 5",
        "điểm, khoản, Điều",
        "provision",
    ),
    (
        NGACH,
        "from = 2020-11-15",
        "from = 2019-11-15",
        "trước ngày văn bản có hiệu lực",
        "",
    ),
    (
        THOI_HAN,
        "until = 2026-07-01",
        "until = 2027-07-01",
        "sau ngày văn bản hết hiệu lực",
        "",
    ),
    (
        KHOP,
        "cites     = [",
        "cites     = []\nxcites    = [",
        "xcites",
        "xcites",
    ),
    // How the text is known, and what is said on that ground.
    (
        NGACH,
        "source = \"text\"",
        "source = \"secondary\"",
        "chưa đối chiếu văn bản gốc",
        "level",
    ),
    (
        NGACH,
        "source = \"text\"",
        "source = \"recalled\"",
        "chưa đối chiếu văn bản gốc",
        "level",
    ),
    // Natures.
    (NGACH, "nature    = \"law\"\n", "", "nature", ""),
    (
        THANG,
        "nature    = \"data\"",
        "nature    = \"law\"",
        "phải có điều khoản",
        "nature",
    ),
    // Terms.
    (
        CAP_PHO,
        "is = \"bo\" }]",
        "is = \"boo\" }]",
        "“boo” không phải một giá trị",
        "boo",
    ),
    (
        CAP_PHO,
        "chi_cuc                 = 2\n",
        "",
        "không có mức cho “chi_cuc”",
        "value.toi_da",
    ),
    // Kinds of check.
    (
        NGACH,
        "check     = { at_least",
        "check     = { whole = true, at_least",
        "đúng một loại kiểm tra",
        "whole",
    ),
    (
        NGACH,
        "check     = { at_least",
        "check     = { at_lest",
        "at_lest",
        "at_lest",
    ),
    (THOI_HAN, "by = \"lan_trinh\", ", "", "by", "deadline"),
    (
        THAM_QUYEN,
        "manual = true",
        "manual = false",
        "bỏ hẳn khóa",
        "manual",
    ),
    // Sentences that could run for ever, and facts that rest on themselves.
    (
        NGACH,
        "## Nhận định\n",
        "## Nhận định\n{% for n in [1, 2] %}{{ n }}{% endfor %}\n",
        "{% for %}",
        "{% for",
    ),
    (
        HO_SO,
        "[\"so_giao\", \"tong_de_xuat\"]",
        "[\"so_giao\", \"so_con_thua\"]",
        "tính từ chính nó",
        "[so_con_thua]",
    ),
    (
        HO_SO,
        "[\"so_giao\", \"tong_de_xuat\"]",
        ROUND,
        "“vong” tính từ chính nó",
        "[vong]",
    ),
];

/// Two facts that rest on each other.
const ROUND: &str = "[\"so_giao\", \"vong\"]\n\n[vong]\nlabel = \"vòng\"\nof = \"ho_so\"\nplus = [\"so_con_thua\", \"so_giao\"]";
const HO_SO: &str = "facts/ho-so.toml";

const NGACH: &str = "nd-106-2020/d03k5-ty-le-65.md";
const THOI_HAN: &str = "nd-106-2020/d07k3-thoi-han.md";
const THAM_QUYEN: &str = "nd-106-2020/d06-tham-quyen.md";
const CAP_PHO: &str = "nd-120-2020/d06k2-cap-pho-don-vi.md";
const KHOP: &str = "nhat-quan/tong-hop-khop-nhom.md";
const THANG: &str = "nhat-quan/nang-luc-cap-do.md";

fn faults(book: &Book) -> Vec<Fault> {
    let forms = Forms::parse(book).unwrap();
    load(book, &forms)
        .err()
        .map(|faults| faults.0)
        .unwrap_or_default()
}

#[test]
fn the_rulebook_has_no_fault() {
    assert_eq!(faults(&Book::embedded().doubted()), []);
}

#[test]
fn what_a_legal_officer_may_get_wrong_is_told_with_its_line() {
    for (page, old, new, says, at) in BREAKS {
        let mut book = Book::embedded();
        let text = book.text(page).unwrap();
        assert!(text.contains(old), "{page}: {old}");
        let text = text.replacen(old, new, 1);
        book.put(page, &text);
        let found = faults(&book);
        let told = found
            .iter()
            .find(|fault| fault.file == page && fault.message.contains(says));
        let told = told.unwrap_or_else(|| stop(&format!("{page}, “{new}”: {found:?}")));
        let line = told
            .line
            .checked_sub(1)
            .and_then(|at| text.lines().nth(at))
            .unwrap_or_default();
        assert!(line.contains(at), "{page}, “{new}”: {told:?} at “{line}”");
    }
}

#[expect(clippy::panic, reason = "a fault that is not found must stop the test")]
fn stop(message: &str) -> ! {
    panic!("{message}")
}
