//! Texts that are no day at the Monday of these tests: what is typed, why it is refused, and
//! what the hint says.

const ANYWHERE: &str =
    "a day is 2026-11-20, `nov 20`, `friday`, `yesterday`, `3d`, `2w ago` or `in 10 days`";
const KNOWN: &str = "write a day as 2026-11-20, `nov 20`, `friday` or `3d`";
const UNITS: &str = "count in days, weeks, months or years: `3d`, `2w`, `1m`, `1y`";
const DAY_TOO: &str = "name the day too: `nov 20`, or `nov 20 2026`";
const SHORTER: &str = "name a day that the month has";

pub(crate) const TABLE: [(&str, &str, &str); 52] = [
    ("", "no day is named", KNOWN),
    (" \t ", "no day is named", KNOWN),
    (
        "03/04/2026",
        "`03/04/2026` could be 3 April 2026 or 4 March 2026",
        "write 2026-04-03 or 2026-03-04",
    ),
    (
        "03.04.2026",
        "`03.04.2026` could be 3 April 2026 or 4 March 2026",
        "write 2026-04-03 or 2026-03-04",
    ),
    (
        "3-4-26",
        "`3-4-26` could be 3 April 2026 or 4 March 2026",
        "write 2026-04-03 or 2026-03-04",
    ),
    (
        "3/4",
        "`3/4` could be 3 April 2026 or 4 March 2026",
        "write 2026-04-03 or 2026-03-04",
    ),
    (
        "20/11/2026",
        "`20/11/2026` could be 20 November 2026, but which number is the day is not sure in this form",
        "write 2026-11-20",
    ),
    (
        "11/20/2026",
        "`11/20/2026` could be 20 November 2026, but which number is the day is not sure in this form",
        "write 2026-11-20",
    ),
    (
        "5/5/2026",
        "`5/5/2026` could be 5 May 2026, but which number is the day is not sure in this form",
        "write 2026-05-05",
    ),
    (
        "2026/11/20",
        "`2026/11/20` could be 20 November 2026, but which number is the day is not sure in this form",
        "write 2026-11-20",
    ),
    ("45/67/2026", "`45/67/2026` is no day", ANYWHERE),
    ("1/2/3/4", "`1/2/3/4` is no day", ANYWHERE),
    ("2026-11", "`2026-11` is no day", ANYWHERE),
    (
        "10",
        "`10` is a number and no day",
        "for a span `10d`, for a day of a month `nov 10`",
    ),
    ("2026", "`2026` is a year and no day", DAY_TOO),
    ("nov", "`nov` is a month and no day", DAY_TOO),
    ("nov 2026", "`nov 2026` is a month and no day", DAY_TOO),
    ("2026 nov", "`2026 nov` is a month and no day", DAY_TOO),
    (
        "nov 20 26",
        "the year of `nov 20 26` has not four digits",
        "write the year in full: `nov 20 2026`",
    ),
    (
        "2026-02-30",
        "`2026-02-30` is no day: February 2026 has 28 days",
        SHORTER,
    ),
    (
        "feb 29 2026",
        "`feb 29 2026` is no day: February 2026 has 28 days",
        SHORTER,
    ),
    (
        "feb 30",
        "`feb 30` is no day: February has 29 days",
        SHORTER,
    ),
    (
        "31 april",
        "`31 april` is no day: April has 30 days",
        SHORTER,
    ),
    (
        "dec 32",
        "`dec 32` is no day: December has 31 days",
        SHORTER,
    ),
    ("nov 0", "`nov 0` is no day: November has 30 days", SHORTER),
    (
        "2026-13-01",
        "`2026-13-01` names no month from 1 to 12",
        KNOWN,
    ),
    (
        "2026-00-10",
        "`2026-00-10` names no month from 1 to 12",
        KNOWN,
    ),
    (
        "0000-01-01",
        "`0000-01-01` is outside the years 1 to 9999",
        KNOWN,
    ),
    (
        "10000-01-01",
        "`10000-01-01` is outside the years 1 to 9999",
        KNOWN,
    ),
    (
        "20 nov 0000",
        "`20 nov 0000` is outside the years 1 to 9999",
        KNOWN,
    ),
    (
        "99999999999d",
        "`99999999999d` is outside the years 1 to 9999",
        KNOWN,
    ),
    (
        "99999999999999999999999999w",
        "`99999999999999999999999999w` is outside the years 1 to 9999",
        KNOWN,
    ),
    (
        "4294967295m",
        "`4294967295m` is outside the years 1 to 9999",
        KNOWN,
    ),
    ("8000y", "`8000y` is outside the years 1 to 9999", KNOWN),
    ("3h", "`3h` counts in no unit of days", UNITS),
    (
        "3 hours ago",
        "`3 hours ago` counts in no unit of days",
        UNITS,
    ),
    (
        "in 5 minutes",
        "`in 5 minutes` counts in no unit of days",
        UNITS,
    ),
    (
        "next week",
        "`next week` is more than one day",
        "name a day, or count: `in 1w`, `1w ago`",
    ),
    (
        "last month",
        "`last month` is more than one day",
        "name a day, or count: `in 1m`, `1m ago`",
    ),
    ("tomorow", "`tomorow` is no day", "did you mean `tomorrow`?"),
    ("firday", "`firday` is no day", "did you mean `friday`?"),
    ("soon", "`soon` is no day", ANYWHERE),
    ("mo", "`mo` is no day", ANYWHERE),
    ("-3d", "`-3d` is no day", ANYWHERE),
    ("3.5d", "`3.5d` is no day", ANYWHERE),
    ("in 3d ago", "`in 3d ago` is no day", ANYWHERE),
    ("٣d", "`٣d` is no day", ANYWHERE),
    ("２０２６-11-20", "`２０２６-11-20` is no day", ANYWHERE),
    ("2026-11-20T10:00", "`2026-11-20T10:00` is no day", ANYWHERE),
    (
        "Mon 20 Nov 2026",
        "`Mon 20 Nov 2026` is no day: 20 November 2026 is a Friday, not a Monday",
        "leave the weekday out: 2026-11-20",
    ),
    ("friday 10", "`friday 10` is no day", ANYWHERE),
    ("to\u{1b}[2Jday", "`to␛[2Jday` is no day", ANYWHERE),
];
