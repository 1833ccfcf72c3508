//! Footage in the layouts of recorders: due by its path, in the time of the corporation.

use std::time::{Duration, SystemTime};

use gestand_sources::{Source, Verb, Work};

use crate::common::{Dir, policy, rule};
use crate::world::work;

fn cameras(dir: &Dir, pattern: &str, event: &str, more: &str) -> Box<dyn Source> {
    dir.source(&format!(
        "source: cameras\nlabel: Camera's\nkind: folder\nmode: write\nroot: cameras\n{more}classes:\n  segment:\n    \
         label: Beelden\n    pattern: '{pattern}'\n    items: [camera_images]\n    events: {{recorded: {event}}}\n"
    ))
}

async fn due(source: &dyn Source, on_or_before: &str) -> Vec<String> {
    let rule = rule(&["camera_images"], "recorded", on_or_before);
    let keys = source.due_keys(&rule, "segment", None, 1000).await.unwrap();
    let due = source.due(&rule).await.unwrap();
    assert_eq!(due.iter().map(|class| class.count).sum::<u64>(), keys.len() as u64);
    keys.into_iter().map(|due| format!("{} {}", due.event_day, due.key)).collect()
}

#[tokio::test]
async fn footage_is_due_by_its_path_and_goes_once() {
    let dir = Dir::new();
    for path in
        ["hal/2026-10-01/08-00-00.mp4", "hal/2026-10-02/080000.mp4", "hal/2026-11-01/08-00-00.mp4", "hal/los.mp4"]
    {
        dir.write(&format!("cameras/{path}"), "beeld");
    }
    let source = cameras(&dir, "{camera}/{date}/{time}.mp4", "date", "");
    let footage = rule(&["camera_images"], "recorded", "2026-10-02");
    let first = source.due_keys(&footage, "segment", None, 1).await.unwrap();
    let second = source.due_keys(&footage, "segment", Some(&first[0].key), 5).await.unwrap();
    assert_eq!((first[0].key.as_str(), second.len()), ("hal/2026-10-01/08-00-00.mp4", 1));
    let keys = ["hal/2026-10-01/08-00-00.mp4", "hal/2026-10-02/080000.mp4", "hal/2026-11-01/08-00-00.mp4"];
    let step = Work { still: Some(footage), ..work(Verb::Delete, "segment", &keys) };
    assert_eq!(source.verify(&step).await.unwrap().remaining.len(), 2);
    assert_eq!(source.apply(&step).await.unwrap().affected, 2);
    assert_eq!(source.apply(&step).await.unwrap().affected, 0);
    let verified = source.verify(&step).await.unwrap();
    assert_eq!((verified.absent, verified.not_due.len()), (2, 1));
    assert!(!dir.path().join("cameras/hal/2026-10-01").exists(), "the empty folder goes too");
    assert_eq!(source.check(&policy()).await.unwrap()[0].code, "S0020", "a file of no class");
}

#[tokio::test]
async fn the_layouts_of_recorders() {
    for (pattern, event, files, expected) in [
        (
            "{year}/{month}/{day}/{channel}_{rest}.mp4",
            "day",
            vec!["2026/11/20/ch01_0001.mp4", "2026/11/22/ch01_0001.mp4", "2026/13/01/ch01_0001.mp4"],
            vec!["2026-11-20 2026/11/20/ch01_0001.mp4"],
        ),
        (
            "ch{channel}_{datetime}.dav",
            "datetime",
            vec!["ch01_20261120_153000.dav", "ch02_20261122153000.dav", "ch02_20261119153000.dav"],
            vec!["2026-11-20 ch01_20261120_153000.dav", "2026-11-19 ch02_20261119153000.dav"],
        ),
        (
            "{date}/{channel}/{time}-{rest}.dav",
            "date",
            vec!["2026-11-21/001/15.30.00-15.35.00[M][0@0][0].dav", "20261122/001/00.00.00-00.05.00[M].dav"],
            vec!["2026-11-21 2026-11-21/001/15.30.00-15.35.00[M][0@0][0].dav"],
        ),
        // 23:30 UTC is half past twelve the next day, here.
        (
            "{camera}_{n}_rotating_{epoch_ms}.ubv",
            "epoch_ms",
            vec!["F0_0_rotating_1795217400000.ubv", "F0_0_rotating_1795303800000.ubv"],
            vec!["2026-11-21 F0_0_rotating_1795217400000.ubv"],
        ),
        ("{epoch}.mp4", "epoch", vec!["1795217400.mp4"], vec!["2026-11-21 1795217400.mp4"]),
    ] {
        let dir = Dir::new();
        for file in files {
            dir.write(&format!("cameras/{file}"), "");
        }
        let source = cameras(&dir, pattern, event, "");
        assert_eq!(due(source.as_ref(), "2026-11-21").await, expected, "{pattern}");
    }
}

