//! A file of the rulebook in place of one that is there: the first line names it.

#![no_main]

use std::sync::LazyLock;

use libfuzzer_sys::fuzz_target;
use vtvl::book::Book;
use vtvl::dictionary::Forms;
use vtvl::law;

static BOOK: LazyLock<Book> = LazyLock::new(|| Book::embedded().doubted());

fuzz_target!(|text: &str| {
    let Some((name, text)) = text.split_once('\n') else {
        return;
    };
    let mut book = BOOK.clone();
    book.put(name, text);
    if let Ok(forms) = Forms::parse(&book)
        && let Err(faults) = law::load(&book, &forms)
    {
        for fault in faults.0 {
            assert!(!fault.render(book.text(&fault.file)).is_empty());
        }
    }
});
