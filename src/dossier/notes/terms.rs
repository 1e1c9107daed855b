//! Terms that were taken for a text spelled nearly like them: told, since it may be meant for
//! another.

use std::collections::BTreeMap;
use std::collections::HashMap;

use crate::cells::Addr;
use crate::dictionary::FieldKind;
use crate::dictionary::Forms;
use crate::dictionary::TermList;
use crate::dossier::Dossier;
use crate::dossier::Leaf;
use crate::dossier::Remark;
use crate::dossier::RemarkCode;

/// One remark for each text of a column.
pub(crate) fn near(dossier: &Dossier, forms: &Forms) -> Vec<Remark> {
    let mut found: BTreeMap<(String, String, String), Vec<Addr>> = BTreeMap::new();
    // A table repeats few texts many times.
    let mut known: HashMap<(String, String), bool> = HashMap::new();
    for (entity, table) in &dossier.tables {
        let Some(form) = forms.of(*entity) else {
            continue;
        };
        // A mark stands for yes whatever it looks like.
        let fields = form
            .fields
            .iter()
            .filter(|field| field.kind != FieldKind::Mark);
        let listed =
            fields.filter_map(|field| Some((field, forms.list(field.choices.as_deref()?)?)));
        for (field, list) in listed {
            for leaf in table
                .entries
                .iter()
                .filter_map(|entry| entry.leaf(&field.key))
            {
                let Some(term) = &leaf.term else { continue };
                let text = leaf.value.to_string();
                let is_near = known
                    .entry((list.key.clone(), text.clone()))
                    .or_insert_with(|| is_near(list, leaf));
                if *is_near {
                    let label = list
                        .terms
                        .iter()
                        .find(|known| known.key == *term)
                        .map(|term| term.label.clone());
                    let place = (field.label.clone(), text, label.unwrap_or_default());
                    found.entry(place).or_default().push(leaf.at.clone());
                }
            }
        }
    }
    let remark = |((column, text, label), cells): ((String, String, String), Vec<Addr>)| {
        let sentence =
            format!("“{column}” ghi “{text}”, được hiểu là “{label}”; sửa lại nếu không đúng");
        Remark {
            code: RemarkCode::NearTerm,
            sentence,
            cells,
        }
    };
    found.into_iter().map(remark).collect()
}

/// Whether a text is no way to write a term, and only near to one.
fn is_near(list: &TermList, leaf: &Leaf) -> bool {
    leaf.value
        .text()
        .is_some_and(|text| !text.trim().is_empty() && list.find_written(text).is_none())
}
