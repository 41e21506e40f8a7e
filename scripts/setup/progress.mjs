// One line for each step that takes time: what it is, and how long it took. At a terminal the seconds count up.
export async function step(what, work) {
  const started = performance.now()
  const seconds = () => ((performance.now() - started) / 1000).toFixed(1)
  const terminal = process.stderr.isTTY
  process.stderr.write(`${what} …`)
  const ticker = terminal ? setInterval(() => process.stderr.write(`\r${what} … ${seconds()} s`), 1000) : undefined
  const finish = (result) => process.stderr.write(`${terminal ? `\r${what} …` : ''} ${result}, ${seconds()} s\n`)
  try {
    const value = await work()
    finish('done')
    return value
  } catch (error) {
    finish('failed')
    throw error
  } finally {
    clearInterval(ticker)
  }
}
