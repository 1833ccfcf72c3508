//! A sensitive value has no field, no deref and no clone.

fn main() {
    let name = gestand_vault::Sensitive::new(String::from("Jo Voorbeeld"));
    let _ = name.0.len();
    let _ = name.len();
    let _ = name.clone();
}
