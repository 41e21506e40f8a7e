// A child that tells what it got and which signals reached it, one JSON line each, on stdout. It ends when told to:
// a line on stdin `exit N`, or the signal named by `--die`.
import { createInterface } from 'node:readline'

const say = (event) => process.stdout.write(`${JSON.stringify(event)}\n`)
const ignored = ['SIGTERM', 'SIGHUP', 'SIGINT', 'SIGQUIT', 'SIGUSR1', 'SIGUSR2', 'SIGWINCH', 'SIGCONT']
for (const signal of ignored) process.on(signal, () => say({ signal }))
createInterface({ input: process.stdin })
  .on('line', (line) => {
    const [, status] = /^exit (\d+)$/.exec(line) ?? []
    if (status !== undefined) process.exit(Number(status))
  })
  .on('close', () => process.exit(0))
say({ ready: process.pid, args: process.argv.slice(2) })
