import { ACCESS_KEY_ID, DEFAULT_REGION, SECRET_ACCESS_KEY, SESSION_TOKEN } from '../../credentials/project-variables.ts'
import type { Origin, Sourced } from '../../model/origin.ts'
import { isPlaceholder } from './settings/file-settings.ts'
import { ENDPOINT, type Settings } from './settings/variables.ts'

/** Keys in the project's own `.env` that the project would rather have under MLflow's names. */
export interface TakeOver {
  readonly settings: Settings
  /** Of the names that stay in `.env`. */
  readonly origins: readonly Origin[]
}

/** Of two names for one setting, the one that counts comes last. */
const NAMES: readonly (readonly [aws: string, own: string])[] = [
  ['AWS_ACCESS_KEY_ID', ACCESS_KEY_ID],
  ['AWS_SECRET_ACCESS_KEY', SECRET_ACCESS_KEY],
  ['AWS_SESSION_TOKEN', SESSION_TOKEN],
  ['AWS_REGION', DEFAULT_REGION],
  ['AWS_DEFAULT_REGION', DEFAULT_REGION],
  ['AWS_ENDPOINT_URL', ENDPOINT],
  ['AWS_ENDPOINT_URL_S3', ENDPOINT],
]

/**
 * @param entries of `.env`
 * @param existing what the project says already under its own names
 * @returns null if there is no whole set of keys
 */
export function findTakeOver(entries: ReadonlyMap<string, Sourced>, existing: Settings): TakeOver | null {
  const found = NAMES.flatMap(([aws, own]) => {
    const entry = entries.get(aws)
    return entry?.value && !isPlaceholder(entry) && !existing.has(own) ? [{ own, entry }] : []
  })
  const settings = new Map(found.map(({ own, entry }) => [own, entry]))
  if (!settings.has(ACCESS_KEY_ID) || !settings.has(SECRET_ACCESS_KEY)) return null
  return { settings, origins: found.map(({ entry }) => entry.origin) }
}
