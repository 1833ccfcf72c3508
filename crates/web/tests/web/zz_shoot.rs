//! temporary
use crate::browser::Browser;
#[tokio::test]
async fn shoot() {
    let mut b = Browser::officer().await;
    std::fs::create_dir_all("/tmp/h7").unwrap();
    let save = |name: &str, body: &str| {
        std::fs::write(format!("/tmp/h7/{name}.html"), body.replace("\"/assets/", "\"/work/main/crates/web/assets/"))
            .unwrap()
    };
    b.post("/werk/bewijs", "/werk/bewijs", &[]).await;
    let p = b.post("/werk/bewaren", "/werk/bewaren/plan", &[]).await.location().to_owned();
    let known = &b.test.known[0];
    let (name, email, number) = (known.name.clone(), known.email.clone(), known.relation_number.clone());
    let f = [
        ("kind", "access"),
        ("channel", "phone"),
        ("name", name.as_str()),
        ("email", email.as_str()),
        ("relation_number", number.as_str()),
        ("postcode", "1234 AB"),
    ];
    let page = b.post("/werk/verzoeken/nieuw", "/werk/verzoeken/nieuw", &f).await;
    save("registered", &page.body);
    let code = page.after("<dd><code>");
    let id = page.body.split("href=\"/werk/verzoeken/").find(|part| part.starts_with("01")).unwrap()[..36].to_owned();
    let case = format!("/werk/verzoeken/{id}");
    save("case1", &b.get(&case).await.body);
    let m = b.get(&case).await.value("method");
    b.post(&case, &format!("{case}/identiteit"), &[("method", &m)]).await;
    let page = b.get(&case).await;
    save("case2", &page.body);
    b.post(&case, &format!("{case}/persoon"), &[("candidate", &page.value("candidate"))]).await;
    let page = b.get(&case).await;
    save("case3", &page.body);
    for t in page.body.split("href=\"/werk/taken/").skip(1).map(|rest| rest[..36].to_owned()).collect::<Vec<_>>() {
        let t = format!("/werk/taken/{t}");
        save("task", &b.get(&t).await.body);
        b.post(&t, &t, &[("found", "nothing")]).await;
    }
    save("case4", &b.get(&case).await.body);
    b.post(&case, &format!("{case}/voorstellen"), &[]).await;
    b.post(&case, &format!("{case}/afronden"), &[]).await;
    save("case5", &b.get(&case).await.body);
    let bad = b.post("/verzoek/inzage", "/verzoek/inzage", &[("email", "x")]).await;
    save("mistakes", &bad.body);
    let n = b.get(&case).await.after("<h1 class=\"utrecht-heading-1\">");
    b.post("/volgen", "/volgen", &[("number", &n), ("code", &code)]).await;
    for (n, p) in [
        ("home", "/"),
        ("proof", "/bewijs"),
        ("choose", "/verzoek"),
        ("form", "/verzoek/inzage"),
        ("follow", "/volgen/mijn"),
        ("today", "/werk"),
        ("cases", "/werk/verzoeken"),
        ("retention", "/werk/bewaren"),
        ("plan", p.as_str()),
        ("wproof", "/werk/bewijs"),
        ("ledger", "/werk/logboek"),
        ("e404", "/nee"),
        ("register", "/werk/verzoeken/nieuw"),
        ("en", "/?taal=en"),
    ] {
        save(n, &b.get(p).await.body);
    }
}
