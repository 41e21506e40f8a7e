//! This process: its words, its environment, its end.

use std::ffi::{CStr, CString};
use std::mem::MaybeUninit;
use std::ptr;

use libc::{c_char, c_int, c_void};
use rquickjs::{Ctx, Exception, Function, Object, Result};

use crate::errors::{check, last, throw};
use crate::global::Global;
use crate::signals;
use crate::terminal;
use crate::text::Text;

static START: Global<(c_int, *const *const c_char, *const *const c_char)> = Global::new((0, ptr::null(), ptr::null()));

/// @safety `argv` has `argc` texts, `envp` as many as precede a null pointer, for as long as the process lives
pub unsafe fn remember(argc: c_int, argv: *const *const c_char, envp: *const *const c_char) {
    START.set((argc, argv, envp));
}

pub fn args() -> Vec<Text> {
    let (argc, argv, _) = START.get();
    // SAFETY: see `remember`. Without even a name of its own, there are none.
    (1..argc.max(1)).map(|at| unsafe { CStr::from_ptr(*argv.add(at as usize)) }).map(owned).collect()
}

fn owned(text: &CStr) -> Text {
    Text(text.to_bytes().to_vec())
}

/// The environment as one block, each variable with a NUL behind it: one text is made faster than many.
fn environ_block() -> Text {
    let (_, _, envp) = START.get();
    let mut block = Vec::with_capacity(4096);
    let mut at = envp;
    // SAFETY: see `remember`.
    unsafe {
        while !at.is_null() && !(*at).is_null() {
            block.extend_from_slice(CStr::from_ptr(*at).to_bytes_with_nul());
            at = at.add(1);
        }
    }
    Text(block)
}

fn cwd(ctx: &Ctx<'_>) -> Result<Text> {
    let mut size = 1024;
    loop {
        let mut bytes: Vec<u8> = vec![0; size];
        // SAFETY: room for as many bytes.
        if !unsafe { libc::getcwd(bytes.as_mut_ptr().cast(), size) }.is_null() {
            bytes.truncate(bytes.iter().position(|byte| *byte == 0).unwrap_or(size));
            return Ok(Text(bytes));
        }
        if last() != libc::ERANGE {
            return Err(throw(ctx, last()));
        }
        size *= 2;
    }
}

/// The home directory that the system has for this user; None without an entry.
fn home() -> Option<Text> {
    // SAFETY: the system's own answer, which is copied before it is asked again.
    unsafe {
        let entry = libc::getpwuid(libc::geteuid());
        (!entry.is_null()).then(|| owned(CStr::from_ptr((*entry).pw_dir)))
    }
}

fn terminal_columns(descriptor: c_int) -> u16 {
    let mut size = MaybeUninit::<libc::winsize>::zeroed();
    // SAFETY: room for the answer, which is zeroes without one.
    unsafe {
        libc::ioctl(descriptor, libc::TIOCGWINSZ, size.as_mut_ptr());
        size.assume_init().ws_col
    }
}

/// The process group of a process; -1 if there is none.
fn group(pid: c_int) -> c_int {
    // SAFETY: a number.
    unsafe { libc::getpgid(pid) }
}

/// The foreground group of this process's terminal; -1 without one.
fn foreground_group() -> c_int {
    // SAFETY: a path that ends with NUL; what was opened is closed.
    unsafe {
        let terminal = libc::open(c"/dev/tty".as_ptr(), libc::O_RDONLY | libc::O_NOCTTY | libc::O_CLOEXEC);
        if terminal == -1 {
            return -1;
        }
        let group = libc::tcgetpgrp(terminal);
        libc::close(terminal);
        group
    }
}

/// Texts as execve(2) takes them. They live as long as the result.
pub struct Pointers {
    _texts: Vec<CString>,
    pointers: Vec<*const c_char>,
}

impl Pointers {
    pub fn of(ctx: &Ctx<'_>, texts: &[Text]) -> Result<Self> {
        let texts = texts.iter().map(|text| text.to_c(ctx)).collect::<Result<Vec<_>>>()?;
        let pointers = texts.iter().map(|text| text.as_ptr()).chain([ptr::null()]).collect();
        Ok(Self { _texts: texts, pointers })
    }

    pub fn as_ptr(&self) -> *const *const c_char {
        self.pointers.as_ptr()
    }
}

