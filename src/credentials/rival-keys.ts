import type { Diagnostic } from '../model/diagnostic.ts'
import { nameOf, type Sourced } from '../model/origin.ts'
import { findEnvironment, findIn, type Source } from '../model/source.ts'
import { type Credentials, isProjectOwned } from './credentials.ts'
import { credentialsDiagnostics } from './diagnostics.ts'
import { ENDPOINT } from './endpoint.ts'
import { outerTag } from './identity-tag.ts'
import { ACCESS_KEY_ID, PROFILE } from './project-variables.ts'
import { shellProfile } from './shell-set.ts'

const PARTS = ['ACCESS_KEY_ID', 'SECRET_ACCESS_KEY', 'SESSION_TOKEN'] as const

/**
 * The keys or the profile that a file names as `AWS_*`, if the shell has others: they are not used, and nothing else would
 * say so.
 */
export function losingKeys(credentials: Credentials, sources: readonly Source[]): Diagnostic[] {
  const owner = credentials.shellSet?.source
  const environment = findEnvironment(sources)
  // Inside a launcher that uses the same credentials, the outer one has said so.
  if (owner?.kind !== 'environment' || outerTag(environment) === credentials.tag) return []
  const used = findIn(owner, 'AWS_ACCESS_KEY_ID') ?? shellProfile(owner)
  const below = sources.slice(sources.indexOf(owner) + 1)
  const named = below
    .map((source) => findIn(source, 'AWS_ACCESS_KEY_ID') ?? shellProfile(source))
    .find((found) => found)
  if (!used || !named || isSame(owner, named)) return []
  const meant = nameOf(named.origin) === 'AWS_ACCESS_KEY_ID' ? 'MLFLOW_AWS_ACCESS_KEY_ID' : 'MLFLOW_AWS_PROFILE'
  return [credentialsDiagnostics.warning('file-credentials-unused', named.origin, { used: used.origin, meant })]
}

function isSame(owner: Source, { value, origin }: Sourced): boolean {
  const own = nameOf(origin) === 'AWS_ACCESS_KEY_ID' ? findIn(owner, 'AWS_ACCESS_KEY_ID') : shellProfile(owner)
  return own?.value === value
}

/**
 * One key id with two secrets, or two tokens: one of them is out of date, as in a terminal that exports what the file had
 * yesterday.
 */
export function findStaleKeys(credentials: Credentials, sources: readonly Source[]): Diagnostic[] {
  if (credentials.nested) return []
  const prefix = isProjectOwned(credentials) ? 'MLFLOW_AWS_' : 'AWS_'
  const [idName, ...others] = PARTS.map((part) => `${prefix}${part}`)
  if (idName === undefined) return []
  const owner = sources.findIndex((source) => findIn(source, idName))
  const used = sources[owner]
  if (!used) return []
  const id = findIn(used, idName)?.value
  return sources
    .slice(owner + 1)
    .filter((source) => source.kind === 'file' && findIn(source, idName)?.value === id)
    .flatMap((source) =>
      others.flatMap((name) => {
        const [first, second] = [findIn(used, name), findIn(source, name)]
        if (!first || !second || first.value === second.value) return []
        return [credentialsDiagnostics.warning('stale-credentials', first.origin, { other: second.origin })]
      }),
    )
    .slice(0, 1)
}

/** A notice of an account or an endpoint in a file that the environment has replaced, as an old terminal does. */
export function noticeReplaced(sources: readonly Source[]): Diagnostic[] {
  const [environment, ...files] = sources
  if (environment?.kind !== 'environment') return []
  const pairs = [findAccount, findEndpoint].flatMap((findIt) => {
    const used = findIt(environment)
    const replaced = files.map((file) => file.kind === 'file' && findIt(file)).find((found) => found)
    const isSame = used && replaced && used.value === replaced.value && nameOf(used.origin) === nameOf(replaced.origin)
    return used && replaced && !isSame ? [{ used: used.origin, replaced: replaced.origin }] : []
  })
  return pairs.length > 0 ? [credentialsDiagnostics.notice('file-replaced', null, { pairs })] : []
}

const findAccount = (source: Source) => findIn(source, ACCESS_KEY_ID) ?? findIn(source, PROFILE)
const findEndpoint = (source: Source) => findIn(source, ENDPOINT)
