// Two lines for each step that takes time: what it is, and how long it took. Steps may run at the same time, so at a
// terminal one line more counts the seconds of those that run.
const running = new Map()
let counts = process.stderr.isTTY
let ticker
/** Back to the beginning of the line, which is then empty. */
const CLEAR = '\r\x1b[K'

/** Does the work and shows it. @throws whatever the work throws */
export async function step(what, work) {
  const started = performance.now()
  write(`${what} …`)
  running.set(what, started)
  if (counts) ticker ??= setInterval(count, 1000)
  const finish = (result) => {
    running.delete(what)
    if (running.size === 0) endCount()
    write(`${what}: ${result}, ${((performance.now() - started) / 1000).toFixed(1)} s`)
  }
  try {
    const value = await work()
    finish('done')
    return value
  } catch (error) {
    finish('failed')
    throw error
  }
}

/** Runs all of the steps at once. @throws the first failure, when all have ended */
export async function together(...steps) {
  const results = await Promise.allSettled(steps.map((each) => each()))
  for (const result of results) if (result.status === 'rejected') throw result.reason
}

/** For when something else writes to the terminal. */
export function stopCounting() {
  endCount()
  counts = false
}

/** Writes a line in the place of the one that counts. */
function write(line) {
  process.stderr.write(`${counts ? CLEAR : ''}${line}\n`)
}

function count() {
  const now = performance.now()
  const each = Array.from(
    running,
    ([what, started]) => `${what.split(' (')[0]} ${Math.round((now - started) / 1000)} s`,
  )
  process.stderr.write(`${CLEAR}${each.join(', ').slice(0, (process.stderr.columns ?? 80) - 1)}`)
}

function endCount() {
  if (ticker !== undefined) process.stderr.write(CLEAR)
  clearInterval(ticker)
  ticker = undefined
}
