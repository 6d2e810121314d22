//! Questions for reflection, one per week.

use chrono::{Datelike, NaiveDate};

/// Ordered so that consecutive questions have different topics: giving, meeting, thanks, repair,
/// people easily forgotten. Three rounds make about a year.
const QUESTIONS: [&str; 16] = [
    "who did you contact this month only to ask?",
    "what could you offer someone before they have to ask?",
    "whose help has become so reliable that you no longer notice it?",
    "who do you know only from messages, and could you have coffee with them?",
    "who made you look good lately, and has their boss heard of it?",
    "who did you have a hard word with that was never cleared up?",
    "which small promise of yours is someone still waiting for?",
    "have you asked the desks you depend on how they would like to be asked?",
    "who could you praise in front of others, for something they did well?",
    "who has grown distant without any quarrel?",
    "which two people you know should know each other?",
    "who left this year and would be glad of a line from you?",
    "when you last needed something urgently, did you say what it would cost them?",
    "who is new and does not know yet who to call?",
    "who often helps you, and what do they care about besides your requests?",
    "if one person were away tomorrow, what could you no longer get done?",
];

/// The question for the ISO week of a day.
pub(crate) fn question_of_the_week(today: NaiveDate) -> &'static str {
    QUESTIONS[today.iso_week().week() as usize % QUESTIONS.len()]
}

#[cfg(test)]
mod tests {
    use std::collections::HashSet;

    use super::*;

    fn on(year: i32, month: u32, day: u32) -> &'static str {
        question_of_the_week(NaiveDate::from_ymd_opt(year, month, day).expect("a day"))
    }

    #[test]
    fn the_question_stays_from_monday_to_sunday_and_then_changes() {
        assert_eq!(on(2026, 11, 23), on(2026, 11, 29));
        assert_ne!(on(2026, 11, 29), on(2026, 11, 30));
    }

    #[test]
    fn the_week_counts_as_in_iso_across_the_new_year() {
        // 1 January 2027 is a Friday of week 53 of 2026.
        assert_eq!(on(2026, 12, 31), on(2027, 1, 3));
        assert_ne!(on(2027, 1, 3), on(2027, 1, 4));
    }

    #[test]
    fn sixteen_weeks_ask_sixteen_different_questions() {
        let monday = NaiveDate::from_ymd_opt(2026, 1, 5).expect("a day");
        let asked: HashSet<_> = monday
            .iter_weeks()
            .take(16)
            .map(question_of_the_week)
            .collect();
        assert_eq!(asked.len(), QUESTIONS.len());
    }

    #[test]
    fn every_question_fits_a_line_and_ends_as_one() {
        for question in QUESTIONS {
            assert!(question.ends_with('?'), "{question}");
            assert!(
                "To think about: ".len() + question.len() <= 120,
                "{question}"
            );
        }
    }
}
