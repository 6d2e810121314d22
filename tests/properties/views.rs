//! Of the screens that look at the whole book, on random books: they keep within the
//! page, say the same in colour, and send nothing to a terminal that could move it.

use allies::core::agenda::agenda;
use allies::core::review::{all_goals, review};
use allies::core::standing::Assessment;
use allies::core::who::who;
use allies::model::book::Book;
use allies::model::interaction::{Interaction, Kind};
use allies::model::person::Person;
use allies::screens::due::DueView;
use allies::screens::goal::GoalsView;
use allies::screens::review::ReviewView;
use allies::screens::style::ColorMode;
use allies::screens::walk::{WalkStep, WalkTotals};
use allies::screens::who::WhoView;
use allies::screens::{Page, View};
use allies::text::sanitize::is_hidden;
use allies::text::width::width;
use proptest::prelude::*;

use crate::books::{ago, book, today};

/// The longest word of a random book, with what stands around it on a line.
const NARROWEST: usize = 44;

const fn page(width: usize, color: ColorMode) -> Page {
    Page {
        width,
        color,
        is_terminal: true,
    }
}

fn screens(book: &Book, width: usize, color: ColorMode) -> [String; 4] {
    let page = page(width, color);
    let review = ReviewView {
        review: review(book, today()),
        is_empty_book: book.people.is_empty(),
    };
    let who = WhoView(who(book, "", today()));
    let agenda = agenda(book, today(), book.settings.due.horizon);
    let steps = agenda.rows.iter().map(|row| WalkStep {
        assessment: Assessment::new(row.person, &book.settings, today()),
        row: Some(row),
        to_come: agenda.rows.len(),
    });
    let steps = steps.map(|step| step.render(&page)).collect();
    let end = WalkTotals::default().render(&agenda, &page);
    [review.render(&page), who.render(&page), steps, end]
}

/// Everybody who is due.
fn due(book: &Book, page: &Page) -> String {
    let agenda = agenda(book, today(), book.settings.due.horizon);
    DueView::new(&agenda, None, book.people.is_empty()).render(page)
}

fn goals(book: &Book, width: usize, color: ColorMode) -> String {
    let goals = GoalsView {
        today: today(),
        goals: all_goals(book, today()),
    };
    goals.render(&page(width, color))
}

/// Text without what paints it.
fn unpainted(text: &str) -> String {
    let mut pieces = text.split("\u{1b}[");
    let first = pieces.next().unwrap_or_default().to_owned();
    pieces.fold(first, |seen, piece| {
        seen + piece.split_once('m').map_or(piece, |(_, rest)| rest)
    })
}

proptest! {
    #[test]
    fn every_line_keeps_within_the_page(book in book(), columns in NARROWEST..=140) {
        let goals = goals(&book, columns, ColorMode::Off);
        for screen in screens(&book, columns, ColorMode::Off).iter().chain([&goals]) {
            for line in screen.lines() {
                prop_assert!(width(line) <= columns, "{columns}: {line}");
                prop_assert_eq!(line.trim_end(), line);
            }
        }
    }

    #[test]
    fn nothing_is_told_by_colour_alone(book in book(), columns in NARROWEST..=140) {
        let plain = screens(&book, columns, ColorMode::Off);
        let painted = screens(&book, columns, ColorMode::On);
        prop_assert_eq!(painted.map(|screen| unpainted(&screen)), plain);
        let painted = goals(&book, columns, ColorMode::On);
        prop_assert_eq!(unpainted(&painted), goals(&book, columns, ColorMode::Off));
    }

    #[test]
    fn what_stands_in_a_file_cannot_move_the_terminal(
        mut book in book(),
        texts in prop::collection::vec(any::<String>(), 8),
    ) {
        let mut texts = texts.into_iter().map(|text| text + "\u{1b}[2J\r\n\u{202e}").cycle();
        let mut text = || texts.next().unwrap_or_default().into();
        for person in &mut book.people {
            person.name = text();
            person.dept = Some(text());
            person.role = Some(text());
            person.org = Some(text());
            person.boss = Some(text());
            person.helps.push(text());
            person.cares.push(text());
            for promise in &mut person.promises {
                promise.what = text();
            }
            for row in &mut person.log {
                row.note = text();
            }
            person.phone.push(text());
        }
        for goal in &mut book.goals {
            goal.name = text();
        }
        book.settings.departments = book
            .people
            .iter()
            .filter_map(|person| person.dept.as_deref().map(str::to_owned))
            .collect();
        let goals = goals(&book, 80, ColorMode::Off);
        let due = due(&book, &page(80, ColorMode::Off));
        for screen in screens(&book, 80, ColorMode::Off).iter().chain([&goals, &due]) {
            let hidden = screen.chars().find(|c| *c != '\n' && is_hidden(*c));
            prop_assert_eq!(hidden, None);
        }
    }
}

#[test]
fn a_list_of_many_pieces_lacks_nobody() {
    let people = (0..2000).map(|number| {
        let mut person = Person::new(format!("p{number}"), format!("Sara Ortiz {number}"));
        person
            .log
            .push(Interaction::new(ago(number), Kind::Received, "a hand"));
        person
    });
    let book = Book {
        people: people.collect(),
        ..Book::default()
    };
    for is_terminal in [true, false] {
        let page = Page {
            is_terminal,
            ..page(80, ColorMode::Off)
        };
        let text = due(&book, &page);
        let told = text.lines().filter(|line| line.contains("Sara Ortiz"));
        assert_eq!(told.count(), 2000);
    }
}
