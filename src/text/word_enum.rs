//! Enums whose values each have a fixed word in the file, on the command line or in output.

/// Defines an enum with a word for each value. The accessor is `word` unless another name
/// follows the name of the enum.
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
            /// Every value, in declaration order.
            pub const ALL: [Self; [$($word),*].len()] = [$(Self::$value),*];

            /// The word or words of the value.
            pub const fn $to_word(self) -> &'static str {
                match self { $(Self::$value => $word),* }
            }

            /// The value of exactly that word.
            pub fn from_word(word: &str) -> Option<Self> {
                match word { $($word => Some(Self::$value),)* _ => None }
            }
        }
    };
}

pub(crate) use word_enum;
