import { parseKeyId } from '../../keys/key-form.ts'
import { fail } from '../../model/diagnostic.ts'
import type { GivenOptions } from '../../options/arguments.ts'
import { optionDiagnostics } from '../../options/diagnostics.ts'
import { differsByOne } from '../../options/suggest-option.ts'
import type { CommandLine } from '../yargs/parse.ts'
import { keysCommandDiagnostics } from './diagnostics.ts'
import { ACTION_NAMES, ACTIONS, type ActionName } from './options.ts'

/** Words that other programs have for it. */
const HABITS: Readonly<Record<string, ActionName>> = {
  add: 'create',
  new: 'create',
  make: 'create',
  issue: 'create',
  ls: 'list',
  show: 'list',
  delete: 'revoke',
  remove: 'revoke',
  rm: 'revoke',
  check: 'verify',
}

export interface Asked {
  readonly action: ActionName
  readonly options: GivenOptions
  /** The word after the action. */
  readonly word: string | undefined
}

/**
 * What is to be done. No message has a word of the command line: one of them may be a key.
 *
 * @throws {LauncherError} keys-action-missing, keys-action-unknown, unexpected-argument, unknown-option
 */
export function readLine({ args }: CommandLine): Asked {
  const [written, word, ...more] = args.rest
  const actions = ACTION_NAMES
  if (written === undefined) return fail(keysCommandDiagnostics.error('keys-action-missing', null, { actions }))
  refuseKey(written)
  const action = ACTION_NAMES.find((name) => name === written)
  if (!action) {
    const suggestion = HABITS[written] ?? ACTION_NAMES.find((name) => differsByOne(written, name)) ?? null
    return fail(keysCommandDiagnostics.error('keys-action-unknown', null, { actions, suggestion }))
  }
  const { words, options } = ACTIONS[action]
  if (word !== undefined) refuseKey(word)
  if ((word !== undefined && words === 0) || more.length > 0) {
    const data = { position: words + 1, command: `keys ${action}`, takes: words, suggestion: null }
    fail(optionDiagnostics.error('unexpected-argument', null, data))
  }
  for (const [name, [value]] of args.options) {
    const isOwn = options.some((known) => known.name === name)
    if (isOwn || value === undefined || !KEYS_NAMES.has(name)) continue
    const data = { option: `--${name}`, command: `keys ${action}`, suggestion: null }
    fail(optionDiagnostics.error('unknown-option', null, data))
  }
  return { action, options: args.options, word }
}

/** Options of one action or another; the launcher's own are read before and after every word. */
const KEYS_NAMES = new Set(ACTION_NAMES.flatMap((name) => ACTIONS[name].options.map((option) => option.name)))

/** @throws {LauncherError} key-as-argument */
function refuseKey(word: string): void {
  const id = parseKeyId(word)
  if (id !== null) fail(keysCommandDiagnostics.error('key-as-argument', null, { id }))
}
