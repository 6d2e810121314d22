//! Enums each of whose values is one word: of the file, of the command line, of screens or JSON.

/// An enum with a word for each value. What gives the word is called `word` if nothing else
/// stands behind the name.
macro_rules! word_enum {
    ($(#[$about:meta])* pub enum $name:ident $values:tt) => {
        word_enum! { $(#[$about])* pub enum $name: word $values }
    };
    ($(#[$about:meta])* pub enum $name:ident: $to_word:ident {
        $($(#[$value_about:meta])* $value:ident = $word:literal,)*
    }) => {
        $(#[$about])*
        pub enum $name { $($(#[$value_about])* $value),* }

        impl $name {
            /// Every value, in the order in which they are declared, listed and told.
            pub const ALL: [Self; [$($word),*].len()] = [$(Self::$value),*];

            /// The word or words for it.
            pub const fn $to_word(self) -> &'static str {
                match self { $(Self::$value => $word),* }
            }

            /// The value for that word, written exactly so.
            pub fn from_word(word: &str) -> Option<Self> {
                match word { $($word => Some(Self::$value),)* _ => None }
            }
        }
    };
}

pub(crate) use word_enum;
