//! Any bytes as a delivery of VERA: an error or records, never a panic, and nothing of it in the error.
#![no_main]

use gestand_documents::worker::Reader;
use gestand_sources::DueRule;
use jiff::civil::date;
use libfuzzer_sys::fuzz_target;

const ANNOTATION: &str = "source: v\nlabel: V\nkind: vera\nmode: read\nfiles: {root: ., domains: [relaties, vastgoed]}\n\
    skip: [betaalgegevens, communicatievoorkeuren, contactmomenten, inkomens, signaleringen, woonsituaties]\n";

fuzz_target!(|bytes: &[u8]| {
    let folder = std::env::temp_dir().join(format!("gestand-fuzz-vera-{}", std::process::id()));
    std::fs::create_dir_all(&folder).unwrap();
    for collection in
        ["natuurlijk-personen", "relatierollen", "relatiegroepen", "contactgegevens", "relatie-adressen", "adressen"]
    {
        std::fs::write(folder.join(format!("{collection}.json")), bytes).unwrap();
    }
    std::fs::write(folder.join("vera.yaml"), ANNOTATION).unwrap();
    let source = gestand_sources::read(&folder.join("vera.yaml"), &Reader::none()).unwrap();
    let runtime = tokio::runtime::Builder::new_current_thread().build().unwrap();
    runtime.block_on(async {
        let rule = DueRule {
            rule: "fuzz".to_owned(),
            items: ["email".to_owned()].into(),
            event: "tenancy_ended".to_owned(),
            on_or_before: date(2030, 1, 1),
            anonymise: false,
        };
        let _ = source.due(&rule).await;
        let _ = source.scan_identification_numbers().await;
        if let Ok(keys) = source.keys("person", None, 10).await {
            let _ = source.subjects("person", &keys).await;
        }
    });
});
