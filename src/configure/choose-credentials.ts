import { checkFallBack } from '../credentials/fall-back.ts'
import { type ResolvedCredentials, resolveCredentials } from '../credentials/index.ts'
import type { SearchResult } from '../env-files/find.ts'
import { findHints, findShadowedCredentials } from '../env-files/missing-credentials.ts'
import type { HostContext } from '../model/host-context.ts'
import type { Source } from '../model/source.ts'
import type { Options } from '../options/resolve.ts'

/**
 * Decides whose credentials the command gets. Files that may have the missing ones are looked at only if the project
 * names none: an ordinary run does not read them.
 *
 * @throws {LauncherError} the codes of `resolveCredentials` and of `checkFallBack`
 */
export function chooseCredentials(
  hostContext: HostContext,
  sources: readonly Source[],
  { keepAws, strict }: Options,
  search: SearchResult,
): Omit<ResolvedCredentials, 'fellBack'> {
  const { credentials, warnings, fellBack } = resolveCredentials({ sources, keepAws: keepAws !== null })
  if (keepAws || !fellBack) return { credentials, warnings }
  const shadowed = findShadowedCredentials(hostContext, search)
  const hints = findHints(hostContext, search)
  return { credentials, warnings: [...warnings, ...checkFallBack({ credentials, sources, strict, shadowed, hints })] }
}
