//! Applies a batch in one transaction, and verifies it afterwards in another.

use std::collections::HashSet;
use std::time::Duration;

use super::Inner;
use super::build::{Sql, all_of, flag};
use super::connection::{Trouble, reason, trouble};
use super::schema::Schema;
use super::walk::{key, key_in, key_text};
use crate::annotation::Class;
use crate::{Applied, SourceError, VerbKind, Verified, Work};

/// How long to wait before a transaction that lost to another one is tried again.
const PAUSES: [Duration; 4] =
    [Duration::from_millis(50), Duration::from_millis(200), Duration::from_millis(800), Duration::from_secs(2)];

/// Why a batch was not applied; nothing of it was.
enum Failure {
    Told(SourceError),
    Database(sqlx::Error),
}

impl From<SourceError> for Failure {
    fn from(error: SourceError) -> Self {
        Failure::Told(error)
    }
}

impl From<sqlx::Error> for Failure {
    fn from(error: sqlx::Error) -> Self {
        Failure::Database(error)
    }
}

impl Inner {
    /// Does the work, all or nothing. Doing it again changes nothing. What loses to another transaction is tried again
    /// whole, a few times.
    pub(super) async fn apply(&self, work: &Work) -> Result<Applied, SourceError> {
        self.supports(&work.class, work.verb.kind())?;
        let mut pauses = PAUSES.into_iter();
        loop {
            let error = match self.attempt(work).await {
                Ok(applied) => return Ok(applied),
                Err(Failure::Told(error)) => return Err(error),
                Err(Failure::Database(error)) => error,
            };
            match (trouble(&error), pauses.next()) {
                (Trouble::Conflict, Some(pause)) => tokio::time::sleep(pause).await,
                (Trouble::Conflict | Trouble::Lost, _) => return Err(self.unreachable(&error)),
                (Trouble::Other, _) if work.verb.kind() == VerbKind::Rectify => {
                    let why = format!("a value does not fit its column ({})", reason(&error));
                    return Err(self.refused(&work.class, &why));
                }
                (Trouble::Other, _) => return Err(self.refused(&work.class, &reason(&error))),
            }
        }
    }

    /// Work of one statement that cannot change more rows than it was given keys: it needs no transaction around it.
    async fn at_once(&self, class: &Class, work: &Work) -> Result<Option<Applied>, Failure> {
        let kind = work.verb.kind();
        let several = kind == VerbKind::Delete && !class.children.is_empty() || kind == VerbKind::Rectify;
        if several || work.keys.is_empty() {
            return Ok(None);
        }
        let one = |schema: &Schema| {
            if schema.live_table(&class.table)?.primary != class.key {
                return Ok(None);
            }
            let mut statements = self.changes(schema, class, work, &work.keys, false)?;
            Ok(statements.pop().filter(|_| statements.is_empty()))
        };
        let done = self.database.write_alone(one).await?.transpose()?;
        Ok(done.map(|affected| Applied { affected }))
    }

    async fn attempt(&self, work: &Work) -> Result<Applied, Failure> {
        let class = self.class(&work.class)?;
        if let Some(applied) = self.at_once(class, work).await? {
            return Ok(applied);
        }
        let mut session = self.writer().await?;
        let schema = session.schema.clone();
        let own = key(&schema, "t", &class.table, &class.key)?;
        let mut keys = work.keys.clone();
        let children = work.verb.kind() == VerbKind::Delete && !class.children.is_empty();
        if children {
            // The keys are fixed before anything changes: deleting children may change what the predicate sees.
            let mut select = Sql::new(format!(
                "SELECT {} FROM {} AS t WHERE ",
                key_text(&schema, &own),
                schema.table(&class.table)?
            ));
            select.add(self.targets(&schema, class, work)?).push(schema.dialect.lock());
            let rows = session.all(select).await?.into_iter();
            let rows = rows.map(|mut row| Ok(self.key_at(&mut row, 0, class.key.len(), &work.class)?.into()));
            keys = rows.collect::<Result<_, SourceError>>()?;
        }
        let mut affected = 0;
        if !keys.is_empty() {
            for statement in self.changes(&schema, class, work, &keys, children)? {
                // The last statement is the one on the class itself.
                affected = session.execute(statement).await?;
            }
        }
        if affected > keys.iter().collect::<HashSet<_>>().len() as u64 {
            return Err(self.refused(&work.class, &format!("several rows of '{}' share a key", class.table)).into());
        }
        if work.verb.kind() == VerbKind::Rectify && affected > 0 {
            // An engine may keep another value than it was given, and say nothing.
            let mut sql = Sql::new(format!("SELECT '1' FROM {} AS t WHERE ", schema.table(&class.table)?));
            sql.add(self.targets(&schema, class, work)?).push(" LIMIT 1");
            if !session.all(sql).await?.is_empty() {
                return Err(self.refused(&work.class, "the database does not keep a value as it was given").into());
            }
        }
        session.commit().await?;
        Ok(Applied { affected })
    }

    /// Where commits do not wait for the disk, one statement waits for all of them.
    pub(super) async fn flush(&self) -> Result<(), SourceError> {
        let flushed = self.database.flush().await?;
        flushed.map_err(|error| self.unreachable(&error))
    }

    /// Reads afresh what is left of the work.
    pub(super) async fn verify(&self, work: &Work) -> Result<Verified, SourceError> {
        let class = self.class(&work.class)?;
        let left = |schema: &Schema| {
            let own = key(schema, "t", &class.table, &class.key)?;
            let mut sql = Sql::new(format!("SELECT {}, ", key_text(schema, &own)));
            sql.add(flag(self.ripe(schema, class, work)?))
                .push(&format!(" FROM {} AS t WHERE ", schema.table(&class.table)?));
            let keys = key_in(schema, &work.class, &own, &work.keys)?;
            sql.add(all_of([keys, self.content(schema, &work.class, class, &work.verb)?]));
            Ok(sql)
        };
        let mut verified = Verified::default();
        for mut row in self.database.read(left, |error| self.failed(&work.class, error)).await? {
            let key = self.key_at(&mut row, 0, class.key.len(), &work.class)?.into();
            if row.str(1) == "1" { verified.remaining.push(key) } else { verified.not_due.push(key) }
        }
        let asked = work.keys.iter().collect::<HashSet<_>>().len();
        let there = verified.remaining.iter().chain(&verified.not_due).collect::<HashSet<_>>().len();
        verified.absent = asked.saturating_sub(there) as u64;
        Ok(verified)
    }

    /// True for the rows `t` that the work is about and may change now.
    pub(super) fn targets(&self, schema: &Schema, class: &Class, work: &Work) -> Result<Sql, SourceError> {
        let own = key(schema, "t", &class.table, &class.key)?;
        let keys = key_in(schema, &work.class, &own, &work.keys)?;
        Ok(all_of([keys, self.content(schema, &work.class, class, &work.verb)?, self.ripe(schema, class, work)?]))
    }

    /// True for the rows `t` that are still due (for retention) and that nothing keeps.
    fn ripe(&self, schema: &Schema, class: &Class, work: &Work) -> Result<Sql, SourceError> {
        match &work.still {
            Some(rule) => self.still_due(schema, class, &work.verb, rule),
            None => self.unkept(schema, class, &work.verb),
        }
    }
}
