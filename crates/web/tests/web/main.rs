//! The site as a browser sees it, on a real App with the synthetic corporation.

mod browser;
mod forms;
mod looks;
mod request;
mod safety;
mod workspace;
mod zz_shoot;
