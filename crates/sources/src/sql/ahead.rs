//! The rows of a statement that runs on a session of its own, while those of the statement before it are still taken.

use futures_util::stream::{self, BoxStream, StreamExt, TryStreamExt};
use tokio::sync::mpsc::{Receiver, Sender, channel};
use tokio::task::JoinSet;

use super::build::Sql;
use super::connection::Row;
use super::database::Session;

/// Rows that are handed over together, and bytes after which they are.
const ROWS: usize = 500;
const BYTES: usize = 256 * 1024;
/// How many times as many wait; then the statement waits too.
const WAITING: usize = 2;

type Rows = Result<Vec<Row>, sqlx::Error>;

/// A statement that runs in the background; dropping it ends the statement, and rolls its transaction back.
#[derive(Debug)]
pub struct Ahead {
    rows: Receiver<Rows>,
    /// One task, which gives the session back.
    task: JoinSet<Session>,
}

impl Ahead {
    pub fn start(mut session: Session, sql: Sql) -> Ahead {
        let (to, rows) = channel(WAITING);
        let mut task = JoinSet::new();
        task.spawn(async move {
            if let Err(error) = hand_over(&mut session, sql, &to).await {
                // Where nobody takes rows any more, nobody is to be told.
                let _ = to.send(Err(error)).await;
            }
            session
        });
        Ahead { rows, task }
    }

    pub fn rows(&mut self) -> BoxStream<'_, Result<Row, sqlx::Error>> {
        let rows = &mut self.rows;
        let several = stream::poll_fn(move |cx| rows.poll_recv(cx));
        several.map_ok(|rows| stream::iter(rows.into_iter().map(Ok::<_, sqlx::Error>))).try_flatten().boxed()
    }

    /// The session, after the last row was taken; `None` where the task broke off.
    pub async fn session(mut self) -> Option<Session> {
        self.task.join_next().await?.ok()
    }
}

async fn hand_over(session: &mut Session, sql: Sql, to: &Sender<Rows>) -> Result<(), sqlx::Error> {
    let mut rows = session.rows(sql).await;
    let (mut several, mut bytes) = (Vec::new(), 0);
    while let Some(row) = rows.try_next().await? {
        bytes += row.size();
        several.push(row);
        if several.len() == ROWS || bytes >= BYTES {
            bytes = 0;
            if to.send(Ok(std::mem::take(&mut several))).await.is_err() {
                return Ok(());
            }
        }
    }
    let _ = to.send(Ok(several)).await;
    Ok(())
}
