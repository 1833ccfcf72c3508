//! What the compiler must refuse: personal values in logs and JSON, and permits that were not decided.

#[test]
fn the_compiler_keeps_personal_values_in() {
    trybuild::TestCases::new().compile_fail("tests/compile_fail/*.rs");
}
