import process from 'node:process'
import { mayHaveSocket } from './inherited-fds.ts'

/**
 * Closes Node's inspector, if a SIGUSR1 opened it before the launcher took the signal: anyone who reaches its port
 * could read the keys. For as long as a process may stay, and after the command has been started: it takes a moment.
 */
export function closeInspector(): void {
  // An inspector listens at a socket. Looking for one spares most runs 3 ms: loading the module takes as long.
  if (process.platform === 'linux' && !mayHaveSocket()) return
  const inspector = process.getBuiltinModule('node:inspector')
  if (inspector.url() !== undefined) inspector.close()
}
