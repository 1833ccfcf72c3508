//! Shuts this thread and the programs it starts in: no network, no files but programs and fonts, limited cost.
//!
//! Resource limits bound time and memory and forbid writing files; Landlock says which files can be read; a system call
//! filter forbids sockets, and what Landlock does not cover: other processes, and who owns a file or may read it.

use std::collections::BTreeMap;

use landlock::{
    ABI, Access, AccessFs, AccessNet, CompatLevel, Compatible, Ruleset, RulesetAttr, RulesetCreatedAttr, RulesetStatus,
    Scope, path_beneath_rules,
};
use rustix::process::{Resource, Rlimit, Signal, setrlimit};
use seccompiler::{BpfProgram, SeccompAction, SeccompFilter};
use serde::{Deserialize, Serialize};

use crate::extract::Limits;

/// How far a child is shut in. What is not `true`, this system cannot do.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Sandbox {
    /// Time and memory are limited, and no file can be written.
    pub limits: bool,
    /// Only programs, libraries and fonts can be read (Landlock, Linux 5.13 or later).
    pub files: bool,
    /// No connection can be made (seccomp).
    pub network: bool,
}

impl Sandbox {
    #[must_use]
    pub fn is_closed(self) -> bool {
        self.limits && self.files && self.network
    }
}

/// Programs, their libraries and data. Nothing of the corporation stands there.
const READABLE: [&str; 8] =
    ["/usr", "/lib", "/lib64", "/bin", "/etc/fonts", "/etc/ld.so.cache", "/var/cache/fontconfig", "/dev/urandom"];

/// From here on this thread, and every process it starts, is shut in as far as the system can.
pub fn shut_in(limits: &Limits) -> Sandbox {
    Sandbox { limits: limit(limits).is_ok(), files: files().unwrap_or(false), network: calls().is_ok() }
}

fn limit(limits: &Limits) -> rustix::io::Result<()> {
    // A child does not outlive the one that asked for it.
    rustix::process::set_parent_process_death_signal(Some(Signal::KILL))?;
    let exactly = |most| Rlimit { current: Some(most), maximum: Some(most) };
    setrlimit(Resource::As, exactly(limits.memory))?;
    // At the first limit a process gets SIGXCPU, at the second SIGKILL.
    setrlimit(Resource::Cpu, Rlimit { maximum: Some(limits.cpu_seconds + 1), ..exactly(limits.cpu_seconds) })?;
    setrlimit(Resource::Fsize, exactly(0))?;
    setrlimit(Resource::Core, exactly(0))?;
    setrlimit(Resource::Nofile, exactly(64))
}

fn files() -> Result<bool, landlock::RulesetError> {
    let read = AccessFs::from_read(ABI::V1);
    let rules = Ruleset::default()
        .set_compatibility(CompatLevel::HardRequirement)
        .handle_access(AccessFs::from_all(ABI::V1))?
        .set_compatibility(CompatLevel::BestEffort)
        .handle_access(AccessFs::from_all(ABI::V7))?
        .handle_access(AccessNet::from_all(ABI::V7))?
        .scope(Scope::from_all(ABI::V7))?
        .create()?
        .add_rules(path_beneath_rules(READABLE, read))?
        .add_rules(path_beneath_rules(["/dev/null"], read | AccessFs::WriteFile))?;
    Ok(rules.restrict_self()?.ruleset != RulesetStatus::NotEnforced)
}

/// Calls that fail with EPERM.
const FORBIDDEN: [i64; 43] = [
    libc::SYS_socket,
    libc::SYS_socketpair,
    libc::SYS_connect,
    libc::SYS_bind,
    libc::SYS_listen,
    libc::SYS_accept,
    libc::SYS_accept4,
    libc::SYS_sendto,
    libc::SYS_sendmsg,
    libc::SYS_io_uring_setup,
    libc::SYS_io_uring_enter,
    libc::SYS_io_uring_register,
    libc::SYS_ptrace,
    libc::SYS_process_vm_readv,
    libc::SYS_process_vm_writev,
    libc::SYS_pidfd_getfd,
    libc::SYS_kill,
    libc::SYS_tkill,
    libc::SYS_setsid,
    libc::SYS_setpgid,
    libc::SYS_unshare,
    libc::SYS_setns,
    libc::SYS_mount,
    libc::SYS_umount2,
    libc::SYS_bpf,
    libc::SYS_perf_event_open,
    libc::SYS_userfaultfd,
    libc::SYS_keyctl,
    libc::SYS_add_key,
    libc::SYS_request_key,
    libc::SYS_memfd_create,
    libc::SYS_truncate,
    libc::SYS_fchmod,
    libc::SYS_fchmodat,
    libc::SYS_fchown,
    libc::SYS_fchownat,
    libc::SYS_utimensat,
    libc::SYS_setxattr,
    libc::SYS_lsetxattr,
    libc::SYS_fsetxattr,
    libc::SYS_removexattr,
    libc::SYS_lremovexattr,
    libc::SYS_fremovexattr,
];

/// Older forms of the same, which not every processor has.
#[cfg(target_arch = "x86_64")]
const FORBIDDEN_TOO: [i64; 6] =
    [libc::SYS_chmod, libc::SYS_chown, libc::SYS_lchown, libc::SYS_utime, libc::SYS_utimes, libc::SYS_futimesat];
#[cfg(not(target_arch = "x86_64"))]
const FORBIDDEN_TOO: [i64; 0] = [];

fn calls() -> Result<(), seccompiler::Error> {
    let rules: BTreeMap<_, _> = FORBIDDEN.into_iter().chain(FORBIDDEN_TOO).map(|call| (call, Vec::new())).collect();
    let refuse = SeccompAction::Errno(libc::EPERM.unsigned_abs());
    let filter = SeccompFilter::new(rules, SeccompAction::Allow, refuse, std::env::consts::ARCH.try_into()?)?;
    seccompiler::apply_filter(&BpfProgram::try_from(filter)?)
}
