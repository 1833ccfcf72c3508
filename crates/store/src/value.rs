//! How a Rust value becomes a column and back: integers, text, bytes and UUIDs are all that both engines share.

use gestand_base::{
    CaseId, FindingId, FollowUpId, HoldId, PackageId, PersonId, PlanId, RunId, StepId, TaskId, UserId, pack, unpack,
};
use gestand_ledger::merkle::Hash;
use gestand_vault::Sealed;
use jiff::{Timestamp, civil::Date};
use sqlx::types::Uuid;

use crate::StepKey;
use crate::error::Result;
use crate::policies::PackText;
use crate::tx::Row;

/// Digests in one packed parameter: taking a long one apart costs both engines the square of its length.
pub(crate) const PACKED: usize = 1_000;

/// A parameter of a statement. The kind stays known when there is no value: PostgreSQL asks for it.
#[derive(Debug)]
pub(crate) enum Value {
    Int(Option<i64>),
    Text(Option<String>),
    Bytes(Option<Vec<u8>>),
    Uuid(Option<Uuid>),
}

/// A type that an engine stores as it is.
pub(crate) trait Raw: Sized {
    fn value(raw: Option<Self>) -> Value;
    fn read(row: &Row, column: &str) -> Result<Option<Self>>;
}

macro_rules! raw {
    ($($raw:ty => $kind:ident),*) => {$(
        impl Raw for $raw {
            fn value(raw: Option<Self>) -> Value {
                Value::$kind(raw)
            }
            fn read(row: &Row, column: &str) -> Result<Option<Self>> {
                row.raw(column)
            }
        }
    )*};
}
raw!(i64 => Int, String => Text, Vec<u8> => Bytes, Uuid => Uuid);

/// A type with a stored form. `None` from `parse` means that the stored value makes no sense.
pub(crate) trait Column: Sized {
    type Raw: Raw;
    fn raw(&self) -> Self::Raw;
    fn parse(raw: Self::Raw) -> Option<Self>;
}

/// What a statement takes as a parameter.
pub(crate) trait Param {
    fn param(&self) -> Value;
}

impl<T: Column> Param for T {
    fn param(&self) -> Value {
        Raw::value(Some(self.raw()))
    }
}

impl<T: Column> Param for Option<T> {
    fn param(&self) -> Value {
        Raw::value(self.as_ref().map(Column::raw))
    }
}

impl Param for str {
    fn param(&self) -> Value {
        Value::Text(Some(self.to_owned()))
    }
}

/// What a column of a row gives: a [`Column`], or an optional one where the column may be NULL.
pub(crate) trait Field: Sized {
    fn read(row: &Row, column: &str) -> Result<Self>;
}

impl<T: Column> Field for T {
    fn read(row: &Row, column: &str) -> Result<Self> {
        Option::<T>::read(row, column)?.ok_or_else(|| row.corrupt(column))
    }
}

impl<T: Column> Field for Option<T> {
    fn read(row: &Row, column: &str) -> Result<Self> {
        <T::Raw as Raw>::read(row, column)?.map(|raw| T::parse(raw).ok_or_else(|| row.corrupt(column))).transpose()
    }
}

macro_rules! column {
    ($($kind:ty as $raw:ty: |$this:ident| $to:expr, |$stored:ident| $from:expr;)*) => {$(
        impl $crate::value::Column for $kind {
            type Raw = $raw;
            fn raw(&self) -> $raw {
                let $this = self;
                $to
            }
            fn parse($stored: $raw) -> Option<Self> {
                $from
            }
        }
    )*};
}
pub(crate) use column;

