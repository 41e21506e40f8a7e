//! Starts a command as a child, and reaps it.

use std::ffi::CString;
use std::ptr;

use libc::{c_char, c_int, c_void, pid_t};
use rquickjs::{Array, Ctx, Function, IntoJs, Object, Result, Value};

use crate::errors::{last, throw};
use crate::missed;
use crate::pipes::pipe;
use crate::process::Pointers;
use crate::signals;
use crate::text::Text;

/// Where execvp(3) looks without a PATH.
const DEFAULT_PATH: &[u8] = b"/bin:/usr/bin";

/// The files that execvp(3) would try for a name, in order.
fn candidates(ctx: &Ctx<'_>, command: &Text, env: &[Text]) -> Result<Vec<CString>> {
    if command.0.contains(&b'/') {
        return Ok(vec![command.to_c(ctx)?]);
    }
    let path = env.iter().find_map(|text| text.0.strip_prefix(b"PATH=")).unwrap_or(DEFAULT_PATH);
    path.split(|byte| *byte == b':')
        .map(|folder| {
            let parts = if folder.is_empty() { vec![] } else { [folder, b"/"].concat() };
            Text([parts.as_slice(), &command.0].concat()).to_c(ctx)
        })
        .collect()
}

/// Everything that the child needs, made before there is one.
pub struct Plan {
    files: Vec<CString>,
    argv: Pointers,
    env: Pointers,
    parent: pid_t,
    /// What takes the place of the standard streams; None for one that stays.
    pub streams: [Option<c_int>; 3],
    /// The working directory; None for the launcher's.
    pub folder: Option<CString>,
    /// Whether it has a session of its own, which the terminal's signals do not reach.
    pub has_own_session: bool,
    /// The terminal's signals that came before it, and are for it.
    missed: Vec<c_int>,
}

impl Plan {
    pub fn new(ctx: &Ctx<'_>, command: &Text, args: &[Text], env: &[Text]) -> Result<Self> {
        let argv: Vec<Text> = [command.clone()].into_iter().chain(args.iter().cloned()).collect();
        Ok(Self {
            files: candidates(ctx, command, env)?,
            argv: Pointers::of(ctx, &argv)?,
            env: Pointers::of(ctx, env)?,
            // SAFETY: it only asks.
            parent: unsafe { libc::getpid() },
            streams: [None; 3],
            folder: None,
            has_own_session: false,
            missed: vec![],
        })
    }

    /// In the child. Comes back with the error's number only.
    ///
    /// @safety between fork and execve: it calls nothing but the system
    unsafe fn become_command(&self) -> c_int {
        unsafe {
            end_with_parent(self.parent);
            if self.has_own_session {
                libc::setsid();
            }
            for (at, stream) in self.streams.iter().enumerate() {
                if let Some(stream) = stream {
                    // Not closed on exec, unlike the original.
                    libc::dup2(*stream, at as c_int);
                }
            }
            if let Some(folder) = &self.folder
                && libc::chdir(folder.as_ptr()) == -1
            {
                return last();
            }
            missed::send(&self.missed);
            signals::restore();
            let mut denied = 0;
            for file in &self.files {
                libc::execve(file.as_ptr(), self.argv.as_ptr(), self.env.as_ptr());
                match last() {
                    // A script without `#!`: POSIX's shell reads it.
                    libc::ENOEXEC => return self.become_shell(file.as_ptr()),
                    libc::ENOENT | libc::ENOTDIR if self.files.len() > 1 => {}
                    libc::EACCES if self.files.len() > 1 => denied = libc::EACCES,
                    number => return number,
                }
            }
            if denied == 0 { libc::ENOENT } else { denied }
        }
    }

