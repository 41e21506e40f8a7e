import process from 'node:process'
import { listOpen, type OpenDescriptor } from './inherited-fds.ts'

/**
 * Closes Node's inspector, if a SIGUSR1 opened it before the launcher took the signal: anyone who reaches its port
 * could read the keys. For as long as a process may stay, and after the command has been started: it takes a moment.
 *
 * @param open the descriptors of this process, if they were listed already
 */
export function closeInspector(open?: readonly OpenDescriptor[]): void {
  // An inspector listens at a socket. Looking for one spares most runs 3 ms: loading the module takes as long.
  if (process.platform === 'linux' && !mayHaveSocket(open ?? listOpen())) return
  const inspector = process.getBuiltinModule('node:inspector')
  if (inspector.url() !== undefined) inspector.close()
}

/** Also if nothing could be listed: every Node has open what its event loop needs. */
function mayHaveSocket(open: readonly OpenDescriptor[]): boolean {
  return open.length === 0 || open.some(({ target }) => target.startsWith('socket:'))
}
