//! `gestand account`: an account for an employee.

use std::io::BufRead;
use std::process::ExitCode;

use gestand_app::{AppError, NewAccount};

use crate::args::AccountArgs;
use crate::home;
use crate::output::{Failure, say};

pub async fn add(args: AccountArgs) -> Result<ExitCode, Failure> {
    let app = home::open(&args.home).await?;
    let mut password = String::new();
    std::io::stdin().lock().read_line(&mut password).map_err(Failure::of)?;
    let account = NewAccount {
        login: args.login.clone(),
        name: args.name,
        password: password.trim_end_matches(['\r', '\n']).to_owned(),
        functions: args.functions,
    };
    match app.create_account(account).await {
        Ok(()) => {
            say(format!("account '{}' was made", args.login));
            Ok(ExitCode::SUCCESS)
        }
        Err(AppError::Invalid(mistakes)) => {
            let mistakes: Vec<String> =
                mistakes.iter().map(|mistake| format!("{} ({})", mistake.field, mistake.problem)).collect();
            Err(Failure::in_doing("no account was made", mistakes.join(", ")))
        }
        Err(error) => Err(Failure::in_doing("no account was made", error)),
    }
}