    unsafe fn become_shell(&self, script: *const c_char) -> c_int {
        unsafe {
            let mut words = vec![c"sh".as_ptr(), script];
            let mut at = self.argv.as_ptr();
            while !(*at).is_null() {
                at = at.add(1);
                words.push(*at);
            }
            words.push(ptr::null());
            libc::execve(c"/bin/sh".as_ptr(), words.as_ptr(), self.env.as_ptr());
            last()
        }
    }
}

/// If the launcher is killed, nothing of it is left to end the command. TERM, so that a server can end its own workers.
unsafe fn end_with_parent(parent: pid_t) {
    #[cfg(target_os = "linux")]
    unsafe {
        // The end of process 1 ends all others by itself.
        if parent == 1 {
            return;
        }
        libc::prctl(libc::PR_SET_PDEATHSIG, libc::SIGTERM);
        if libc::getppid() != parent {
            libc::_exit(128 + libc::SIGTERM);
        }
    }
    #[cfg(not(target_os = "linux"))]
    {
        _ = parent;
    }
}

/// @returns the child's id; the system's error if it could not be started
pub fn start(ctx: &Ctx<'_>, plan: &Plan) -> Result<pid_t> {
    signals::expect_children();
    let [reader, writer] = pipe(ctx)?;
    // SAFETY: the pipe's ends are closed on exec, so that the parent sees the end of the pipe then.
    unsafe {
        let pid = libc::fork();
        if pid == 0 {
            let number = plan.become_command();
            libc::write(writer, (&raw const number).cast::<c_void>(), size_of::<c_int>());
            libc::_exit(127);
        }
        let failed_fork = last();
        libc::close(writer);
        let mut number: c_int = 0;
        let count = if pid == -1 {
            number = failed_fork;
            -1
        } else {
            read_number(reader, &mut number)
        };
        libc::close(reader);
        if pid != -1 && count == 0 {
            return Ok(pid);
        }
        if pid != -1 {
            libc::waitpid(pid, ptr::null_mut(), 0);
        }
        Err(throw(ctx, number))
    }
}

/// @safety `reader` is a descriptor
unsafe fn read_number(reader: c_int, number: &mut c_int) -> isize {
    loop {
        // SAFETY: room for one number.
        let count = unsafe { libc::read(reader, (&raw mut *number).cast::<c_void>(), size_of::<c_int>()) };
        if count != -1 || last() != libc::EINTR {
            return count;
        }
    }
}

/// @returns how a child ended, as a status or a signal's name; None while it runs. A signal without a name is a status.
fn reap<'js>(ctx: &Ctx<'js>, pid: pid_t) -> Result<Option<Array<'js>>> {
    let mut status = 0;
    // SAFETY: room for the answer.
    match unsafe { libc::waitpid(pid, &mut status, libc::WNOHANG) } {
        0 => return Ok(None),
        -1 => return Err(throw(ctx, last())),
        _ => {}
    }
    let end = Array::new(ctx.clone())?;
    let null = Value::new_null(ctx.clone());
    if libc::WIFEXITED(status) {
        end.set(0, libc::WEXITSTATUS(status))?;
        end.set(1, null)?;
    } else {
        let signal = libc::WTERMSIG(status);
        match signals::name(signal) {
            Some(name) => {
                end.set(0, null)?;
                end.set(1, name.into_js(ctx)?)?;
            }
            None => {
                end.set(0, 128 + signal)?;
                end.set(1, null)?;
            }
        }
    }
    Ok(Some(end))
}

pub fn register<'js>(ctx: &Ctx<'js>, host: &Object<'js>) -> Result<()> {
    host.set(
        "spawn",
        Function::new(ctx.clone(), |ctx: Ctx<'js>, command: Text, args: Vec<Text>, env: Vec<Text>| {
            let mut plan = Plan::new(&ctx, &command, &args, &env)?;
            plan.missed = missed::pending();
            start(&ctx, &plan)
        }),
    )?;
    host.set("reap", Function::new(ctx.clone(), |ctx: Ctx<'js>, pid: pid_t| reap(&ctx, pid)))
}
