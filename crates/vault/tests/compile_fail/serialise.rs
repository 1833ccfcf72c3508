//! A sensitive value cannot be written as JSON.

fn main() {
    let name = gestand_vault::Sensitive::new(String::from("Jo Voorbeeld"));
    let _ = serde_json::to_string(&name);
}
