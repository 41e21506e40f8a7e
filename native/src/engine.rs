//! Runs the launcher's parts in QuickJS. They are in the executable as bytecode; there is no parser.

use libc::c_int;
use rquickjs::loader::{ImportAttributes, Loader, Resolver};
use rquickjs::module::Declared;
use rquickjs::{Context, Ctx, Error, Function, Module, Result, Runtime};

use crate::{host, memory, process, stack};

include!(concat!(env!("OUT_DIR"), "/parts.rs"));

/// The part with which a run begins.
const MAIN: &str = "cli.js";

struct Parts;

impl Resolver for Parts {
    fn resolve<'js>(&mut self, _: &Ctx<'js>, _: &str, name: &str, _: Option<ImportAttributes<'js>>) -> Result<String> {
        Ok(name.trim_start_matches("./").to_owned())
    }
}

impl Loader for Parts {
    fn load<'js>(
        &mut self,
        ctx: &Ctx<'js>,
        name: &str,
        _: Option<ImportAttributes<'js>>,
    ) -> Result<Module<'js, Declared>> {
        load(ctx, name)
    }
}

fn load<'js>(ctx: &Ctx<'js>, name: &str) -> Result<Module<'js, Declared>> {
    let Some((_, size, bytes)) = PARTS.iter().find(|(its, ..)| *its == name) else {
        return Err(Error::new_loading(name));
    };
    // SAFETY: the build wrote it with this engine.
    let declare = |bytes: &[u8]| unsafe { Module::load(ctx.clone(), bytes) };
    if *size == 0 {
        return declare(bytes);
    }
    let whole = miniz_oxide::inflate::decompress_to_vec_with_limit(bytes, *size);
    whole.map_or_else(|_| Err(Error::new_loading(name)), |whole| declare(&whole))
}

/// @returns the status with which the launcher ends if it did not end by itself: an error
pub fn run() -> c_int {
    std::panic::set_hook(Box::new(|_| process::die("the host failed")));
    let Ok(runtime) = Runtime::new() else { memory::run_out() };
    runtime.set_max_stack_size(stack::MAX);
    // A run is short: collecting cycles would take longer than it saves.
    runtime.set_gc_threshold(64 * 1024 * 1024);
    runtime.set_loader(Parts, Parts);
    let Ok(context) = Context::custom::<host::Features>(&runtime) else { memory::run_out() };
    context.with(|ctx| {
        let reason = match start(&ctx) {
            Ok(reason) => reason,
            Err(Error::Exception) => describe(&ctx),
            Err(error) => error.to_string(),
        };
        process::die(&reason)
    })
}

/// Runs until nothing is left to do. The launcher should have ended before.
fn start<'js>(ctx: &Ctx<'js>) -> Result<String> {
    let host = host::register(ctx)?;
    host.set(
        "part",
        Function::new(ctx.clone(), |ctx: Ctx<'js>, name: String| load(&ctx, &name)?.eval()?.0.namespace()),
    )?;
    let (_, evaluated) = load(ctx, MAIN)?.eval()?;
    host::work(ctx, &host, &evaluated)
}

/// What can be told of an unexpected error without its own text, which could quote a value.
fn describe(ctx: &Ctx<'_>) -> String {
    let error = ctx.catch();
    let name = error.as_object().and_then(|error| error.get::<_, String>("name").ok());
    name.unwrap_or_else(|| error.type_name().to_owned())
}
