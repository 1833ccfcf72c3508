//! Values of a pack that know the file, line and column they came from.

use std::cell::Cell;
use std::ops::Deref;

use schemars::{JsonSchema, Schema, SchemaGenerator};
use serde::{Deserialize, Deserializer, Serialize, Serializer};

/// A place in a pack: index into [`crate::Compiled::files`], 1-based line and column; line 0 means "no place".
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Default, Serialize)]
pub struct Span {
    pub file: u16,
    pub line: u32,
    pub column: u32,
}

thread_local! {
    /// The file being parsed: serde has no context argument, and every `At` needs to know its file.
    static CURRENT_FILE: Cell<u16> = const { Cell::new(0) };
}

/// Runs `parse` with `file` as the file that new spans point to.
pub(crate) fn in_file<T>(file: u16, parse: impl FnOnce() -> T) -> T {
    let before = CURRENT_FILE.replace(file);
    let out = parse();
    CURRENT_FILE.set(before);
    out
}

/// A value with the place where a pack states it.
#[derive(Debug, Clone, Default)]
pub struct At<T> {
    pub value: T,
    pub span: Span,
}

impl<T> At<T> {
    /// A value that no pack states (tests, built-in defaults).
    pub fn nowhere(value: T) -> Self {
        At { value, span: Span::default() }
    }
}

impl<T> Deref for At<T> {
    type Target = T;
    fn deref(&self) -> &T {
        &self.value
    }
}

impl<T: PartialEq> PartialEq for At<T> {
    fn eq(&self, other: &Self) -> bool {
        self.value == other.value
    }
}

impl<'de, T: Deserialize<'de>> Deserialize<'de> for At<T> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let spanned = serde_saphyr::Spanned::<T>::deserialize(deserializer)?;
        let place = spanned.referenced;
        let span = Span {
            file: CURRENT_FILE.get(),
            line: u32::try_from(place.line()).unwrap_or(0),
            column: u32::try_from(place.column()).unwrap_or(0),
        };
        Ok(At { value: spanned.value, span })
    }
}

impl<T: Serialize> Serialize for At<T> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        self.value.serialize(serializer)
    }
}

impl<T: JsonSchema> JsonSchema for At<T> {
    fn schema_name() -> std::borrow::Cow<'static, str> {
        T::schema_name()
    }
    fn json_schema(generator: &mut SchemaGenerator) -> Schema {
        T::json_schema(generator)
    }
    fn inline_schema() -> bool {
        T::inline_schema()
    }
}
