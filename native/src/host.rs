//! What the engine is given, and the turns of its work: for the launcher, and for tests in `../examples/evaluate`.

use rquickjs::context::intrinsic;
use rquickjs::promise::{Promise, PromiseState};
use rquickjs::{Ctx, Function, Object, Result};

use crate::{changes, events, files, helpers, paths, process, refill, spawn, system, terminal, text};

/// What of JavaScript the launcher uses. Without `Eval`, the linker leaves the parser out.
pub type Features = (
    intrinsic::Date,
    intrinsic::RegExpCompiler,
    intrinsic::RegExp,
    intrinsic::Json,
    intrinsic::Proxy,
    intrinsic::MapSet,
    intrinsic::TypedArrays,
    intrinsic::Promise,
    intrinsic::Performance,
    intrinsic::WeakRef,
);

/// Makes `nativeHost`.
pub fn register<'js>(ctx: &Ctx<'js>) -> Result<Object<'js>> {
    let host = Object::new(ctx.clone())?;
    process::register(ctx, &host)?;
    files::register(ctx, &host)?;
    paths::register(ctx, &host)?;
    text::register(ctx, &host)?;
    events::register(ctx, &host)?;
    spawn::register(ctx, &host)?;
    system::register(ctx, &host)?;
    host.set("tools", Function::new(ctx.clone(), tools))?;
    ctx.globals().set("nativeHost", host.clone())?;
    Ok(host)
}

/// The functions that few runs need: made when they are asked for.
fn tools<'js>(ctx: Ctx<'js>) -> Result<Object<'js>> {
    let tools = Object::new(ctx.clone())?;
    changes::register(&ctx, &tools)?;
    refill::register(&ctx, &tools)?;
    helpers::register(&ctx, &tools)?;
    terminal::register(&ctx, &tools)?;
    Ok(tools)
}

/// Works until nothing is left to do.
///
/// @param evaluated the first module
pub fn work<'js>(ctx: &Ctx<'js>, host: &Object<'js>, evaluated: &Promise<'js>) -> Result<String> {
    loop {
        while ctx.execute_pending_job() {}
        if evaluated.state() == PromiseState::Rejected {
            return match evaluated.result::<()>() {
                Some(Err(error)) => Err(error),
                _ => Ok("the launcher did not start".to_owned()),
            };
        }
        let idle: Function<'js> = host.get("idle")?;
        if !idle.call::<_, bool>(())? {
            return Ok("nothing is left to wait for".to_owned());
        }
    }
}
