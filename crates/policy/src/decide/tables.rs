//! The policy as rows of bit sets: what each activity uses, who does it, who receives what.

use indexmap::IndexMap;

use super::IdSet;
use super::set::CAPACITY;
use crate::model::{Activity, Agreement, Basis, Document, Recipient, RecipientRole, Refs, Region, Sensitivity, Text};
use crate::span::{At, Span};

macro_rules! ids {
    ($($(#[$doc:meta])* $name:ident),*) => { $(
        $(#[$doc])*
        /// Only valid with the [`Tables`] that gave it.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
        pub struct $name(pub(super) u16);

        impl $name {
            /// The number of the id, as it stands in an [`IdSet`].
            pub const fn number(self) -> u16 {
                self.0
            }
        }
    )* };
}

ids!(
    /// An activity of the policy.
    ActivityId,
    /// An item of data, over all categories.
    ItemId,
    /// A function of employees.
    FunctionId,
    /// A recipient.
    RecipientId,
    /// A condition that `only_if` asks.
    ConditionId
);

/// A policy with more entries of one kind than a decision table can hold.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("the policy has {count} {kind}; at most 512 fit, so no decisions can be made: merge or remove some")]
pub struct TooManyEntries {
    /// `activities`, `items`, `functions`, `recipients` or `conditions`.
    pub kind: &'static str,
    pub count: usize,
}

/// A policy compiled for decisions. References to entries that do not exist are left out (the checks report them):
/// what is not understood is never permitted.
#[derive(Debug, Clone, Default)]
pub struct Tables {
    pub(super) activities: Names,
    pub(super) items: Names,
    pub(super) functions: Names,
    pub(super) recipients: Names,
    pub(super) conditions: Names,
    /// By number of [`ActivityId`].
    pub(super) activity_rows: Vec<ActivityRow>,
    /// By number of [`RecipientId`].
    pub(super) recipient_rows: Vec<RecipientRow>,
    categories: IndexMap<String, IdSet>,
    sensitive: IdSet,
}

/// What a decision needs to know of an activity.
#[derive(Debug, Clone)]
pub(super) struct ActivityRow {
    pub(super) items: IdSet,
    pub(super) functions: IdSet,
    pub(super) recipients: IdSet,
    /// In the order of the policy.
    pub(super) bases: Vec<At<Basis>>,
    /// Names an article that lifts the prohibition on special data.
    pub(super) ground: bool,
    pub(super) statutory: bool,
    pub(super) marketing: bool,
    /// All must be so.
    pub(super) conditions: IdSet,
    /// Of these at least one must be so; none are asked where it is empty.
    pub(super) any_condition: IdSet,
}

/// What a decision needs to know of a recipient.
#[derive(Debug, Clone)]
pub(super) struct RecipientRow {
    pub(super) disclosures: Vec<DisclosureRow>,
    /// Where the policy says that this processor has no agreement.
    pub(super) without_agreement: Option<Span>,
    /// Where the policy puts it outside the EEA without a safeguard.
    pub(super) outside_eea: Option<Span>,
}

/// One line of `may_receive`.
#[derive(Debug, Clone)]
pub(super) struct DisclosureRow {
    /// `None`: for every activity that discloses to the recipient.
    pub(super) activity: Option<ActivityId>,
    pub(super) items: IdSet,
    pub(super) needs_mandate: bool,
    pub(super) needs_consent: bool,
    /// All must be so; consent and mandate are not among them.
    pub(super) conditions: IdSet,
    pub(super) span: Span,
}

/// The names, labels and places of one kind of entry; the position is the id.
#[derive(Debug, Clone, Default)]
pub(super) struct Names(IndexMap<String, (Option<Text>, Span)>);

impl Names {
    fn find(&self, name: &str) -> Option<u16> {
        self.0.get_index_of(name).and_then(|index| u16::try_from(index).ok())
    }

    fn all(&self, references: &Refs) -> IdSet {
        references.iter().filter_map(|name| self.find(name)).collect()
    }

    pub(super) fn name(&self, id: u16) -> &str {
        self.0.get_index(usize::from(id)).map_or("", |(name, _)| name)
    }

    /// The label in `lang`, or the name where there is none.
    pub(super) fn label(&self, id: u16, lang: &str) -> &str {
        match self.0.get_index(usize::from(id)) {
            Some((_, (Some(label), _))) => label.get(lang),
            _ => self.name(id),
        }
    }

    pub(super) fn span(&self, id: u16) -> Span {
        self.0.get_index(usize::from(id)).map_or(Span::default(), |(_, (_, span))| *span)
    }
}

/// The names of entries of one `kind`, refused when there are too many for a set.
fn names<'a, T: 'a>(
    kind: &'static str,
    entries: impl IntoIterator<Item = (&'a String, &'a At<T>)>,
    label: impl Fn(&T) -> &Option<Text>,
) -> Result<Names, TooManyEntries> {
    let entries = entries.into_iter().map(|(name, entry)| (name.clone(), (label(entry).clone(), entry.span)));
    let names: IndexMap<_, _> = entries.collect();
    let count = names.len();
    if count > CAPACITY { Err(TooManyEntries { kind, count }) } else { Ok(Names(names)) }
}

/// Conditions of a disclosure that the person meets: [`super::SubjectState`] tells whether they do.
const OF_THE_PERSON: [&str; 2] = ["consent", "mandate"];

/// The conditions the policy knows, then those it only asks: what nobody defined, nobody can meet by accident.
fn conditions(document: &Document) -> Result<Names, TooManyEntries> {
    let mut all = names("conditions", &document.conditions, |entry| &entry.label)?;
    let of_activities =
        document.activities.values().flat_map(|activity| activity.only_if.iter().chain(&activity.only_if_any));
    let lines = document.recipients.values().flat_map(|recipient| &recipient.may_receive);
    let always = document.sharing.iter().flat_map(|sharing| &sharing.only_if);
    for asked in of_activities.chain(lines.flat_map(|line| &line.only_if)).chain(always) {
        all.0.entry(asked.value.clone()).or_insert((None, asked.span));
    }
    let count = all.0.len();
    if count > CAPACITY { Err(TooManyEntries { kind: "conditions", count }) } else { Ok(all) }
}

impl Tables {
    /// Compiles the merged document of a policy. An activity uses exactly the data it lists; for a statutory activity
    /// that lists none, loading has written out all categories but identification (see [`Activity::data`]).
    ///
    /// # Errors
    /// [`TooManyEntries`] when a kind has more than 512 entries.
    pub fn compile(document: &Document) -> Result<Tables, TooManyEntries> {
        let all_items = || document.categories.values().flat_map(|category| &category.items);
        let mut tables = Tables {
            activities: names("activities", &document.activities, |entry| &entry.label)?,
            items: names("items", all_items(), |entry| &entry.label)?,
            functions: names("functions", &document.functions, |entry| &entry.label)?,
            recipients: names("recipients", &document.recipients, |entry| &entry.label)?,
            conditions: conditions(document)?,
            ..Tables::default()
        };
        for (name, category) in &document.categories {
            let items: IdSet = category.items.keys().filter_map(|item| tables.items.find(item)).collect();
            tables.categories.insert(name.clone(), items);
            for (name, item) in &category.items {
                let sensitivity = item.sensitivity.or(category.sensitivity).unwrap_or(Sensitivity::Ordinary);
                let needs_ground = !matches!(sensitivity, Sensitivity::Ordinary | Sensitivity::Sensitive);
                if let (true, Some(id)) = (needs_ground, tables.items.find(name)) {
                    tables.sensitive = tables.sensitive.with(id);
                }
            }
        }
        tables.activity_rows = document.activities.values().map(|activity| tables.activity_row(activity)).collect();
        tables.recipient_rows = document.recipients.values().map(|recipient| tables.recipient_row(recipient)).collect();
        // What every disclosure asks, each line asks.
        let always = document.sharing.as_ref().map_or(IdSet::EMPTY, |sharing| tables.conditions.all(&sharing.only_if));
        for line in tables.recipient_rows.iter_mut().flat_map(|row| &mut row.disclosures) {
            line.conditions = line.conditions.union(always);
        }
        Ok(tables)
    }

    fn activity_row(&self, activity: &Activity) -> ActivityRow {
        ActivityRow {
            items: self.items_of_all(&activity.data),
            functions: self.functions.all(&activity.functions),
            recipients: self.recipients.all(&activity.recipients),
            bases: activity.basis.clone(),
            ground: activity.lifts_prohibition(),
            statutory: activity.statutory,
            marketing: activity.marketing,
            conditions: self.conditions.all(&activity.only_if),
            any_condition: self.conditions.all(&activity.only_if_any),
        }
    }

    fn recipient_row(&self, recipient: &Recipient) -> RecipientRow {
        let disclosures = recipient.may_receive.iter().filter_map(|line| {
            let activity = match &line.activity {
                None => None,
                Some(name) => Some(self.activity(name)?),
            };
            let needs = |condition: &str| line.only_if.iter().any(|word| word.value == condition);
            let others = line.only_if.iter().filter(|word| !OF_THE_PERSON.contains(&word.value.as_str()));
            Some(DisclosureRow {
                activity,
                items: self.items_of_all(&line.data),
                needs_mandate: needs("mandate"),
                needs_consent: needs("consent"),
                conditions: others.filter_map(|word| self.conditions.find(word)).collect(),
                span: line.span,
            })
        });
        let processor = recipient.role.as_ref().is_some_and(|role| **role == RecipientRole::Processor);
        let no_agreement = recipient.agreement.as_ref().filter(|agreement| ***agreement == Agreement::None);
        let third_country = recipient.region.as_ref().filter(|region| ***region == Region::ThirdCountry);
        RecipientRow {
            disclosures: disclosures.collect(),
            without_agreement: no_agreement.filter(|_| processor).map(|agreement| agreement.span),
            outside_eea: third_country.filter(|_| recipient.safeguard.is_none()).map(|region| region.span),
        }
    }

    fn items_of_all(&self, references: &Refs) -> IdSet {
        references.iter().fold(IdSet::EMPTY, |items, name| items.union(self.items_of(name)))
    }

    /// The items of a category, or the one item of that name; empty when there is neither. A category goes before an
    /// item of the same name.
    pub fn items_of(&self, category_or_item: &str) -> IdSet {
        let item = || self.items.find(category_or_item).into_iter().collect();
        self.categories.get(category_or_item).copied().unwrap_or_else(item)
    }

    /// The items that are special, criminal or identification data (GDPR 9, 10, 87).
    pub fn sensitive_items(&self) -> IdSet {
        self.sensitive
    }

    pub fn activity(&self, name: &str) -> Option<ActivityId> {
        self.activities.find(name).map(ActivityId)
    }
    pub fn item(&self, name: &str) -> Option<ItemId> {
        self.items.find(name).map(ItemId)
    }
    pub fn function(&self, name: &str) -> Option<FunctionId> {
        self.functions.find(name).map(FunctionId)
    }
    pub fn recipient(&self, name: &str) -> Option<RecipientId> {
        self.recipients.find(name).map(RecipientId)
    }

    pub fn condition(&self, name: &str) -> Option<ConditionId> {
        self.conditions.find(name).map(ConditionId)
    }

    /// The name of the activity; empty for an id of other tables. The same holds for the names below.
    pub fn activity_name(&self, id: ActivityId) -> &str {
        self.activities.name(id.0)
    }
    pub fn item_name(&self, id: ItemId) -> &str {
        self.items.name(id.0)
    }
    pub fn function_name(&self, id: FunctionId) -> &str {
        self.functions.name(id.0)
    }
    pub fn recipient_name(&self, id: RecipientId) -> &str {
        self.recipients.name(id.0)
    }
    pub fn condition_name(&self, id: ConditionId) -> &str {
        self.conditions.name(id.0)
    }

    /// The names of a set of items.
    pub fn item_names(&self, items: IdSet) -> impl Iterator<Item = &str> {
        items.iter().map(|id| self.items.name(id))
    }

    /// The items an activity uses; empty for an unknown one.
    pub fn activity_items(&self, id: ActivityId) -> IdSet {
        self.activity_rows.get(usize::from(id.0)).map_or(IdSet::EMPTY, |row| row.items)
    }
}
