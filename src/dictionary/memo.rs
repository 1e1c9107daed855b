//! What was made of short texts, kept: the same headings, names and codes are asked about many
//! times over, by many rules and in many dossiers.

use std::sync::Mutex;
use std::sync::PoisonError;

use rustc_hash::FxHashMap;

/// Bytes of a text that is worth keeping: longer ones hardly come again.
const SHORT: usize = 96;
/// Texts kept at a time: some hundred kilobytes. When they are so many all go, for what comes next
/// is of another dossier.
const MOST: usize = 4_096;

/// Of each text what one function makes of it.
#[derive(Debug)]
pub(crate) struct Memo<V>(Mutex<FxHashMap<Box<str>, V>>);

impl<V: Clone> Memo<V> {
    /// What `make` makes of the text, now or earlier: always the same function, of the text alone.
    pub(crate) fn of(&self, text: &str, make: impl FnOnce(&str) -> V) -> V {
        if text.len() > SHORT {
            return make(text);
        }
        // Whoever panicked while holding it has put nothing half in.
        if let Some(made) = self
            .0
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .get(text)
        {
            return made.clone();
        }
        let made = make(text);
        let mut kept = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if kept.len() >= MOST {
            kept.clear();
        }
        kept.insert(text.into(), made.clone());
        made
    }
}

impl<V> Default for Memo<V> {
    fn default() -> Self {
        Self(Mutex::default())
    }
}

/// A copy begins with nothing kept.
impl<V> Clone for Memo<V> {
    fn clone(&self) -> Self {
        Self::default()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_is_made_once_and_never_too_many_are_kept() {
        let memo: Memo<String> = Memo::default();
        assert_eq!(memo.of("a", str::to_uppercase), "A");
        assert_eq!(memo.of("a", |_| unreachable!("it is kept")), "A");
        let long = "a".repeat(SHORT + 1);
        assert_eq!(memo.of(&long, str::to_uppercase), long.to_uppercase());
        for number in 0..2 * MOST {
            assert_eq!(
                memo.of(&number.to_string(), str::to_owned),
                number.to_string()
            );
        }
        let kept = memo.0.lock().unwrap();
        assert!(kept.len() <= MOST && kept.keys().all(|text| text.len() <= SHORT));
    }
}
