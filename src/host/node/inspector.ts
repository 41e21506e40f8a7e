import process from 'node:process'

/**
 * Closes Node's inspector, if a SIGUSR1 opened it before the launcher took the signal: anyone who reaches its port
 * could read the keys. For as long as a process may stay, and after the command has been started: it takes a moment, and
 * an inspector that was asked for opens its socket in a thread of its own.
 */
export function closeInspector(): void {
  // A Node can be built without it.
  const inspector = process.getBuiltinModule('node:inspector') as typeof import('node:inspector') | undefined
  if (inspector?.url() !== undefined) inspector.close()
}
