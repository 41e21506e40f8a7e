import { CREDENTIAL_VARIABLES } from '../credentials/index.ts'
import { displayPath } from '../host/display-path.ts'
import { isRegularFile } from '../host/fs-probe.ts'
import { host } from '../host/index.ts'
import type { Diagnostic } from '../model/diagnostic.ts'
import type { HostContext } from '../model/host-context.ts'
import type { Origin } from '../model/origin.ts'
import { envFilesDiagnostics } from './diagnostics.ts'
import { ancestors, NAMES, type SearchResult } from './find.ts'
import { tryReadEnvFile } from './read.ts'

/** Names that tell of a project's credentials. */
const CREDENTIALS = CREDENTIAL_VARIABLES.filter(({ ifEmpty }) => ifEmpty !== 'nothing').map(({ name }) => name)

/** Project credentials in files that a nearer file of the same name hides. */
export function findShadowedCredentials(
  hostContext: HostContext,
  found: SearchResult,
): { origin: Origin; nearer: string }[] {
  return found.hidden.flatMap(({ path, nearer }) => {
    const file = tryReadEnvFile(hostContext, path, true)
    const entry = CREDENTIALS.map((name) => file?.entries.get(name)).find((named) => named?.value)
    return entry ? [{ origin: entry.origin, nearer: displayPath(hostContext.cwd, nearer) }] : []
  })
}

/** Files that may have the missing credentials: one that an editor renamed, or one above the end of the search. */
export function findHints(hostContext: HostContext, found: SearchResult): Diagnostic[] {
  const misnamed = found.searched.flatMap((folder) =>
    NAMES.flatMap((expected) => {
      const path = host.joinPath(folder, `${expected}.txt`)
      if (!isRegularFile(path)) return []
      return [
        envFilesDiagnostics.warning('env-file-misnamed', null, {
          display: displayPath(hostContext.cwd, path),
          expected,
        }),
      ]
    }),
  )
  return [...misnamed, ...findAboveGit(hostContext, found)]
}

function findAboveGit(hostContext: HostContext, { gitRoot }: SearchResult): Diagnostic[] {
  if (gitRoot === null || host.dirname(gitRoot) === gitRoot) return []
  for (const folder of ancestors({ ...hostContext, cwd: gitRoot })) {
    if (folder === gitRoot) continue
    for (const name of NAMES) {
      const path = host.joinPath(folder, name)
      if (isRegularFile(path) && tryReadEnvFile(hostContext, path, true))
        return [
          envFilesDiagnostics.warning('env-file-above-repository', null, {
            display: displayPath(hostContext.cwd, path),
          }),
        ]
    }
  }
  return []
}
