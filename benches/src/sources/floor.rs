//! The floor: plain SQL for the same rows, as an engineer writes it by hand.

use std::io::Write as _;
use std::process::Command;
use std::time::Instant;

use futures_util::TryStreamExt;
use sqlx::{Connection, PgConnection, Row};

pub struct Floor(PgConnection);

const READS: [&str; 7] = [
    "SELECT * FROM customer WHERE email = $1",
    "SELECT a.* FROM address a JOIN customer c ON c.address_id = a.id WHERE c.email = $1",
    "SELECT o.* FROM orders o JOIN customer c ON c.id = o.customer_id WHERE c.email = $1",
    "SELECT i.* FROM order_item i JOIN orders o ON o.id = i.order_id JOIN customer c ON c.id = o.customer_id \
     WHERE c.email = $1",
    "SELECT l.* FROM login_event l JOIN customer c ON c.id = l.customer_id WHERE c.email = $1",
    "SELECT p.* FROM payment_method p JOIN customer c ON c.id = p.customer_id WHERE c.email = $1",
    "SELECT * FROM support_ticket WHERE email = $1",
];

const ERASE: [&str; 3] = [
    "UPDATE orders SET delivery_note = 'ERASED' WHERE customer_id = 100000001",
    "UPDATE order_item i SET engraving = 'ERASED' FROM orders o WHERE o.id = i.order_id AND o.customer_id = 100000001",
    "UPDATE login_event SET ip = 'ERASED', user_agent = 'ERASED' WHERE customer_id = 100000001",
];

const RESTORE: [&str; 5] = [
    "UPDATE orders SET delivery_note = 'Note ' || id WHERE customer_id = 100000001",
    "UPDATE order_item i SET engraving = 'Engraving ' || i.id FROM orders o \
     WHERE o.id = i.order_id AND o.customer_id = 100000001",
    "UPDATE login_event SET ip = '10.0.0.1', user_agent = 'Browser' WHERE customer_id = 100000001",
    "UPDATE customer SET name = 'Heavy Subject', phone = '+31600000000' WHERE id = 100000001",
    "VACUUM ANALYZE orders, order_item, login_event",
];

/// The seven reads of a customer in `psql`, as `floor.sql` of the benchmark does them, in milliseconds by psql's own
/// clock.
pub fn read_fresh(url: &str, email: &str, customer: u32) -> Result<f64, crate::Error> {
    let reads = format!(
        "\\timing on\n\
         SELECT * FROM customer WHERE email = '{email}' \\g /dev/null\n\
         SELECT * FROM address WHERE id = {customer} \\g /dev/null\n\
         SELECT * FROM orders WHERE customer_id = {customer} \\g /dev/null\n\
         SELECT i.* FROM order_item i JOIN orders o ON o.id = i.order_id WHERE o.customer_id = {customer} \\g /dev/null\n\
         SELECT * FROM login_event WHERE customer_id = {customer} \\g /dev/null\n\
         SELECT * FROM payment_method WHERE customer_id = {customer} \\g /dev/null\n\
         SELECT * FROM support_ticket WHERE email = '{email}' \\g /dev/null\n"
    );
    let mut script = tempfile::NamedTempFile::new()?;
    script.write_all(reads.as_bytes())?;
    let output = Command::new("psql").args(["-X", "-q", "-d", url, "-f"]).arg(script.path()).output()?;
    let text = String::from_utf8(output.stdout)?;
    let times = text.lines().filter_map(|line| line.strip_prefix("Time: ")?.strip_suffix(" ms")?.parse::<f64>().ok());
    let times: Vec<f64> = times.collect();
    if times.len() != READS.len() {
        return Err(format!("psql: {}", String::from_utf8_lossy(&output.stderr)).into());
    }
    Ok(times.iter().sum())
}

impl Floor {
    pub async fn open(url: &str) -> Result<Floor, crate::Error> {
        Ok(Floor(PgConnection::connect(url).await?))
    }

    /// The seven reads of a customer, in milliseconds.
    pub async fn read(&mut self, email: &str) -> Result<f64, crate::Error> {
        let start = Instant::now();
        for read in READS {
            let mut rows = sqlx::query(read).bind(email).fetch(&mut self.0);
            while let Some(row) = rows.try_next().await? {
                std::hint::black_box(row.len());
            }
        }
        Ok(start.elapsed().as_secs_f64() * 1000.0)
    }

    /// The updates of the heavy customer in one transaction, in milliseconds.
    pub async fn erase_heavy(&mut self) -> Result<f64, crate::Error> {
        let start = Instant::now();
        let mut tx = self.0.begin().await?;
        for update in ERASE {
            sqlx::query(update).execute(&mut *tx).await?;
        }
        tx.commit().await?;
        Ok(start.elapsed().as_secs_f64() * 1000.0)
    }

    /// Puts the values of the heavy customer back; not measured.
    pub async fn restore_heavy(&mut self) -> Result<(), crate::Error> {
        for update in RESTORE {
            sqlx::query(update).execute(&mut self.0).await?;
        }
        Ok(())
    }

    /// Values of the heavy customer that should be gone and are there.
    pub async fn heavy_left(&mut self) -> Result<i64, crate::Error> {
        let left = "SELECT (SELECT count(*) FROM orders WHERE customer_id = 100000001 AND delivery_note <> 'ERASED') \
                    + (SELECT count(*) FROM login_event WHERE customer_id = 100000001 AND ip <> 'ERASED') \
                    + (SELECT count(*) FROM order_item i JOIN orders o ON o.id = i.order_id \
                       WHERE o.customer_id = 100000001 AND i.engraving <> 'ERASED')";
        Ok(sqlx::query_scalar(left).fetch_one(&mut self.0).await?)
    }

    /// Statements on the shop so far.
    pub async fn statements(&mut self) -> Result<i64, crate::Error> {
        let calls = "SELECT sum(calls)::bigint FROM pg_stat_statements s JOIN pg_database d ON d.oid = s.dbid \
                     WHERE d.datname = 'shop'";
        Ok(sqlx::query_scalar(calls).fetch_one(&mut self.0).await?)
    }
}
