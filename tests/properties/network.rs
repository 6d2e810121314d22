//! Of a book: the review, and who to call.

use std::collections::HashSet;

use allies::core::review::{CoverageLevel, GoalVerdict, Imbalance, Weakness, review};
use allies::core::standing::{AskSize, Standing};
use allies::core::who::who;
use allies::model::book::Book;
use allies::model::person::{Cadence, Person};
use proptest::prelude::*;
use proptest::sample::select;

use crate::books::{book, today};

fn handles(book: &Book, need: &str) -> HashSet<String> {
    let candidates = who(book, need, today());
    let handles = candidates
        .iter()
        .map(|one| one.assessment.person.handle.to_string());
    handles.collect()
}

fn need() -> impl Strategy<Value = &'static str> {
    select(vec![
        "it",
        "HR",
        "wifi",
        "wi-fi",
        "lap",
        "mail",
        "vpn couriers",
        "a",
        "nobody",
    ])
}

proptest! {
    #[test]
    fn everybody_of_a_department_is_either_warm_or_another(book in book()) {
        for dept in review(&book, today()).coverage {
            let there = |person: &&Person| person.dept.as_deref() == Some(dept.dept);
            let count = book.present(today()).filter(there).count();
            prop_assert_eq!(dept.warm.len() + dept.others.len(), count);
            prop_assert!(dept.warm.iter().all(|ally| ally.standing.is_warm()));
            prop_assert!(!dept.others.iter().any(|ally| ally.standing.is_warm()));
            let cover = match (count, dept.warm.len()) {
                (0, _) => CoverageLevel::Nobody,
                (_, 0) => CoverageLevel::NoneWarm,
                (_, 1) => CoverageLevel::One,
                (_, _) => CoverageLevel::Several,
            };
            prop_assert_eq!(dept.cover, cover);
        }
    }

    #[test]
    fn shares_of_effort_are_percents_and_flags_agree_with_them(book in book()) {
        let review = review(&book, today());
        let shares = review.direction.map(|one| one.percent);
        prop_assert!(shares.iter().all(|share| (0..=100).contains(share)));
        // Each is rounded for itself, so three may make one more than all.
        prop_assert!(shares.iter().sum::<i64>() <= 101);
        for one in review.direction {
            prop_assert_eq!(one.flag == Some(Weakness::NoWarmAlly), one.warm == 0);
            prop_assert!(one.flag != Some(Weakness::Skewed) || one.percent > 60);
            prop_assert!(one.warm <= one.people);
        }
        let leaning = review.concentration;
        prop_assert!(leaning.flag != Some(Imbalance::OnePerson) || leaning.percent > 40);
        prop_assert!(leaning.flag != Some(Imbalance::OnlyOneStrong) || leaning.strong.len() == 1);
        prop_assert!(leaning.strong.len() != 1 || leaning.flag.is_some());
    }

    #[test]
    fn a_goal_is_covered_only_with_a_warm_ally_and_nobody_to_mend(book in book()) {
        for check in review(&book, today()).goals {
            let lost = [Standing::Strained, Standing::InDebt, Standing::Cold];
            let is_lost = check.named.iter().any(|ally| lost.contains(&ally.standing));
            prop_assert_eq!(check.risks().count() > 0, is_lost);
            let covered = check.warm() > 0 && !is_lost;
            prop_assert_eq!(check.verdict == GoalVerdict::Covered, covered);
            let nobody = check.named.is_empty();
            prop_assert_eq!(check.verdict == GoalVerdict::NobodyNamed, nobody);
            prop_assert!(check.days_left.is_none_or(|days| days >= 0));
        }
    }

    #[test]
    fn the_whole_book_is_the_sum_of_its_people(book in book()) {
        let whole = review(&book, today()).overall;
        let people: Vec<_> = book.assess(today()).collect();
        prop_assert_eq!(whole.given, people.iter().map(|one| one.columns.given).sum::<i64>());
        prop_assert_eq!(whole.taken, people.iter().map(|one| one.columns.taken).sum::<i64>());
    }

    #[test]
    fn losses_are_losses_and_the_largest_come_first(book in book()) {
        let cooling = review(&book, today()).week.cooling;
        prop_assert!(cooling.len() <= 3);
        prop_assert!(cooling.iter().all(|loss| loss.change < 0));
        prop_assert!(cooling.is_sorted_by_key(|loss| loss.change));
    }

    #[test]
    fn letting_everybody_go_takes_the_load_away(mut book in book()) {
        book.goals.clear();
        for person in &mut book.people {
            person.every = Some(Cadence::Never);
        }
        prop_assert_eq!(review(&book, today()).workload.tenths, 0);
    }

    #[test]
    fn without_a_need_nobody_is_hidden(book in book()) {
        prop_assert_eq!(handles(&book, "").len(), book.present(today()).count());
    }

    #[test]
    fn another_word_never_finds_more_people(book in book(), one in need(), other in need()) {
        let both = handles(&book, &format!("{one} {other}"));
        prop_assert!(both.is_subset(&handles(&book, one)));
        let each = handles(&book, one);
        let also = handles(&book, other);
        prop_assert_eq!(both, each.intersection(&also).cloned().collect::<HashSet<_>>());
    }

    #[test]
    fn everybody_is_found_by_what_they_help_with(book in book()) {
        for person in book.present(today()) {
            for help in &person.helps {
                prop_assert!(handles(&book, help).contains(person.handle.as_ref()));
                let shouted = help.to_uppercase();
                prop_assert!(handles(&book, &shouted).contains(person.handle.as_ref()));
            }
        }
    }

    #[test]
    fn whom_to_call_goes_by_strain_debt_warmth_and_balance(book in book(), need in need()) {
        for need in ["", need] {
            let limit = book.settings.score.debt_limit;
            let ranks: Vec<_> = who(&book, need, today())
                .iter()
                .map(|one| {
                    let score = one.assessment;
                    let strained = score.standing == Standing::Strained;
                    let after = score.ask(AskSize::Urgent).after;
                    (strained, after < limit, -score.warmth, -score.balance)
                })
                .collect();
            prop_assert!(ranks.is_sorted(), "{:?}", ranks);
        }
    }
}
