import process from 'node:process'

const SIGNALS = ['SIGINT', 'SIGTERM', 'SIGHUP', 'SIGQUIT'] as const

export async function uninterrupted(act: () => void): Promise<void> {
  const received: NodeJS.Signals[] = []
  const note = (signal: NodeJS.Signals) => received.push(signal)
  for (const signal of SIGNALS) process.on(signal, note)
  try {
    act()
    // Node tells of what came meanwhile in the next turn.
    await new Promise((resolve) => setImmediate(resolve))
  } finally {
    for (const signal of SIGNALS) process.off(signal, note)
  }
  // A listener at a terminal has heard it too.
  for (const signal of received) if (process.listenerCount(signal) === 0) process.kill(process.pid, signal)
}
