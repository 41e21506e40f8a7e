import { COMMAND_NAME, printable } from '../model/format.ts'
import type { Source } from '../model/source.ts'

/** Prints what the launcher decides and where errors come from. Never a secret. */
export interface DebugLog {
  readonly isEnabled: boolean
  /** Prints a decision, with the time since the process started. */
  readonly log: (text: string) => void
  /** From now on, replaces the values of these sources that may be secret, wherever they are printed. */
  readonly hide: (sources: readonly Source[]) => void
  /** An error's stack without its message, which could quote a value, whole, in part or escaped. */
  readonly stack: (error: unknown) => string
}

export const NO_DEBUG_LOG: DebugLog = { isEnabled: false, log: () => {}, hide: () => {}, stack: () => '' }

/** Names whose values are replaced: credentials, and addresses, which may contain some. */
const mayNameSecret = (text: string) =>
  /KEY|SECRET|TOKEN|PASS|_PWD|CRED|AUTH|COOKIE|SIGN|PRIVATE|URI|URL|DSN|CONN/i.test(text)
/** Shorter values are words like `true`, which appear in every text. */
const MIN_SECRET_LENGTH = 5

/** @param environment hidden from the start; the sources of a run are hidden as soon as they are read */
export function createDebugLog(write: (text: string) => void, environment: Source): DebugLog {
  const secrets = new Map<string, string>()
  const hide = (sources: readonly Source[]) => {
    for (const source of sources) {
      for (const name of source.names()) {
        const { value } = source.get(name) ?? { value: '' }
        // A file of the project can hold a secret under any name.
        const isSecret = source.kind === 'file' || mayNameSecret(name) || /:\/\/[^/]*@/.test(value)
        if (isSecret && value.length >= MIN_SECRET_LENGTH) secrets.set(value, name)
      }
    }
  }
  const redact = (text: string) => {
    const longestFirst = Array.from(secrets).sort(([a], [b]) => b.length - a.length)
    return longestFirst.reduce((shown, [value, name]) => shown.replaceAll(value, `[${name}]`), text)
  }
  hide([environment])
  return {
    isEnabled: true,
    log: (text) => {
      const milliseconds = performance.now().toFixed(1)
      write(`${COMMAND_NAME}: debug: +${milliseconds} ms ${printable(redact(text))}\n`)
    },
    hide,
    stack: (error) => {
      if (!(error instanceof Error)) return ''
      return [error.name, ...framesOf(error)].map((line) => `${printable(redact(line))}\n`).join('')
    },
  }
}

/** The lines of an error's stack, without its message. */
export function framesOf({ stack = '', message }: Error): string[] {
  const at = stack.indexOf(message)
  const rest = at === -1 ? stack : stack.slice(at + message.length)
  return rest.split('\n').filter((line) => /^ +at /.test(line))
}
