//! Helper programs whose answers are read as they come, and the wait for whatever comes first.

use libc::{c_int, pollfd};
use rquickjs::function::Opt;
use rquickjs::{Array, Ctx, Function, Object, Result};

use crate::errors::check;
use crate::pipes::{close, pipe};
use crate::signals;
use crate::spawn::{Plan, start};
use crate::text::Text;

/// How long the wait is at most where a signal does not end it, in milliseconds.
const PAUSE_MS: c_int = 10;

/// @returns the child's id, what goes into it (-1 for nothing), and its two outputs
fn start_helper<'js>(ctx: &Ctx<'js>, mut plan: Plan, keeps_input: bool) -> Result<Array<'js>> {
    // SAFETY: a path that ends with NUL.
    let input = if keeps_input {
        pipe(ctx)?
    } else {
        [check(ctx, unsafe { libc::open(c"/dev/null".as_ptr(), libc::O_RDONLY | libc::O_CLOEXEC) })?, -1]
    };
    let [output, error] = [pipe(ctx)?, pipe(ctx)?];
    plan.streams = [Some(input[0]), Some(output[1]), Some(error[1])];
    let started = start(ctx, &plan);
    [input[0], output[1], error[1]].into_iter().for_each(close);
    let own = [input[1], output[0], error[0]];
    if started.is_err() {
        own.into_iter().for_each(close);
    }
    let result = Array::new(ctx.clone())?;
    for (at, number) in [started?, own[0], own[1], own[2]].into_iter().enumerate() {
        result.set(at, number)?;
    }
    Ok(result)
}

/// Waits until a descriptor can be read, a signal is pending or the time is over.
///
/// @param milliseconds none waits for ever
/// @returns the descriptors that can be read, or are at their end
fn poll(readers: &[c_int], milliseconds: Option<f64>) -> Vec<c_int> {
    let signals = signals::descriptor();
    let time = milliseconds.map_or(-1, |time| time.ceil().clamp(0.0, f64::from(c_int::MAX)) as c_int);
    let time = if signals != -1 {
        time
    } else if time == -1 {
        PAUSE_MS
    } else {
        time.min(PAUSE_MS)
    };
    let mut polled: Vec<pollfd> =
        readers.iter().chain([&signals]).map(|fd| pollfd { fd: *fd, events: libc::POLLIN, revents: 0 }).collect();
    // SAFETY: as many as there are. A descriptor below 0 is passed over.
    if unsafe { libc::poll(polled.as_mut_ptr(), polled.len() as _, time) } < 1 {
        return vec![];
    }
    polled[..readers.len()].iter().filter(|poll| poll.revents != 0).map(|poll| poll.fd).collect()
}

pub fn register<'js>(ctx: &Ctx<'js>, host: &Object<'js>) -> Result<()> {
    host.set(
        "startHelper",
        Function::new(
            ctx.clone(),
            |ctx: Ctx<'js>, command: Text, args: Vec<Text>, env: Vec<Text>, options: Object<'js>| {
                let mut plan = Plan::new(&ctx, &command, &args, &env)?;
                plan.folder = Some(options.get::<_, Text>("cwd")?.to_c(&ctx)?);
                plan.has_own_session = options.get("hasOwnSession")?;
                start_helper(&ctx, plan, options.get("keepsInput")?)
            },
        ),
    )?;
    host.set(
        "poll",
        Function::new(ctx.clone(), |readers: Vec<c_int>, time: Opt<Option<f64>>| poll(&readers, time.0.flatten())),
    )
}
