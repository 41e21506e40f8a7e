import { SCOPES } from '../../keys/scope.ts'
import { keysOption } from '../../options/keys-option.ts'
import { type OptionSpec, option } from '../../options/option.ts'

const service = option('service', {
  kind: 'value',
  valueName: 'NAME',
  default: '`platform`; `list` shows all',
  help: 'the service that the key opens',
})
const scope = option('scope', {
  kind: 'value',
  valueName: 'SCOPE',
  choices: SCOPES,
  default: '`write`',
  help: 'what the key permits: `read`; `write` also logs, registers and uploads; `admin` everything',
})
const expires = option('expires', {
  kind: 'value',
  valueName: 'WHEN',
  default: 'never',
  help: 'after a time, as `30s`, `15m`, `12h` or `90d`, or at a date, as `2030-01-31` (midnight UTC)',
})
const note = option('note', {
  kind: 'value',
  valueName: 'TEXT',
  help: 'what the key is for; it is not secret',
})
const json = option('json', { help: 'print an array without secrets' })
const keys = keysOption()

/** The options of `keys`, in the order in which help shows them. */
export const KEYS_OPTIONS: readonly OptionSpec[] = [service, scope, expires, note, json, keys]

/** What can be done, with the options and the number of words that each takes. */
export const ACTIONS = {
  create: { describe: 'make a key, and print it, once', options: [service, scope, expires, note, keys], words: 0 },
  list: { describe: 'show all keys', options: [service, json, keys], words: 0 },
  revoke: { describe: 'make a key open nothing any more', options: [keys], words: 1 },
  verify: {
    describe: 'say whether the key on standard input opens the service',
    options: [service, keys],
    words: 0,
  },
} as const satisfies Readonly<Record<string, { describe: string; options: readonly OptionSpec[]; words: 0 | 1 }>>

export type ActionName = keyof typeof ACTIONS

export const ACTION_NAMES = Object.keys(ACTIONS) as readonly ActionName[]

export const DEFAULT_SERVICE = 'platform'
export const DEFAULT_SCOPE = 'write'
