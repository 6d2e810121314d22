//! Labelled lines: the label on the left, printed once for consecutive lines that share it.

use crate::screens::Page;
use crate::screens::style::Label;
use crate::text::wrap::wrap;

/// A list under construction.
#[derive(Debug)]
pub struct DefinitionList<'p> {
    page: &'p Page,
    label_width: usize,
    text: String,
    last_label: &'static str,
}

impl<'p> DefinitionList<'p> {
    /// An empty list whose labels take `label_width` columns.
    pub fn new(page: &'p Page, label_width: usize) -> Self {
        Self {
            page,
            label_width,
            text: String::new(),
            last_label: "",
        }
    }

    /// Adds a line, which may be painted and wraps beside its label.
    pub fn push(&mut self, label: &'static str, line: &str) {
        let shown = if label == self.last_label { "" } else { label };
        self.last_label = label;
        let label_width = self.label_width;
        let shown = format!("{shown:<label_width$}");
        let line = self.page.paint(Label::Heading, &shown) + line;
        self.text += &wrap(&line, self.page.width, &" ".repeat(label_width));
    }

    /// Adds lines that share a label.
    pub fn extend(&mut self, label: &'static str, lines: impl IntoIterator<Item: AsRef<str>>) {
        for line in lines {
            self.push(label, line.as_ref());
        }
    }

    /// Adds an empty line.
    pub fn gap(&mut self) {
        self.text.push('\n');
    }

    /// The page that the list is for.
    pub fn page(&self) -> &'p Page {
        self.page
    }

    /// The lines, each with a newline.
    pub fn into_text(self) -> String {
        self.text
    }
}
