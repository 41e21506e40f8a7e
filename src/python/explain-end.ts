import type { ScriptResult } from './run-script.ts'

/** How a script ended that did not say that it was done. The text of Python's error may hold a secret. */
export function explainEnd({ exitCode, signal, startError, stderr }: ScriptResult): string {
  if (signal !== null) return signal
  if (startError !== null) return startError
  const [, error] = /^([A-Za-z_][\w.]*)(?::.*)?$/.exec(stderr.trim().split('\n').at(-1) ?? '') ?? []
  return error ?? `status ${exitCode}`
}