fn execve(ctx: &Ctx<'_>, path: &Text, argv: &[Text], env: &[Text]) -> Result<()> {
    let env = Pointers::of(ctx, env)?;
    // SAFETY: texts that end with NUL, in a list that ends with a null pointer.
    unsafe { become_with(ctx, path, argv, env.as_ptr()) }
}

/// As `execve`, with the environment byte for byte as this process was given it.
fn become_program(ctx: &Ctx<'_>, path: &Text, argv: &[Text]) -> Result<()> {
    let (_, _, envp) = START.get();
    // SAFETY: see `remember`.
    unsafe { become_with(ctx, path, argv, envp) }
}

/// Comes back with the system's error only.
///
/// @safety `envp` is as execve(2) takes it
unsafe fn become_with(ctx: &Ctx<'_>, path: &Text, argv: &[Text], envp: *const *const c_char) -> Result<()> {
    let path = path.to_c(ctx)?;
    let argv = Pointers::of(ctx, argv)?;
    signals::restore();
    // SAFETY: texts that end with NUL, in lists that end with a null pointer.
    unsafe { libc::execve(path.as_ptr(), argv.as_ptr(), envp) };
    let number = last();
    signals::block_again();
    Err(throw(ctx, number))
}

pub fn exit(status: c_int) -> ! {
    terminal::show();
    // SAFETY: nothing is left to do.
    unsafe { libc::_exit(status) }
}

/// Ends this process by a signal that leaves no image of its memory, which holds keys.
fn exit_by_signal(signal: c_int, status: c_int) {
    terminal::show();
    signals::die_of(signal);
    exit(status)
}

/// For an error that leaves nothing else to do.
pub fn die(reason: &str) -> ! {
    tell(format!("with-mlflow-env: error: internal error ({reason})\n").as_bytes());
    exit(125)
}

/// Writes the last line. If nobody reads it, a signal still ends this process.
pub fn tell(line: &[u8]) {
    // SAFETY: as many bytes.
    signals::interruptibly(|| unsafe { libc::write(2, line.as_ptr().cast::<c_void>(), line.len()) });
}

pub fn register<'js>(ctx: &Ctx<'js>, host: &Object<'js>) -> Result<()> {
    // SAFETY: they only ask.
    let (pid, parent, uid) = unsafe { (libc::getpid(), libc::getppid(), libc::geteuid()) };
    host.set("platform", if cfg!(target_os = "macos") { "darwin" } else { "linux" })?;
    host.set("pid", pid)?;
    host.set("parentPid", parent)?;
    host.set("uid", uid)?;
    host.set("args", Function::new(ctx.clone(), args))?;
    host.set("environBlock", Function::new(ctx.clone(), environ_block))?;
    host.set("cwd", Function::new(ctx.clone(), |ctx: Ctx<'js>| cwd(&ctx)))?;
    host.set("passwdHome", Function::new(ctx.clone(), home))?;
    host.set("terminalColumns", Function::new(ctx.clone(), terminal_columns))?;
    // SAFETY: a number.
    host.set("isTerminal", Function::new(ctx.clone(), |descriptor: c_int| unsafe { libc::isatty(descriptor) } == 1))?;
    host.set("group", Function::new(ctx.clone(), group))?;
    host.set("foregroundGroup", Function::new(ctx.clone(), foreground_group))?;
    host.set(
        "execve",
        Function::new(ctx.clone(), |ctx: Ctx<'js>, path: Text, argv: Vec<Text>, env: Vec<Text>| {
            execve(&ctx, &path, &argv, &env)
        }),
    )?;
    host.set(
        "become",
        Function::new(ctx.clone(), |ctx: Ctx<'js>, path: Text, argv: Vec<Text>| become_program(&ctx, &path, &argv)),
    )?;
    host.set("exit", Function::new(ctx.clone(), |status: c_int| -> () { exit(status) }))?;
    host.set(
        "exitBySignal",
        Function::new(ctx.clone(), |ctx: Ctx<'js>, name: String, status: c_int| match signals::number(&name) {
            0 => Err(Exception::throw_type(&ctx, "unknown signal")),
            number => {
                exit_by_signal(number, status);
                Ok(())
            }
        }),
    )?;
    host.set(
        "kill",
        Function::new(ctx.clone(), |ctx: Ctx<'js>, pid: c_int, name: String| {
            // SAFETY: numbers.
            check(&ctx, unsafe { libc::kill(pid, signals::number(&name)) }).map(|_| ())
        }),
    )
}
