//! A fault: one system call that fails, or at which the program is killed.

use std::fmt;

/// What happens, and where.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fault {
    /// The system call.
    pub call: String,
    /// Which of the program's calls of that name, from 1.
    pub nth: usize,
    /// What happens there.
    pub what: What,
}

/// What happens at a system call.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum What {
    /// It fails with that error, once.
    Fails(&'static str),
    /// It and every later call of that name fail: a disk stays full, and so does cleaning up.
    KeepsFailing(&'static str),
    /// The program is killed when it makes the call.
    Kills,
}

impl Fault {
    /// What `strace` is told.
    pub fn injection(&self) -> String {
        let Self { call, nth, what } = self;
        match what {
            What::Fails(error) => format!("inject={call}:error={error}:when={nth}"),
            What::KeepsFailing(error) => format!("inject={call}:error={error}:when={nth}+"),
            What::Kills => format!("inject={call}:signal=KILL:when={nth}"),
        }
    }

    /// What the system says of the error, as the program repeats it.
    pub fn cause(&self) -> Option<String> {
        let (What::Fails(name) | What::KeepsFailing(name)) = self.what else {
            return None;
        };
        let (_, number) = ERRORS.iter().find(|(known, _)| *known == name)?;
        Some(std::io::Error::from_raw_os_error(*number).to_string())
    }
}

impl fmt::Display for Fault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { call, nth, what } = self;
        match what {
            What::Fails(error) => write!(f, "{call} {nth} {error}"),
            What::KeepsFailing(error) => write!(f, "{call} {nth}+ {error}"),
            What::Kills => write!(f, "{call} {nth} KILL"),
        }
    }
}

/// The numbers that Linux gives these errors.
const ERRORS: &[(&str, i32)] = &[
    ("EPERM", 1),
    ("EINTR", 4),
    ("EIO", 5),
    ("ENOMEM", 12),
    ("EACCES", 13),
    ("EBUSY", 16),
    ("EXDEV", 18),
    ("EINVAL", 22),
    ("ENFILE", 23),
    ("EMFILE", 24),
    ("EFBIG", 27),
    ("ENOSPC", 28),
    ("EROFS", 30),
    ("EMLINK", 31),
    ("EPIPE", 32),
    ("ERANGE", 34),
    ("ENOLCK", 37),
    ("ENOSYS", 38),
    ("ELOOP", 40),
    ("EOVERFLOW", 75),
    ("EOPNOTSUPP", 95),
    ("ESTALE", 116),
    ("EDQUOT", 122),
];

/// A system call with the errors that it is tried with.
struct Fitting {
    call: &'static str,
    errors: &'static [&'static str],
    /// Those that are tried lasting as well.
    lasting: &'static [&'static str],
}

const fn fitting(
    call: &'static str,
    errors: &'static [&'static str],
    lasting: &'static [&'static str],
) -> Fitting {
    Fitting {
        call,
        errors,
        lasting,
    }
}

