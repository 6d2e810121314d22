//! Answers as text and as JSON. A view is built from the core and printed by the commands; it
//! never prints itself.
