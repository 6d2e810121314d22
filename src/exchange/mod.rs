//! Other people's formats, in and out: contacts, calendars, tables. Pure: text in, values out.