/// Every call by which the program looks at the disk or changes it, and writes to its streams.
const CALLS: &[Fitting] = &[
    fitting("access", &["EACCES", "EIO"], &[]),
    fitting("chmod", &["EPERM", "EROFS", "EIO"], &[]),
    fitting("chown", &["EPERM", "EIO"], &[]),
    fitting("close", &["EIO", "EINTR", "ENOSPC", "EDQUOT"], &["EIO"]),
    fitting("copy_file_range", &["EIO", "ENOSPC"], &[]),
    fitting(
        "faccessat2",
        &["EACCES", "EPERM", "EROFS", "EIO", "ENOSYS"],
        &["EIO"],
    ),
    fitting("faccessat", &["EACCES", "EROFS", "EIO"], &[]),
    fitting("fchmod", &["EPERM", "EROFS", "EIO"], &["EPERM"]),
    fitting("fchown", &["EPERM", "EIO", "EDQUOT"], &["EPERM"]),
    fitting("fdatasync", &["EIO", "ENOSPC", "EDQUOT", "EINTR"], &["EIO"]),
    fitting("fgetxattr", &["EIO", "EOPNOTSUPP"], &[]),
    fitting("flistxattr", &["EIO", "EOPNOTSUPP"], &[]),
    fitting(
        "flock",
        &["ENOLCK", "EIO", "EINTR", "EOPNOTSUPP"],
        &["ENOLCK"],
    ),
    fitting(
        "fsetxattr",
        &["ENOSPC", "EDQUOT", "EPERM", "EOPNOTSUPP"],
        &["EIO"],
    ),
    fitting("fstat", &["EIO", "EOVERFLOW"], &[]),
    fitting(
        "fsync",
        &["EIO", "ENOSPC", "EDQUOT", "EROFS", "EINVAL", "EINTR"],
        &["EIO"],
    ),
    fitting("ftruncate", &["EIO", "ENOSPC", "EPERM", "EFBIG"], &["EIO"]),
    fitting("getcwd", &["EACCES", "ENOMEM"], &[]),
    fitting("getdents64", &["EIO", "ESTALE"], &["EIO"]),
    fitting("lgetxattr", &["EIO", "ERANGE", "EOPNOTSUPP"], &[]),
    fitting("llistxattr", &["EIO", "ERANGE", "EOPNOTSUPP"], &[]),
    fitting("lseek", &["EIO", "EOVERFLOW"], &["EIO"]),
    fitting("lstat", &["EACCES", "EIO"], &[]),
    fitting(
        "mkdir",
        &["EACCES", "ENOSPC", "EDQUOT", "EROFS", "EMLINK", "EIO"],
        &["EROFS"],
    ),
    fitting(
        "newfstatat",
        &["EACCES", "EIO", "ENOMEM", "ESTALE"],
        &["EIO"],
    ),
    fitting(
        "openat",
        &[
            "EACCES", "EMFILE", "ENFILE", "EIO", "EINTR", "ENOSPC", "EDQUOT", "EROFS", "ENOMEM",
            "ESTALE",
        ],
        &["EMFILE", "EACCES", "EROFS"],
    ),
    fitting("pread64", &["EIO", "EINTR"], &["EIO"]),
    fitting("read", &["EIO", "EINTR", "ESTALE"], &["EIO"]),
    fitting("readlink", &["EIO", "EACCES"], &["EIO"]),
    fitting("readlinkat", &["EIO", "EACCES"], &["EIO"]),
    fitting(
        "rename",
        &[
            "EBUSY", "EXDEV", "EACCES", "EPERM", "ENOSPC", "EDQUOT", "EIO", "EROFS", "EINTR",
        ],
        &["EIO"],
    ),
    fitting(
        "renameat",
        &["EBUSY", "EXDEV", "EACCES", "ENOSPC", "EIO"],
        &["EIO"],
    ),
    fitting(
        "renameat2",
        &["EBUSY", "EXDEV", "EACCES", "ENOSPC", "EIO"],
        &["EIO"],
    ),
    fitting("rmdir", &["EBUSY", "EIO", "EROFS"], &[]),
    fitting("stat", &["EACCES", "EIO"], &[]),
    fitting("statx", &["EACCES", "EIO", "ENOMEM", "ESTALE"], &["EIO"]),
    fitting("symlink", &["EIO", "ENOSPC"], &[]),
    fitting("unlink", &["EIO", "EBUSY", "EPERM", "EROFS"], &["EIO"]),
    fitting("unlinkat", &["EIO", "EBUSY", "EPERM", "EROFS"], &["EIO"]),
    fitting("utimensat", &["EIO", "EPERM"], &[]),
    fitting(
        "write",
        &["ENOSPC", "EDQUOT", "EIO", "EINTR", "EFBIG", "EPIPE"],
        &["ENOSPC", "EIO"],
    ),
    fitting("writev", &["ENOSPC", "EIO"], &["ENOSPC"]),
];

/// Calls that touch neither the disk nor a stream, or start the editor: failing them would try
/// the machine and not the program. Whether memory runs out is nothing that a program can answer for.
pub const HARMLESS: &[&str] = &[
    "brk",
    "clock_nanosleep",
    "clone",
    "clone3",
    "execve",
    "exit_group",
    "fcntl",
    "futex",
    "getegid",
    "geteuid",
    "getgid",
    "getpgrp",
    "getpid",
    "getrandom",
    "gettid",
    "getuid",
    "ioctl",
    "kill",
    "madvise",
    "mmap",
    "mprotect",
    "mremap",
    "munmap",
    "nanosleep",
    "pidfd_open",
    "pidfd_send_signal",
    "pipe2",
    "poll",
    "ppoll",
    "prlimit64",
    "recvfrom",
    "recvmsg",
    "restart_syscall",
    "rt_sigaction",
    "rt_sigprocmask",
    "rt_sigreturn",
    "sched_yield",
    "sendmsg",
    "set_robust_list",
    "sigaltstack",
    "socketpair",
    "tgkill",
    "umask",
    "vfork",
    "wait4",
    "waitid",
];

/// Every fault that fits the `nth` call of that name; none for a call that is not tried.
pub fn of(call: &str, nth: usize) -> Vec<Fault> {
    let fault = |what| Fault {
        call: call.to_owned(),
        nth,
        what,
    };
    let Some(fitting) = CALLS.iter().find(|fitting| fitting.call == call) else {
        return Vec::new();
    };
    let once = fitting.errors.iter().map(|error| What::Fails(error));
    let lasting = fitting
        .lasting
        .iter()
        .map(|error| What::KeepsFailing(error));
    std::iter::once(What::Kills)
        .chain(once)
        .chain(lasting)
        .map(fault)
        .collect()
}

#[test]
fn every_error_that_is_tried_has_its_number() {
    for fitting in CALLS {
        for name in fitting.errors.iter().chain(fitting.lasting) {
            assert!(ERRORS.iter().any(|(known, _)| known == name), "{name}");
        }
        assert!(!HARMLESS.contains(&fitting.call), "{}", fitting.call);
    }
}
