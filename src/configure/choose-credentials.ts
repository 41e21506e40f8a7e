import { checkFallBack, checkOuterCredentials, type FallBack } from '../credentials/fall-back.ts'
import { type ResolvedCredentials, resolveCredentials } from '../credentials/index.ts'
import { findPassedOn } from '../credentials/outer-launcher.ts'
import { findStaleKeys } from '../credentials/rival-keys.ts'
import { findMisspelt, refuseUnsupported } from '../credentials/unsupported.ts'
import type { EnvFile } from '../dotenv/env-file.ts'
import type { Undecoded } from '../env-files/decode.ts'
import { NAMES } from '../env-files/find.ts'
import { findHints } from '../env-files/hints.ts'
import { findShadowedCredentials } from '../env-files/missing-credentials.ts'
import { findUnreadable } from '../env-files/unreadable.ts'
import { displayPath } from '../host/display-path.ts'
import * as host from '../host/index.ts'
import { DEFAULT_TRACKING_URI } from '../mlflow/tracking-uri.ts'
import { fail, failOnError, isLauncherError } from '../model/diagnostic.ts'
import type { HostContext } from '../model/host-context.ts'
import type { Source } from '../model/source.ts'
import type { Options } from '../options/resolve.ts'
import type { UnknownVariable } from '../options/unknown-variables.ts'
import type { ChosenFiles } from './choose-files.ts'

export interface CredentialsInput {
  readonly hostContext: HostContext
  /** The highest first. */
  readonly sources: readonly Source[]
  readonly options: Options
  readonly chosen: ChosenFiles
  /** The chosen files, as Python reads them. */
  readonly files: readonly EnvFile[]
  readonly undecoded: readonly Undecoded[]
  readonly unknown: readonly UnknownVariable[]
  /** The folder of the project. */
  readonly project: string
  /** Variables of the environment that would name a project. */
  readonly projectVariables: readonly string[]
}

export type ChosenCredentials = Omit<ResolvedCredentials, 'fellBack'> & Pick<FallBack, 'warnOfStore'>

/**
 * Decides whose credentials the command gets. Files that may have the missing ones are looked at only if the project
 * names none: an ordinary run does not read them.
 *
 * @throws {LauncherError} the codes of `resolveCredentials` and of `checkFallBack`; unsupported-credentials;
 *   env-file-without-variables, env-file-not-regular, env-file-not-utf8, env-file-nul: a file that may have the missing ones cannot be read
 */
export function chooseCredentials(input: CredentialsInput): ChosenCredentials {
  const { hostContext, sources, options, chosen, unknown } = input
  // With --keep-aws the project's credentials play no part.
  if (options.keepAws) return { ...resolveCredentials({ sources, keepAws: true }), warnOfStore: null }
  refuseUnsupported(unknown)
  const { credentials, warnings, fellBack } = resolveOrSuggest(sources, unknown)
  const stale = findStaleKeys(credentials, sources)
  if (!fellBack) {
    const ofOuter = checkOuterCredentials({
      credentials,
      sources,
      options,
      env: hostContext.env,
      project: input.project,
    })
    return { credentials, warnings: [...warnings, ...stale, ...ofOuter], warnOfStore: null }
  }
  // Who agrees to the shell's account has seen the warning of an unreadable file.
  if (!options.allowFallback) {
    failOnError(input.undecoded.map(({ error }) => error))
    failOnError(findUnreadable(hostContext, input.files, chosen.search))
  }
  const fallBack = checkFallBack({
    ...{ credentials, sources, options, unknown, projectVariables: input.projectVariables },
    passedOn: findPassedOn(hostContext.env, DEFAULT_TRACKING_URI.value),
    searched: describeSearch(hostContext, chosen),
    shadowed: findShadowedCredentials(hostContext, chosen.search),
    hints: findHints(hostContext, chosen.search),
  })
  return { credentials, warnings: [...warnings, ...stale, ...fallBack.warnings], warnOfStore: fallBack.warnOfStore }
}

/** @throws {LauncherError} misspelt-credentials instead of what says that a part is missing */
function resolveOrSuggest(sources: readonly Source[], unknown: readonly UnknownVariable[]): ResolvedCredentials {
  try {
    return resolveCredentials({ sources, keepAws: false })
  } catch (error) {
    if (!isLauncherError(error)) throw error
    const misspelt = findMisspelt(unknown, missingParts(error.diagnostic))
    return misspelt ? fail(misspelt) : fail(error.diagnostic)
  }
}

function missingParts({ code, data }: { readonly code: string; readonly data: unknown }): string[] {
  if (code === 'missing-session-token') return ['MLFLOW_AWS_SESSION_TOKEN']
  return code === 'incomplete-credentials' ? [(data as { readonly missing: string }).missing] : []
}

function describeSearch({ cwd }: HostContext, { paths, search }: ChosenFiles) {
  const [from] = search.searched
  const found = new Set(search.nearest.map((path) => host.basename(path)))
  return {
    read: paths.map((path) => displayPath(cwd, path)),
    missing: NAMES.filter((name) => !found.has(name)),
    range: from === undefined ? null : { from, to: search.searched.at(-1) ?? from },
  }
}
