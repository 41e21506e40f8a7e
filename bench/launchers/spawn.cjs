// The least that a launcher which stays does: it starts the command, passes signals on and ends as the command did.
const { spawn } = require('node:child_process')
const [command = '', ...args] = process.argv.slice(2)
const child = spawn(command, args, { stdio: 'inherit' })
/** @type {NodeJS.Signals[]} */
const signals = ['SIGINT', 'SIGTERM', 'SIGHUP']
for (const signal of signals) process.on(signal, () => child.kill(signal))
child.on('exit', (status, signal) => {
  for (const name of signals) process.removeAllListeners(name)
  if (signal !== null) process.kill(process.pid, signal)
  else process.exit(status ?? 1)
})
