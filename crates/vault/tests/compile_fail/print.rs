//! A sensitive value cannot be printed.

fn main() {
    let name = gestand_vault::Sensitive::new(String::from("Jo Voorbeeld"));
    let _ = format!("{name}");
}
