// A child that tells what it got, which signals reached it and which lines, one JSON line each, on stdout. It ends when
// it reads the line `exit N`, or no more lines.
import { createInterface } from 'node:readline'

const say = (event) => process.stdout.write(`${JSON.stringify(event)}\n`)
const ignored = ['SIGTERM', 'SIGHUP', 'SIGINT', 'SIGQUIT', 'SIGUSR1', 'SIGUSR2', 'SIGWINCH', 'SIGCONT', 'SIGVTALRM']
for (const signal of ignored) process.on(signal, () => say({ signal }))
createInterface({ input: process.stdin })
  .on('line', (line) => {
    const [, status] = /^exit (\d+)$/.exec(line) ?? []
    if (status !== undefined) process.exit(Number(status))
    say({ line })
  })
  .on('close', () => process.exit(0))
say({ ready: process.pid, args: process.argv.slice(2) })
