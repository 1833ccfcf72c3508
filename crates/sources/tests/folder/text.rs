//! What documents say: read in children of this program, which are shut in.

use gestand_documents::extract::Reason;
use gestand_sources::HitKind;

use crate::common::permit;
use crate::world::World;

#[tokio::test]
async fn texts_are_scanned_and_what_cannot_be_read_is_told_with_the_reason() {
    for world in World::both().await {
        let hits = world.source.scan_identification_numbers().await.unwrap();
        let of = |kind: HitKind| hits.iter().find(|hit| hit.kind == kind).unwrap();
        assert_eq!((of(HitKind::Number).class.as_str(), of(HitKind::Number).count), ("letter", 1), "{}", world.name);
        let unread = of(HitKind::Unreadable);
        assert_eq!(unread.sample_keys, ["contracten/R1/bijlage-2024-01-31.pdf"]);
        assert!(unread.why.as_ref().unwrap().nl.contains("beschadigd"), "{:?}", unread.why);
    }
}

#[tokio::test]
async fn documents_come_in_pages_with_a_mark_and_say_what_they_say() {
    for world in World::both().await {
        world.put("contracten/R1/film-2020-01-31.mp4", "beelden");
        let documents = world.source.documents().unwrap();
        let (mut all, mut from) = (Vec::new(), None);
        loop {
            let (page, next) = documents.documents(from.as_deref(), 2).await.unwrap();
            all.extend(page);
            if next.is_none() {
                break;
            }
            from = next;
        }
        let keys: Vec<&str> = all.iter().map(|mark| mark.key.as_str()).collect();
        assert_eq!(
            keys,
            [
                "brieven/R1/brief.txt",
                "contracten/R1/bijlage-2024-01-31.pdf",
                "contracten/R1/huur-2020-01-31.txt",
                "contracten/R12/huur-2020-01-31.txt"
            ],
            "{}: footage has no text",
            world.name
        );
        assert_eq!(all[2].bytes, 12);
        let said = documents.said(keys[2], &permit()).await.unwrap().unwrap();
        assert_eq!(said.texts.open(&permit(), "test").concat(), "een contract");
        assert!(said.unread.is_empty());
        let said = documents.said(keys[1], &permit()).await.unwrap().unwrap();
        assert_eq!(said.unread, [Reason::Damaged]);
        let asked = [keys[0].to_owned(), "brieven/R1/weg.txt".to_owned()];
        let records = documents.records_of(&asked, "mentioned", &permit()).await.unwrap();
        assert_eq!((records.len(), records[0].role.as_str()), (1, "mentioned"));
    }
}
