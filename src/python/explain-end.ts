import type { ScriptResult } from './run-script.ts'

/** How a script ended that did not say that it was done. The text of Python's error may hold a secret. */
export function explainEnd({ exitCode, signal, startError, timedOutMs, stderr }: ScriptResult): string {
  if (timedOutMs !== null) return noAnswer(timedOutMs)
  if (signal !== null) return signal
  if (startError !== null) return startError
  const [, error] = /^([A-Za-z_][\w.]*)(?::.*)?$/.exec(stderr.trim().split('\n').at(-1) ?? '') ?? []
  return error ?? `status ${exitCode}`
}

const noAnswer = (ms: number) => `gave no answer within ${ms / 1000} s`

const START_ERRORS: Readonly<Record<string, string>> = {
  ENOENT: 'there is no such file',
  EACCES: 'it is not executable',
  ENOEXEC: 'it is no program for this machine',
  E2BIG: 'the environment is too large for the system',
}

/** Why a Python did not come to our script: what it wrote itself, or what the system said. */
export function explainStart({ exitCode, signal, startError, timedOutMs, stderr }: ScriptResult): string {
  if (timedOutMs !== null) return noAnswer(timedOutMs)
  const line = findReason(stderr)
  if (line) return line
  if (signal !== null) return `ended by ${signal}`
  if (startError !== null) return START_ERRORS[startError] ?? startError
  return `exit status ${exitCode ?? 0} and no response`
}

/** Of a shim, whose reason comes before its advice: pyenv, asdf and mise. */
const OF_SHIM = /^(?:pyenv: |No version is set for command|mise (?:ERROR|error))/
/** Of Python, which writes where it was after its reason. */
const OF_PYTHON = /^(?:Fatal Python error|(?:[A-Za-z_][\w.]*)?(?:Error|Exception|Exit|Interrupt))\b/
/** Where a Python was that could not start. */
const NO_REASON = /^(?:<no Python frame>|Current thread |File "|Python (?:path|runtime) |\s*sys\.|$)/

function findReason(stderr: string): string | undefined {
  const lines = stderr.split('\n').map((line) => line.trim())
  return (
    lines.find((line) => OF_SHIM.test(line)) ??
    lines.findLast((line) => OF_PYTHON.test(line)) ??
    lines.findLast((line) => !NO_REASON.test(line))
  )
}