#[tokio::test]
async fn names_in_utc_are_of_our_day() {
    let dir = Dir::new();
    dir.write("cameras/20261120/233000.mp4", "");
    dir.write("cameras/20261120/223000.mp4", "");
    let ours = cameras(&dir, "{date}/{time}.mp4", "date", "");
    assert_eq!(due(ours.as_ref(), "2026-11-20").await.len(), 2);
    let utc = cameras(&dir, "{date}/{time}.mp4", "date", "zone: UTC\n");
    assert_eq!(due(utc.as_ref(), "2026-11-20").await, ["2026-11-20 20261120/223000.mp4"]);
    // The zone of names may lie east too: then the folder of the next day holds footage of this one.
    dir.write("cameras/20261121/003000.mp4", "");
    let east = cameras(&dir, "{date}/{time}.mp4", "date", "zone: Asia/Tokyo\n");
    assert!(due(east.as_ref(), "2026-11-20").await.contains(&"2026-11-20 20261121/003000.mp4".to_owned()));
}

#[tokio::test]
async fn the_time_of_the_file_counts_only_where_the_annotation_says_so() {
    let dir = Dir::new();
    dir.write("cameras/hiv00001.mp4", "x");
    let file = std::fs::File::options().write(true).open(dir.path().join("cameras/hiv00001.mp4")).unwrap();
    file.set_modified(SystemTime::UNIX_EPOCH + Duration::from_secs(1_795_217_400)).unwrap();
    let source = cameras(&dir, "hiv{n}.mp4", "modified", "");
    assert_eq!(due(source.as_ref(), "2026-11-21").await, ["2026-11-21 hiv00001.mp4"]);
    assert!(due(source.as_ref(), "2026-11-20").await.is_empty());
    dir.write(
        "source.yaml",
        "source: c\nlabel: C\nkind: folder\nmode: write\nroot: cameras\nclasses:\n  s: {label: B, pattern: 'hiv{n}.mp4', \
         items: [camera_images], events: {recorded: date}}\n",
    );
    let refused = gestand_sources::read(&dir.path().join("source.yaml"), &crate::common::reader()).unwrap_err();
    assert!(refused.to_string().contains("'date' must be one of"), "{refused}");
}

#[tokio::test]
async fn a_hundred_thousand_files_are_planned_page_by_page() {
    let dir = Dir::new();
    for (folder, files) in [("flat", 60_000), ("other", 40_000)] {
        let folder = dir.path().join("cameras").join(folder);
        std::fs::create_dir_all(&folder).unwrap();
        for number in 0..files {
            let (hour, minute, second) = (number / 3600, number / 60 % 60, number % 60);
            let name = format!("202611{:02}_{hour:02}{minute:02}{second:02}.mp4", 1 + number % 28);
            std::fs::File::create(folder.join(name)).unwrap();
        }
    }
    let source = cameras(&dir, "{camera}/{datetime}.mp4", "datetime", "");
    let footage = rule(&["camera_images"], "recorded", "2026-11-14");
    #[allow(clippy::disallowed_methods, reason = "shows what it costs")]
    let begun = std::time::Instant::now();
    let due = source.due(&footage).await.unwrap();
    let counted = begun.elapsed();
    let (mut keys, mut after) = (0, None);
    loop {
        let page = source.due_keys(&footage, "segment", after.as_deref(), 500).await.unwrap();
        let Some(last) = page.last() else { break };
        after = Some(last.key.clone());
        keys += page.len() as u64;
    }
    println!("100,000 files: counted in {counted:?}, all pages of 500 after {:?}", begun.elapsed());
    let expected: u64 =
        [60_000, 40_000].iter().map(|files| (0..*files).filter(|number| number % 28 < 14).count() as u64).sum();
    assert_eq!((due[0].count, keys), (expected, expected));
}