column! {
    i64 as i64: |v| *v, |raw| Some(raw);
    i16 as i64: |v| i64::from(*v), |raw| raw.try_into().ok();
    u8 as i64: |v| i64::from(*v), |raw| raw.try_into().ok();
    u32 as i64: |v| i64::from(*v), |raw| raw.try_into().ok();
    u64 as i64: |v| i64::try_from(*v).unwrap_or(i64::MAX), |raw| raw.try_into().ok();
    bool as i64: |v| i64::from(*v), |raw| match raw { 0 => Some(false), 1 => Some(true), _ => None };
    Timestamp as i64: |v| v.as_microsecond(), |raw| Timestamp::from_microsecond(raw).ok();
    Date as String: |v| v.to_string(), |raw| raw.parse().ok();
    String as String: |v| v.clone(), |raw| Some(raw);
    Vec<String> as String: |v| serde_json::Value::from(v.as_slice()).to_string(), |raw| serde_json::from_str(&raw).ok();
    Vec<StepKey> as Vec<u8>: |v| pack(&serde_json::to_vec(v).unwrap_or_default()),
        |raw| serde_json::from_slice(&unpack(&raw).ok()?).ok();
    Vec<PackText> as String: |v| serde_json::to_string(v).unwrap_or_default(), |raw| serde_json::from_str(&raw).ok();
    serde_json::Value as String: |v| v.to_string(), |raw| serde_json::from_str(&raw).ok();
    Uuid as Uuid: |v| *v, |raw| Some(raw);
    Vec<u8> as Vec<u8>: |v| v.clone(), |raw| Some(raw);
    Hash as Vec<u8>: |v| v.to_vec(), |raw| raw.try_into().ok();
    crate::mentions::Term as Vec<u8>: |v| v.to_vec(), |raw| raw.try_into().ok();
    Sealed as Vec<u8>: |v| v.as_bytes().to_vec(), |raw| Some(Sealed::from_bytes(raw));
    CaseId as Uuid: |v| v.uuid(), |raw| Some(CaseId::from_uuid(raw));
    FindingId as Uuid: |v| v.uuid(), |raw| Some(FindingId::from_uuid(raw));
    FollowUpId as Uuid: |v| v.uuid(), |raw| Some(FollowUpId::from_uuid(raw));
    HoldId as Uuid: |v| v.uuid(), |raw| Some(HoldId::from_uuid(raw));
    PackageId as Uuid: |v| v.uuid(), |raw| Some(PackageId::from_uuid(raw));
    PersonId as Uuid: |v| v.uuid(), |raw| Some(PersonId::from_uuid(raw));
    PlanId as Uuid: |v| v.uuid(), |raw| Some(PlanId::from_uuid(raw));
    RunId as Uuid: |v| v.uuid(), |raw| Some(RunId::from_uuid(raw));
    StepId as Uuid: |v| v.uuid(), |raw| Some(StepId::from_uuid(raw));
    TaskId as Uuid: |v| v.uuid(), |raw| Some(TaskId::from_uuid(raw));
    UserId as Uuid: |v| v.uuid(), |raw| Some(UserId::from_uuid(raw));
}

/// Lists the columns of a row type in the order of its INSERT: gives `values` and `from_row`; after `read` only
/// `from_row`.
macro_rules! columns {
    (@name $field:ident) => { stringify!($field) };
    (@name $field:ident $column:literal) => { $column };
    ($row:ident { $($field:ident $(as $column:literal)?),* $(,)? }) => {
        impl $row {
            pub(crate) fn values(&self) -> Vec<$crate::value::Value> {
                vec![$($crate::value::Param::param(&self.$field)),*]
            }
        }
        $crate::value::columns!(read $row { $($field $(as $column)?),* });
    };
    (read $row:ident { $($field:ident $(as $column:literal)?),* $(,)? }) => {
        impl $row {
            pub(crate) fn from_row(row: &$crate::tx::Row) -> $crate::error::Result<Self> {
                Ok($row { $($field: row.get($crate::value::columns!(@name $field $($column)?))?),* })
            }
        }
    };
}
pub(crate) use columns;

/// The parameters of a statement, in order.
macro_rules! args {
    ($($value:expr),* $(,)?) => {{
        #[allow(unused_imports, reason = "a statement may have no parameters")]
        use $crate::value::Param as _;
        vec![$($value.param()),*]
    }};
}
pub(crate) use args;
