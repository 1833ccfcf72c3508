//! A permit cannot be made by hand.

use gestand_policy::decide::Permit;

fn forge(real: Permit) -> Permit {
    Permit { activity: real.activity(), ..real }
}

fn main() {}
