import process from 'node:process'
import { listOpen } from './inherited-fds.ts'

/**
 * Closes Node's inspector, if a SIGUSR1 opened it before the launcher took the signal: anyone who reaches its port
 * could read the keys. For as long as a process may stay, and after the command has been started: it takes a moment, and
 * an inspector that was asked for opens its socket in a thread of its own, also after an earlier list of descriptors.
 */
export function closeInspector(): void {
  // An inspector listens at a socket. Looking for one spares most runs 3 ms: loading the module takes as long.
  if (process.platform === 'linux' && !mayHaveSocket()) return
  const inspector = process.getBuiltinModule('node:inspector')
  if (inspector.url() !== undefined) inspector.close()
}

/** Also if nothing could be listed: every Node has open what its event loop needs. */
function mayHaveSocket(): boolean {
  const open = listOpen()
  return open.length === 0 || open.some(({ target }) => target.startsWith('socket:'))
}
