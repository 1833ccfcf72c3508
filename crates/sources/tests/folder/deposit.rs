//! Papers that are put into a folder or a bucket.

use gestand_documents::worker::Reader;
use gestand_sources::SourceError;
use jiff::civil::date;

use crate::common::{Dir, permit};
use crate::world::World;

const PAPER: &str = "income_statement";

#[tokio::test]
async fn a_paper_is_put_by_person_and_day_and_replaces_nothing() {
    for World { name, source, dir: _dir, .. } in World::both().await {
        let (day, permit) = (date(2026, 11, 20), permit());
        assert!(source.takes(PAPER) && !source.takes("pay_slip"), "{name}");
        assert!(source.deposit(PAPER, "R1", day, b"%PDF een", &permit).await.unwrap(), "{name}");
        assert!(!source.deposit(PAPER, "R1", day, b"%PDF twee", &permit).await.unwrap(), "{name}: one a day");
        assert!(source.deposit(PAPER, "R2", day, b"%PDF drie", &permit).await.unwrap(), "{name}: somebody else");
        let records = source.all_records("R1", &permit).await.unwrap();
        let paper = records.iter().find(|record| record.class == "income_document").unwrap();
        assert_eq!(paper.key, "inkomen/R1/verklaring-2026-11-20.pdf", "{name}");
        let bytes = source.read_document(&paper.key, &permit).await.unwrap().unwrap();
        assert_eq!(bytes.open(&permit, "test").as_slice(), b"%PDF een", "{name}");
        let refused = source.deposit("pay_slip", "R1", day, b"x", &permit).await;
        assert!(matches!(refused, Err(SourceError::Refused { .. })), "{name}: {refused:?}");
        for outside in ["..", "R1/../R2", "", "R1/x"] {
            let put = source.deposit(PAPER, outside, day, b"x", &permit).await;
            assert!(matches!(put, Err(SourceError::BadKey { .. })), "{name} {outside}: {put:?}");
        }
    }
}

#[test]
fn a_class_takes_papers_only_where_a_path_can_be_made_for_them() {
    let refused = |classes: &str| {
        let dir = Dir::new();
        let file = dir.path().join("papers.yaml");
        let head = "source: papers\nlabel: Papieren\nkind: folder\nmode: write\nroot: .\nclasses:\n";
        std::fs::write(&file, [head, classes].concat()).unwrap();
        gestand_sources::read(&file, &Reader::none()).map(drop).map_err(|error| error.to_string())
    };
    let class = |name: &str, pattern: &str| {
        format!("  {name}: {{label: A, pattern: '{pattern}', items: [x], intake: income_statement}}\n")
    };
    let good = "{relation_number}/{date}.pdf";
    assert_eq!(refused(&class("a", good)), Ok(()));
    for wrong in ["{relation_number}/{title}-{date}.pdf", "{relation_number}/{date}.txt", "{date}.pdf/{title}"] {
        assert!(refused(&class("a", wrong)).unwrap_err().contains("intake"), "{wrong}");
    }
    let two = [class("a", good), class("b", "ander/{relation_number}/{date}.pdf")].concat();
    assert!(refused(&two).unwrap_err().contains("another class"));
}

#[tokio::test]
async fn a_place_that_may_only_be_read_takes_nothing() {
    let dir = Dir::new();
    std::fs::create_dir(dir.path().join("in")).unwrap();
    let source = dir.source(
        "source: in\nlabel: In\nkind: folder\nmode: read\nroot: in\nclasses:\n  a: {label: A, \
         pattern: '{relation_number}/{date}.pdf', items: [x], intake: income_statement}\n",
    );
    assert!(!source.takes(PAPER));
    let put = source.deposit(PAPER, "R1", date(2026, 11, 20), b"x", &permit()).await;
    assert!(matches!(put, Err(SourceError::Refused { .. })), "{put:?}");
    assert_eq!(std::fs::read_dir(dir.path().join("in")).unwrap().count(), 0);
}
