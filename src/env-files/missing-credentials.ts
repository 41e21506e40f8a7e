import { CREDENTIAL_VARIABLES } from '../credentials/index.ts'
import { displayPath } from '../host/display-path.ts'
import { isRegularFile } from '../host/fs-probe.ts'
import type { HostContext } from '../model/host-context.ts'
import type { Origin, Sourced } from '../model/origin.ts'
import type { SearchResult } from './find.ts'
import { tryReadEnvFile } from './read.ts'

/** Names that tell of a project's credentials. */
const CREDENTIALS = CREDENTIAL_VARIABLES.filter(({ ifEmpty }) => ifEmpty !== 'nothing').map(({ name }) => name)

/** Project credentials in files that a nearer file of the same name hides. */
export function findShadowedCredentials(
  hostContext: HostContext,
  found: SearchResult,
): { origin: Origin; nearer: string }[] {
  return found.hidden.flatMap(({ path, nearer }) => {
    const entry = findCredential(hostContext, path)
    return entry ? [{ origin: entry.origin, nearer: displayPath(hostContext.cwd, nearer) }] : []
  })
}

/** The first of the project's credentials that a file names; undefined if it names none, or cannot be read. */
export function findCredential(hostContext: HostContext, path: string): Sourced | undefined {
  const file = isRegularFile(path) ? tryReadEnvFile(hostContext, path, true) : undefined
  return CREDENTIALS.map((name) => file?.entries.get(name)).find((named) => named?.value)
}
