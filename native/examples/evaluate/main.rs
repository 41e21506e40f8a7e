//! Runs tests in the executable's engine: evaluates the module in a file, with the host of the launcher. This has the parser,
//! which the executable must not have, so it is a program of its own.

#![no_main]
// Tests end by themselves.
#![allow(dead_code)]

mod tests;

use libc::{c_char, c_int};
use rquickjs::context::intrinsic;
use rquickjs::{CatchResultExt, Context, Ctx, Module, Result, Runtime};

include!(concat!(env!("OUT_DIR"), "/modules.rs"));

/// # Safety
///
/// The system calls it, with its own words and variables.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn main(argc: c_int, argv: *const *const c_char, envp: *const *const c_char) -> c_int {
    signals::block_all();
    #[cfg(target_os = "linux")]
    // SAFETY: numbers. No other signal ends it.
    unsafe {
        libc::prctl(libc::PR_SET_PDEATHSIG, libc::SIGKILL)
    };
    // SAFETY: these are the system's own, and nothing changes them.
    unsafe { process::remember(argc, argv, envp) };
    stack::run_with_enough(run)
}

/// The tests end the process; this is for those that cannot.
fn run() -> c_int {
    let runtime = Runtime::new().expect("there is memory");
    runtime.set_max_stack_size(stack::MAX);
    let context = Context::custom::<(host::Features, intrinsic::Eval)>(&runtime).expect("there is memory");
    context.with(|ctx| {
        eprintln!("{}", evaluate(&ctx).catch(&ctx).unwrap_or_else(|error| error.to_string()));
        125
    })
}

fn evaluate(ctx: &Ctx<'_>) -> Result<String> {
    let path = process::args().into_iter().next().expect("evaluate FILE").0;
    let path = String::from_utf8(path).expect("the name of a file in UTF-8");
    let source = std::fs::read(&path).expect("a file that can be read");
    let host = host::register(ctx)?;
    tests::register(ctx)?;
    let (_, evaluated) = Module::declare(ctx.clone(), path, source)?.eval()?;
    host::work(ctx, &host, &evaluated)
}
