import { ACCESS_KEY_ID, PROFILE, SECRET_ACCESS_KEY } from '../../credentials/project-variables.ts'
import * as host from '../../host/index.ts'
import { type Diagnostic, fail } from '../../model/diagnostic.ts'
import type { Environment } from '../../model/source.ts'
import { initDiagnostics } from './diagnostics.ts'
import type { Effects } from './effects/effects.ts'
import { END_SECONDS } from './effects/standard-input.ts'
import { keysOfEnvironment } from './given.ts'
import { parseLines } from './settings/standard-input-lines.ts'
import { ALLOW_FALLBACK, IDENTITY, type Settings, TRACKING_URI } from './settings/variables.ts'
import type { TakeOver } from './take-over.ts'

/** To wait for keys that the project may do without. */
const GRACE_SECONDS = 2

export interface Collected {
  readonly settings: Settings
  /** What was taken over of `.env`; null if nothing was. */
  readonly takenOver: TakeOver | null
  readonly notices: readonly Diagnostic[]
}

export interface CollectInput {
  readonly effects: Effects
  readonly env: Environment
  /** What the options name. */
  readonly named: Settings
  /** What the project's files have, the higher one's value of each. */
  readonly existing: Settings
  readonly offered: TakeOver | null
  readonly isAgreed: boolean
  readonly isTerminal: boolean
}

/**
 * The settings if nobody is asked: from the options, the environment and standard input. Standard input is read only if no
 * account is known without it, and never for long.
 *
 * @throws {LauncherError} standard-input-silent, standard-input-unusable, half-of-the-keys, keys-missing, nothing-to-write
 */
export async function collect(input: CollectInput): Promise<Collected> {
  const { env, named, existing, offered, isAgreed } = input
  const fromEnvironment = existing.has(PROFILE) ? [] : keysOfEnvironment(env, named)
  const known = new Map([...fromEnvironment, ...named])
  if (isWhole(known, existing)) return { settings: known, takenOver: null, notices: [] }
  const isOnlyServer = Array.from(named.keys()).every(isAboutServer)
  const needsNone = named.has(ALLOW_FALLBACK) || (isOnlyServer && named.size + existing.size > 0)
  const mayTakeOver = isAgreed && offered !== null
  const { lines, notices } = await readLines(input, !needsNone && !mayTakeOver)
  const settings = join(known, lines)
  if (isWhole(settings, existing) || IDENTITY.some((name) => settings.has(name))) {
    refuseHalf(settings, existing)
    return { settings, takenOver: null, notices }
  }
  if (mayTakeOver) return { settings: new Map([...offered.settings, ...settings]), takenOver: offered, notices }
  if (needsNone) return { settings, takenOver: null, notices }
  if (settings.size === 0 && offered === null) return fail(initDiagnostics.error('nothing-to-write', null))
  return fail(initDiagnostics.error('keys-missing', null, { offered: offered?.origins[0] ?? null }))
}

/** Half of a set that is given now: its other half is nowhere. @throws {LauncherError} half-of-the-keys */
function refuseHalf(given: Settings, existing: Settings): void {
  if (isWhole(given, existing) || given.has(PROFILE)) return
  for (const [name, missing] of [
    [ACCESS_KEY_ID, SECRET_ACCESS_KEY],
    [SECRET_ACCESS_KEY, ACCESS_KEY_ID],
  ] as const) {
    const half = given.get(name)
    const isAlone = !given.has(missing) && !(missing === ACCESS_KEY_ID && existing.get(missing)?.value)
    if (half && isAlone) fail(initDiagnostics.error('half-of-the-keys', half.origin, { missing }))
  }
}

const isAboutServer = (name: string) => name === TRACKING_URI || name.startsWith('WITH_MLFLOW_ENV_')

/** Whether an account is named, so that nothing more has to be read. */
export function isWhole(given: Settings, existing: Settings): boolean {
  if (given.has(PROFILE)) return true
  const id = given.get(ACCESS_KEY_ID)
  if (id && id.value !== existing.get(ACCESS_KEY_ID)?.value) return given.has(SECRET_ACCESS_KEY)
  if (existing.get(PROFILE)?.value && !id) return !given.has(SECRET_ACCESS_KEY)
  const has = (name: string) => Boolean(given.get(name)?.value ?? existing.get(name)?.value)
  return has(ACCESS_KEY_ID) && has(SECRET_ACCESS_KEY)
}

/** Another key on standard input brings its own secret; without an id it completes the keys that are known. */
function join(known: Settings, lines: Settings): Settings {
  const replaces = lines.has(ACCESS_KEY_ID) && lines.get(ACCESS_KEY_ID)?.value !== known.get(ACCESS_KEY_ID)?.value
  const rest = replaces ? Array.from(known).filter(([name]) => !IDENTITY.includes(name)) : known
  return new Map([...lines, ...rest])
}

async function readLines({ effects, isTerminal }: CollectInput, isNeeded: boolean) {
  const nothing = { lines: new Map() as Settings, notices: [] as Diagnostic[] }
  if (isTerminal) return nothing
  const seconds = isNeeded ? END_SECONDS : GRACE_SECONDS
  const read = await effects.readStandardInput(seconds)
  if ('bytes' in read) return { ...nothing, lines: parseLines(host.decodeUtf8(read.bytes).replace(/^\ufeff/, '')) }
  const isEnd = read.late === 'no end'
  if (isNeeded || isEnd) return fail(initDiagnostics.error('standard-input-silent', null, { seconds, isEnd }))
  return { ...nothing, notices: [initDiagnostics.notice('standard-input-unread', null, { seconds })] }
}
