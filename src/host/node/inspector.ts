import process from 'node:process'

/**
 * Closes Node's inspector, should a SIGUSR1 have opened it before the launcher took the signal: whoever reaches its port
 * could read the keys. For as long as a process may stay, and after the command has been started: it takes a moment.
 */
export function closeInspector(): void {
  const inspector = process.getBuiltinModule('node:inspector')
  if (inspector.url() !== undefined) inspector.close()
}
