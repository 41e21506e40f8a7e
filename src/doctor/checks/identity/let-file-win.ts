import { isProjectOwned } from '../../../credentials/credentials.ts'
import { ACCESS_KEY_ID, PROFILE, SECRET_ACCESS_KEY, SESSION_TOKEN } from '../../../credentials/project-variables.ts'
import { formatOrigin, unique } from '../../../model/format.ts'
import { findIn } from '../../../model/source.ts'
import type { DoctorContext } from '../../context.ts'

const SET = [ACCESS_KEY_ID, SECRET_ACCESS_KEY, SESSION_TOKEN, PROFILE]

/** `unset` for the project's account in the shell, with all that belongs to it; empty if the shell names none. @param others more variables */
export function unsetCommand(
  { hostContext: { env } }: Pick<DoctorContext, 'hostContext'>,
  others: readonly string[] = [],
): string {
  const isOfSet = others.length === 0 || others.some((name) => SET.includes(name))
  const set = isOfSet ? SET.filter((name) => env[name] !== undefined) : []
  const names = unique([...set, ...others])
  return names.length > 0 ? `unset ${names.join(' ')}` : ''
}

/** What lets the keys or the profile of a file count, if the shell's replace it; nothing if no file has another account. */
export function letFileWin(context: DoctorContext): string[] {
  const { configuration } = context.run
  if (!configuration || !isProjectOwned(configuration.credentials) || configuration.credentials.nested) return []
  const environment = configuration.sources.find(({ kind }) => kind === 'environment')
  const [used] = configuration.credentials.origins.values()
  if (!environment || used?.kind !== 'environment') return []
  const named = configuration.sources
    .filter(({ kind }) => kind === 'file')
    .map((source) => ({ source, found: findIn(source, ACCESS_KEY_ID) ?? findIn(source, PROFILE) }))
    .find(({ found }) => found)
  const isOther = named && SET.some((name) => findIn(environment, name)?.value !== findIn(named.source, name)?.value)
  if (!named?.found || !isOther) return []
  return [`${unsetCommand(context)}, or use --override, to use ${formatOrigin(named.found.origin)} instead`]
}
