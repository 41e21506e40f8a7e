//! Signals and pauses, as the TypeScript waits for them.

use std::time::Duration;

use rquickjs::function::Opt;
use rquickjs::{Ctx, Function, Object, Result};

use crate::signals;

pub fn register<'js>(ctx: &Ctx<'js>, host: &Object<'js>) -> Result<()> {
    host.set("signalNumber", Function::new(ctx.clone(), |name: String| signals::number(&name)))?;
    host.set(
        "catchSignal",
        Function::new(ctx.clone(), |name: String, is_caught: bool| {
            signals::catch(signals::number(&name), is_caught);
        }),
    )?;
    host.set("isIgnored", Function::new(ctx.clone(), |name: String| signals::is_ignored(signals::number(&name))))?;
    host.set(
        "waitForSignal",
        Function::new(ctx.clone(), |milliseconds: Opt<Option<f64>>| {
            signals::wait(milliseconds.0.flatten().map(|time| time.max(0.0) as u64)).and_then(signals::name)
        }),
    )?;
    host.set(
        "sleep",
        Function::new(ctx.clone(), |milliseconds: f64| {
            signals::interruptibly(|| std::thread::sleep(Duration::from_micros((milliseconds * 1000.0) as u64)));
        }),
    )
}
