import { offSignal, onSignal } from './signals.ts'

const SIGNALS = ['SIGINT', 'SIGTERM', 'SIGHUP', 'SIGQUIT'] as const

/** A signal with a handler waits until the engine has nothing else to do. */
export async function uninterrupted(act: () => void): Promise<void> {
  const wait = () => {}
  for (const signal of SIGNALS) onSignal(signal, wait)
  try {
    act()
  } finally {
    for (const signal of SIGNALS) offSignal(signal, wait)
  }
}
