//! The single values of a book in JSON: dates, words, names. Each is read as strictly as the
//! file is, for what is read here goes into the file.

use std::borrow::Cow;

use serde::de::Error;
use serde::{Deserialize, Deserializer, Serialize, Serializer};

use crate::model::interaction::Size;
use crate::model::person::{Cadence, Level};

/// A date is ten characters of text, years 1 to 9999.
pub(crate) mod day {
    use chrono::NaiveDate;
    use serde::de::Error;
    use serde::{Deserialize, Deserializer, Serializer};

    use crate::formats::day::day;

    #[expect(
        clippy::trivially_copy_pass_by_ref,
        reason = "the signature that serde asks for"
    )]
    pub(in crate::formats::json) fn serialize<S: Serializer>(
        day: &NaiveDate,
        to: S,
    ) -> Result<S::Ok, S::Error> {
        to.collect_str(day)
    }

    pub(in crate::formats::json) fn deserialize<'de, D: Deserializer<'de>>(
        from: D,
    ) -> Result<NaiveDate, D::Error> {
        let text = String::deserialize(from)?;
        day(&text).ok_or_else(|| D::Error::custom("a date is `YYYY-MM-DD`"))
    }
}

/// A date that may be absent.
pub(crate) mod maybe_day {
    use chrono::NaiveDate;
    use serde::de::Error;
    use serde::{Deserialize, Deserializer, Serializer};

    use crate::formats::day::day;

    #[expect(
        clippy::ref_option,
        clippy::trivially_copy_pass_by_ref,
        reason = "the signature that serde asks for"
    )]
    pub(in crate::formats::json) fn serialize<S: Serializer>(
        day: &Option<NaiveDate>,
        to: S,
    ) -> Result<S::Ok, S::Error> {
        match day {
            Some(day) => to.collect_str(day),
            None => to.serialize_none(),
        }
    }

    pub(in crate::formats::json) fn deserialize<'de, D: Deserializer<'de>>(
        from: D,
    ) -> Result<Option<NaiveDate>, D::Error> {
        let Some(text) = Option::<String>::deserialize(from)? else {
            return Ok(None);
        };
        day(&text)
            .map(Some)
            .ok_or_else(|| D::Error::custom("a date is `YYYY-MM-DD`"))
    }
}

/// What one types to name somebody; never empty.
#[derive(Serialize)]
#[serde(transparent)]
pub(crate) struct Handle<'b>(pub(crate) Cow<'b, str>);

impl<'de> Deserialize<'de> for Handle<'_> {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        let text = String::deserialize(from)?;
        if text.is_empty() {
            return Err(D::Error::custom("a handle is empty"));
        }
        Ok(Self(Cow::Owned(text)))
    }
}

/// A name, in which there is more than blank space.
#[derive(Serialize)]
#[serde(transparent)]
pub(crate) struct Name<'b>(pub(crate) Cow<'b, str>);

impl<'de> Deserialize<'de> for Name<'_> {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        let text = String::deserialize(from)?;
        if text.trim().is_empty() {
            return Err(D::Error::custom("a name is empty"));
        }
        Ok(Self(Cow::Owned(text)))
    }
}

/// One of a few words of the file.
pub(crate) struct Word<T>(pub(crate) T);

impl Serialize for Word<Level> {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        to.serialize_str(self.0.word())
    }
}

impl<'de> Deserialize<'de> for Word<Level> {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        let word = String::deserialize(from)?;
        let level = Level::from_word(&word);
        level
            .map(Word)
            .ok_or_else(|| D::Error::custom("a level is unknown"))
    }
}

impl Serialize for Word<Size> {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        to.serialize_str(self.0.word())
    }
}

impl<'de> Deserialize<'de> for Word<Size> {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        let word = String::deserialize(from)?;
        let size = Size::from_word(&word);
        size.map(Word)
            .ok_or_else(|| D::Error::custom("a size is unknown"))
    }
}

/// A cadence: a number of days, or `"never"`.
#[derive(Serialize, Deserialize)]
#[serde(untagged, expecting = "`every` is a number of days or \"never\"")]
enum EveryForm {
    Days(i64),
    Word(String),
}

/// A cadence that is within its range.
#[derive(Serialize, Deserialize)]
#[serde(try_from = "EveryForm", into = "EveryForm")]
pub(crate) struct Every(Cadence);

impl Every {
    pub(crate) const fn of(every: Cadence) -> Self {
        Self(every)
    }

    pub(crate) const fn into_cadence(self) -> Cadence {
        self.0
    }
}

impl Clone for Every {
    fn clone(&self) -> Self {
        Self(self.0)
    }
}

impl From<Every> for EveryForm {
    fn from(every: Every) -> Self {
        match every.0 {
            Cadence::Days(days) => Self::Days(days.into()),
            Cadence::Never => Self::Word("never".to_owned()),
        }
    }
}

impl TryFrom<EveryForm> for Every {
    type Error = String;

    fn try_from(form: EveryForm) -> Result<Self, String> {
        let every = match form {
            EveryForm::Days(days) => Cadence::from_days(days),
            EveryForm::Word(word) => Cadence::from_word(&word),
        };
        let longest = Cadence::LONGEST;
        every
            .map(Self)
            .ok_or_else(|| format!("`every` is 1 to {longest} days or \"never\""))
    }
}
