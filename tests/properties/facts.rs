//! Everything the program says of a book on a day, line by line, with days told as days
//! before today: what two books that mean the same must agree on.

use allies::core::agenda::agenda;
use allies::core::review::review;
use allies::core::rules::{About, ActiveGoals, Reason, reasons};
use allies::core::score::lines;
use allies::core::standing::{Assessment, Verdict};
use allies::core::who::{nearest_helps, who};
use allies::model::book::Book;
use allies::model::person::Person;
use chrono::NaiveDate;

/// Everything, sorted where the order is the file's and as it comes where it is the score's.
pub fn facts(book: &Book, today: NaiveDate) -> Vec<String> {
    let mut facts: Vec<String> = book
        .assess(today)
        .flat_map(|one| person(book, &one))
        .collect();
    facts.sort();
    facts.extend(due(book, today));
    facts.extend(whole(book, today));
    for need in ["", "it", "wifi laptop"] {
        let found: Vec<_> = who(book, need, today)
            .iter()
            .map(|one| one.assessment.person.handle.to_string())
            .collect();
        facts.push(format!("who {need:?}: {found:?}"));
    }
    facts.push(format!("near: {:?}", nearest_helps(book, "wifi", today)));
    facts
}

/// Days from that day until today.
fn age(day: Option<NaiveDate>, today: NaiveDate) -> Option<i64> {
    day.map(|day| (today - day).num_days())
}

fn person(book: &Book, one: &Assessment) -> Vec<String> {
    let Assessment {
        person,
        today,
        columns,
        balance,
        warmth,
        trend,
        standing,
        history,
        asks,
    } = one;
    let handle = &person.handle;
    let age = |day| age(day, *today);
    let lasts = [
        history.last_gave,
        history.last_asked,
        history.last_received,
        history.last_contact,
        history.last_met,
        history.last_called,
        history.last_repaired,
        history.last_thanks(),
    ]
    .map(age);
    let open = [
        history.open_strain,
        history.unthanked,
        history.uncredited,
        history.second_ask,
        history.open_ask,
    ]
    .map(age);
    let asks = asks.map(|ask| (ask.size, verdict(&ask.verdict, *today), ask.after));
    let goals = ActiveGoals::new(book, *today);
    let mut counted: Vec<_> = lines(person, &book.settings, *today)
        .map(|line| {
            (
                line.age,
                line.row.kind,
                line.row.size,
                line.points,
                line.contact,
            )
        })
        .collect();
    counted.sort_unstable();
    let reasons: Vec<_> = reasons(person, &book.settings, &goals, *today)
        .iter()
        .map(|one| reason(one, *today))
        .collect();
    vec![
        format!("{handle} {columns:?} {balance} {warmth} {trend:?} {standing:?}"),
        format!(
            "{handle} last {lasts:?} open {open:?} {}",
            history.asks_since_giving
        ),
        format!("{handle} ask {asks:?}"),
        format!("{handle} lines {counted:?}"),
        format!("{handle} due {reasons:?}"),
    ]
}

fn verdict(verdict: &Verdict, today: NaiveDate) -> (&'static str, Option<i64>, i64) {
    let since = match verdict {
        Verdict::RepairFirst(day)
        | Verdict::ThankFirst(day)
        | Verdict::CreditFirst(day)
        | Verdict::GiveFirstMending(day) => Some(*day),
        Verdict::GiveFirst(_) | Verdict::MeetFirst | Verdict::Yes => None,
    };
    (verdict.words(), age(since, today), verdict.shortfall())
}

fn reason(reason: &Reason, today: NaiveDate) -> String {
    let about = match reason.about {
        About::Event => String::new(),
        About::Asks(count) => count.to_string(),
        About::Promise(promise) => format!("{} {:?}", promise.what, age(promise.made, today)),
        About::Silence { contact, goal } => {
            format!("{contact} {:?}", goal.map(|goal| &goal.handle))
        }
    };
    let trigger = (today - reason.trigger).num_days();
    format!(
        "{} {trigger} {} {about}",
        reason.rule.word(),
        reason.days_late(today)
    )
}

fn due(book: &Book, today: NaiveDate) -> Vec<String> {
    let agenda = agenda(book, today, book.settings.due.horizon);
    let rows = agenda.rows.iter().map(|row| {
        let reasons: Vec<_> = row.reasons().map(|one| reason(one, today)).collect();
        let (action, settles) = (row.action.word(), &row.settles);
        format!("due {} {reasons:?} {action} {settles:?}", row.person.handle)
    });
    let snoozed = agenda.snoozed.iter().map(|(person, until)| {
        format!("snoozed {} {}", person.handle, (*until - today).num_days())
    });
    rows.chain(snoozed).collect()
}

fn whole(book: &Book, today: NaiveDate) -> Vec<String> {
    let review = review(book, today);
    let week = &review.week;
    let cooling: Vec<_> = week
        .cooling
        .iter()
        .map(|loss| (loss.person.handle.as_ref(), loss.change))
        .collect();
    let coverage = review.coverage.iter().map(|one| {
        let all = one.warm.iter().chain(&one.others);
        let all: Vec<_> = all
            .map(|ally| (ally.person.handle.as_ref(), ally.standing))
            .collect();
        format!("dept {} {:?} {all:?}", one.dept, one.cover)
    });
    let goals = review.goals.iter().map(|check| {
        let named: Vec<_> = check
            .named
            .iter()
            .map(|ally| ally.person.handle.as_ref())
            .collect();
        format!(
            "goal {} {:?} {named:?} {:?}",
            check.goal.handle, check.verdict, check.days_left
        )
    });
    let leaning = &review.concentration;
    let asked = review
        .ask_only
        .iter()
        .map(|one| (one.person.handle.as_ref(), one.asks));
    let asked: Vec<(&str, usize)> = asked.collect();
    let rest = [
        format!(
            "week {:?} {:?} {cooling:?} {}",
            week.now, week.before, week.needs_stranger
        ),
        format!("direction {:?}", review.direction),
        format!(
            "leaning {:?} {} {:?} {:?}",
            handles(&leaning.top),
            leaning.percent,
            handles(&leaning.strong),
            leaning.flag
        ),
        format!("ask only {asked:?}"),
        format!("give only {:?}", handles(&review.give_only)),
        format!("whole {:?} {:?}", review.overall, review.workload),
    ];
    coverage.chain(goals).chain(rest).collect()
}

fn handles<'b>(people: impl IntoIterator<Item = &'b &'b Person<'b>>) -> Vec<&'b str> {
    people
        .into_iter()
        .map(|person| person.handle.as_ref())
        .collect()
}
