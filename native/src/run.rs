//! Runs a helper program, and reads its answer.

use std::time::{Duration, Instant};

use libc::{c_int, c_void, pid_t, pollfd};
use rquickjs::{Ctx, Function, Object, Result, TypedArray};

use crate::errors::last;
use crate::pipes::{close, pipe};
use crate::signals;
use crate::spawn::{Plan, reap, start};
use crate::text::Text;

/// How long the end of a helper that closed its streams is waited for at a time.
const REAP_PAUSE: Duration = Duration::from_millis(1);

/// One stream of the helper's.
struct Stream {
    /// -1 once it is closed.
    descriptor: c_int,
    bytes: Vec<u8>,
}

impl Stream {
    fn read(&mut self, max: usize) {
        let mut chunk = [0_u8; 16 * 1024];
        // SAFETY: room for as many bytes.
        let count = unsafe { libc::read(self.descriptor, chunk.as_mut_ptr().cast::<c_void>(), chunk.len()) };
        if count > 0 {
            // What is too much is read, so that the helper can go on, and dropped.
            let room = max.saturating_sub(self.bytes.len()).min(count as usize);
            self.bytes.extend_from_slice(&chunk[..room]);
        } else if count == 0 || last() != libc::EINTR {
            close(self.descriptor);
            self.descriptor = -1;
        }
    }

    /// @param sent how much of it went already
    fn write(&mut self, sent: &mut usize) {
        let rest = &self.bytes[*sent..];
        // SAFETY: as many bytes.
        let count = unsafe { libc::write(self.descriptor, rest.as_ptr().cast::<c_void>(), rest.len()) };
        if count >= 0 {
            *sent += count as usize;
        } else if last() == libc::EPIPE {
            signals::forget(libc::SIGPIPE);
        }
        if *sent == self.bytes.len() || (count < 0 && ![libc::EINTR, libc::EAGAIN].contains(&last())) {
            close(self.descriptor);
            self.descriptor = -1;
        }
    }
}

struct Request {
    input: Vec<u8>,
    timeout: Duration,
    max: usize,
}

/// The three streams, in order: what goes in, what comes out.
fn converse(streams: &mut [Stream; 3], request: &Request) -> bool {
    let end = Instant::now() + request.timeout;
    let mut sent = 0;
    while streams.iter().any(|stream| stream.descriptor != -1) {
        let left = end.saturating_duration_since(Instant::now());
        let mut polled: Vec<pollfd> = streams
            .iter()
            .enumerate()
            .map(|(at, stream)| pollfd {
                fd: stream.descriptor,
                events: if at == 0 { libc::POLLOUT } else { libc::POLLIN },
                revents: 0,
            })
            .collect();
        // SAFETY: as many as there are. A descriptor below 0 is passed over.
        let count = signals::interruptibly(|| unsafe {
            libc::poll(polled.as_mut_ptr(), polled.len() as _, left.as_millis() as c_int)
        });
        if count == 0 && left.is_zero() {
            return false;
        }
        for (at, poll) in polled.iter().enumerate() {
            if poll.fd == -1 || poll.revents == 0 {
                continue;
            }
            if at == 0 { streams[0].write(&mut sent) } else { streams[at].read(request.max) }
        }
    }
    true
}

fn wait_for_end<'js>(ctx: &Ctx<'js>, pid: pid_t, mut is_in_time: bool, timeout: Duration) -> Result<Object<'js>> {
    let end = Instant::now() + timeout;
    loop {
        if !is_in_time {
            // SAFETY: a child that was not reaped yet: the number is its own.
            unsafe { libc::kill(pid, libc::SIGKILL) };
        }
        if let Some(how) = reap(ctx, pid)? {
            let result = Object::new(ctx.clone())?;
            result.set("exitCode", how.get::<Option<c_int>>(0)?)?;
            result.set("signal", how.get::<Option<String>>(1)?)?;
            result.set("timedOut", !is_in_time)?;
            return Ok(result);
        }
        is_in_time &= Instant::now() < end;
        signals::interruptibly(|| std::thread::sleep(REAP_PAUSE));
    }
}

fn run<'js>(ctx: &Ctx<'js>, mut plan: Plan, request: Request) -> Result<Object<'js>> {
    let [input, output, error] = [pipe(ctx)?, pipe(ctx)?, pipe(ctx)?];
    plan.streams = [Some(input[0]), Some(output[1]), Some(error[1])];
    let started = start(ctx, &plan);
    for end in [input[0], output[1], error[1]] {
        close(end);
    }
    // SAFETY: a number. A helper that reads nothing must not stop this.
    unsafe { libc::fcntl(input[1], libc::F_SETFL, libc::O_NONBLOCK) };
    let mut streams = [
        Stream { descriptor: input[1], bytes: request.input.clone() },
        Stream { descriptor: output[0], bytes: Vec::new() },
        Stream { descriptor: error[0], bytes: Vec::new() },
    ];
    let pid = match started {
        Ok(pid) => pid,
        Err(failure) => {
            streams.iter().for_each(|stream| close(stream.descriptor));
            return Err(failure);
        }
    };
    let is_in_time = converse(&mut streams, &request);
    streams.iter().filter(|stream| stream.descriptor != -1).for_each(|stream| close(stream.descriptor));
    let result = wait_for_end(ctx, pid, is_in_time, request.timeout)?;
    let [_, output, error] = streams;
    result.set("stdout", TypedArray::<u8>::new(ctx.clone(), output.bytes)?)?;
    result.set("stderr", TypedArray::<u8>::new(ctx.clone(), error.bytes)?)?;
    Ok(result)
}

pub fn register<'js>(ctx: &Ctx<'js>, host: &Object<'js>) -> Result<()> {
    host.set(
        "run",
        Function::new(
            ctx.clone(),
            |ctx: Ctx<'js>, command: Text, args: Vec<Text>, env: Vec<Text>, options: Object<'js>| {
                let request = Request {
                    input: options.get::<_, Text>("input")?.0,
                    timeout: Duration::from_millis(options.get("timeoutMs")?),
                    max: options.get("maxBytes")?,
                };
                run(&ctx, Plan::new(&ctx, &command, &args, &env)?, request)
            },
        ),
    )
}
