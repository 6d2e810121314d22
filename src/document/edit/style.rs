//! The style of a neighbour: the spaces in its braces and around `=`, and its quotes.

use crate::document::tree::{Id, NodeKind, TableKind, TomlTree};

use crate::document::edit::write::{Braces, Quote};

/// The style of an inline table, as far as it is on one line; the default for any other table.
pub(crate) fn braces_of<'t>(tree: &TomlTree<'t>, table: Id) -> Braces<'t> {
    let mut style = Braces::PLAIN;
    if tree.kind(table) != NodeKind::Table(TableKind::Inline) {
        return style;
    }
    let span = tree.value_span(table);
    let entries = entries(tree, table);
    let (Some(&first), Some(&last)) = (entries.first(), entries.last()) else {
        return style;
    };
    let between = |from: usize, to: usize, fallback: &'t str| {
        let text = tree.source().get(from..to).unwrap_or_default();
        let is_plain = text.bytes().all(|byte| b" \t=,".contains(&byte));
        if is_plain { text } else { fallback }
    };

    style.open = between(span.start + 1, tree.start(first), style.open);
    let (key, value) = (tree.key_span(first), tree.value_span(first));
    style.equals = between(key.end, value.start, style.equals);
    if let Some(&second) = entries.get(1) {
        style.comma = between(value.end, tree.start(second), style.comma);
    }
    style.close = between(tree.value_span(last).end, span.end - 1, style.close);
    if style.close.contains(',') {
        // A trailing comma is not repeated.
        style.close = style.open;
    }
    style.quote = quote_of(tree, table);
    style
}

/// Single quotes if every string of a table has them.
pub(crate) fn quote_of(tree: &TomlTree<'_>, table: Id) -> Quote {
    let texts = tree
        .children(table)
        .filter(|id| tree.kind(*id) == NodeKind::String);
    let mut texts = texts.map(|id| tree.raw(id));
    // The first string in other quotes decides, else the first of all.
    let first = texts.clone().next();
    quote_like(texts.find(|text| !text.starts_with('\'')).or(first))
}

/// The quotes of a string, double ones by default.
pub(crate) fn quote_like(text: Option<&str>) -> Quote {
    if text.is_some_and(|text| text.starts_with('\'')) {
        Quote::Single
    } else {
        Quote::Double
    }
}

/// `=`, without spaces if the neighbour has none.
pub(crate) fn equals_of(tree: &TomlTree<'_>, neighbour: Id) -> &'static str {
    let between = tree.key_span(neighbour).end..tree.value_span(neighbour).start;
    if tree.source().get(between) == Some("=") {
        "="
    } else {
        " = "
    }
}

/// The values in a table's own block or between the brackets of a table or array, in the order of
/// the text, those under dotted keys included. The limits of the tree bound the recursion.
pub(crate) fn entries(tree: &TomlTree<'_>, table: Id) -> Vec<Id> {
    let mut all: Vec<Id> = tree
        .children(table)
        .flat_map(|child| values_of_key(tree, child))
        .collect();
    all.sort_unstable_by_key(|id| tree.start(*id));
    all
}

/// The value of a key, or those under a dotted one, in the order of the text; none if it has its
/// own header.
pub(crate) fn values_of_key(tree: &TomlTree<'_>, key: Id) -> Vec<Id> {
    match tree.kind(key) {
        NodeKind::Table(TableKind::Dotted | TableKind::InlineDotted) => entries(tree, key),
        NodeKind::Table(kind) if kind != TableKind::Inline => Vec::new(),
        NodeKind::ArrayOfTables => Vec::new(),
        _ => vec![key],
    }
}
