import { CREDENTIAL_VARIABLES } from '../credentials/index.ts'
import { locateProjectVariables } from '../credentials/project-variables.ts'
import { KEY_SET } from '../credentials/shell-set.ts'
import { fail } from '../model/diagnostic.ts'
import { find, type Source } from '../model/source.ts'
import type { ReadFile } from './read.ts'

/**
 * Refuses a file that is no text and may have the value that counts: the run would use another account, server or store
 * instead. A file is passed over if the sources above it have everything that it names.
 *
 * @param sources the highest first
 * @param pinned variables of which no file has a say
 * @throws {LauncherError} env-file-not-utf8, env-file-nul
 */
export function refuseDecidingFiles(
  files: readonly ReadFile[],
  sources: readonly Source[],
  pinned: readonly string[],
): void {
  for (const { text, undecoded } of files) {
    if (!undecoded) continue
    const above = sources.slice(
      0,
      sources.findIndex(({ file }) => file?.path === text.path),
    )
    const settled = [...pinned, ...(hasWholeSet(above) ? CREDENTIALS : [])]
    if (undecoded.names.some((name) => !settled.includes(name) && !find(above, name))) fail(undecoded.error)
  }
}

const CREDENTIALS = [...CREDENTIAL_VARIABLES.map(({ name }) => name), ...KEY_SET]

/** Whether the sources name the project's credentials, so that none below them adds anything. */
function hasWholeSet(sources: readonly Source[]): boolean {
  const { winner, owner, parts } = locateProjectVariables(sources)
  return winner === 'profile' || (winner === 'keys' && owner !== -1 && parts.some(({ secret }) => secret))
}
