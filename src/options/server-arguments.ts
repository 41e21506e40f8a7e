import { refuse } from '../model/failure.ts'
import type { Sourced } from '../model/origin.ts'
import { type Arguments, addOption, readOption } from './arguments.ts'
import { suggest } from './did-you-mean.ts'
import { SERVER_OPTIONS } from './server-options.ts'

/** What the words behind `server` say. */
export interface ServerArguments {
  /** The options that were given, by name; a switch has `true` or `false`. */
  readonly options: ReadonlyMap<string, Sourced>
  readonly dryRun: boolean
  /** The words behind `--`, byte for byte. */
  readonly passed: readonly string[]
  /** The global options, wherever they stand. */
  readonly all: Arguments
}

/**
 * Reads what stands behind the word `server`: its own options and the global ones, in any order, then `--` and what
 * goes to MLflow as it is. Of an option that is given twice the later counts.
 *
 * @throws {Refusal} for a word that is no option, and for an option that lacks its value or has one too many
 */
export function parseServerArguments(given: Arguments): ServerArguments {
  const words = given.rest
  const end = words.indexOf('--')
  const own = end === -1 ? words : words.slice(0, end)
  const options = new Map<string, Sourced>()
  let dryRun = false
  let all: Arguments = { ...given, rest: [] }
  for (let at = 1; at < own.length; ) {
    const global = readOption(own, at)
    if (global) {
      all = addOption(all, global)
      at = global.next
      continue
    }
    const { name, value, next } = readServerOption(own, at)
    if (name === 'dry-run') dryRun = true
    else add(options, name, value)
    at = next
  }
  return { options, dryRun, passed: end === -1 ? [] : words.slice(end + 1), all }
}

function add(options: Map<string, Sourced>, name: string, { value, origin }: Sourced): void {
  const before = options.get(name)
  // A switch and its opposite: nobody can mean both.
  if (before && before.origin.kind === 'option' && origin.kind === 'option' && before.origin.name !== origin.name) {
    refuse({ code: 'options-contradict', first: before.origin, second: origin })
  }
  options.set(name, { value, origin })
}

function readServerOption(words: readonly string[], at: number): { name: string; value: Sourced; next: number } {
  const word = words[at] ?? ''
  if (!word.startsWith('-') || word === '-') {
    return refuse({ code: 'unexpected-argument', command: 'server', argument: word })
  }
  const equals = word.indexOf('=')
  const written = equals === -1 ? word : word.slice(0, equals)
  const origin = { kind: 'option', name: written } as const
  const none = () => {
    if (equals !== -1) refuse({ code: 'option-takes-no-value', option: written })
  }
  if (written === '--dry-run') {
    none()
    return { name: 'dry-run', value: { value: 'true', origin }, next: at + 1 }
  }
  for (const { name, value } of SERVER_OPTIONS) {
    if (value === null && (written === `--${name}` || written === `--no-${name}`)) {
      none()
      return { name, value: { value: String(written === `--${name}`), origin }, next: at + 1 }
    }
    if (value === null || written !== `--${name}`) continue
    const text = equals === -1 ? words[at + 1] : word.slice(equals + 1)
    if (!text || (equals === -1 && text.startsWith('--'))) {
      refuse({ code: 'option-needs-value', option: written, command: 'server' })
    }
    return { name, value: { value: text, origin }, next: equals === -1 ? at + 2 : at + 1 }
  }
  return refuse({ code: 'unknown-server-option', option: written, suggestion: suggest(written, NAMES) })
}

const NAMES = [
  ...SERVER_OPTIONS.flatMap(({ name, value }) => (value === null ? [name, `no-${name}`] : [name])),
  'dry-run',
]
