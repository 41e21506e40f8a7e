import { fail } from '../model/diagnostic.ts'
import { byDefault, type Origin, type Sourced } from '../model/origin.ts'
import { givenOption } from '../options/arguments.ts'
import { optionDiagnostics } from '../options/diagnostics.ts'
import { validateArtifactRoot, validateArtifactUri } from './artifact-uri.ts'
import { mlflowDiagnostics } from './diagnostics.ts'
import {
  COMMAND_LINE,
  findRanked,
  findSetting,
  type RankedSetting,
  type SettingsLookup,
  withoutRank,
} from './lookup.ts'
import type { ArtifactSettings } from './settings.ts'
import { isLocal, isServed } from './store-uri.ts'
import { parseSwitch } from './validate-settings.ts'

/**
 * Where artifacts go. `--artifact-root` means what people want of it: through the server, directly with
 * `--no-serve-artifacts`. MLflow's own two settings keep MLflow's meaning.
 *
 * @throws {LauncherError} conflicting-options, invalid-option-value
 */
export function resolveArtifacts(lookup: SettingsLookup, backendStoreUri: string): ArtifactSettings {
  const { root, defaultRoot, destination } = findUris(lookup)
  const named = findSetting(lookup, 'serve-artifacts')
  const serve = named ? parseSwitch(named) : byDefault(true)
  const switched = findSetting(lookup, 'presigned')
  const chosen = switched && parseSwitch(switched)
  // By itself MLflow sends its clients past the server to every store that can do that.
  const presignedFor = (store: Sourced | null) => chosen ?? (store && !isLocal(store.value) ? byDefault(false) : null)
  for (const uri of [root, defaultRoot, destination]) if (uri) validateArtifactUri(uri)
  if (!serve.value) {
    if (destination) failConflict(serve.origin, destination.origin)
    if (defaultRoot && isServed(defaultRoot.value)) failConflict(serve.origin, defaultRoot.origin)
    const direct = root ?? defaultRoot
    // MLflow's own default, named here because clients write there themselves.
    const fallback = byDefault(isLocal(backendStoreUri) ? backendStoreUri : './mlruns')
    return { mode: 'direct', destination: null, defaultRoot: direct ?? fallback, serve, presigned: chosen }
  }
  if (defaultRoot && !isServed(defaultRoot.value)) {
    if (destination && destination.value !== defaultRoot.value) {
      failConflict(defaultRoot.origin, destination.origin)
    }
    return { mode: 'direct', destination, defaultRoot, serve, presigned: presignedFor(destination) }
  }
  const target = root ?? destination ?? byDefault('./mlartifacts')
  return {
    mode: isLocal(target.value) ? 'local' : 'proxied',
    destination: target,
    defaultRoot,
    serve,
    presigned: presignedFor(target),
  }
}

interface ArtifactUris {
  /** `--artifact-root` and the names that deployments use for it. */
  readonly root: Sourced | null
  readonly defaultRoot: Sourced | null
  readonly destination: Sourced | null
}

/**
 * The three settings that name a store. A higher source wins over a lower one; within one source MLflow's own names win
 * over the deployment's, but two options of one command line that differ are refused.
 */
function findUris(lookup: SettingsLookup): ArtifactUris {
  const root = findRanked(lookup, 'artifact-root')
  const defaultRoot = findRanked(lookup, 'default-artifact-root')
  const destination = findRanked(lookup, 'artifacts-destination')
  const own = { root: null, defaultRoot: withoutRank(defaultRoot), destination: withoutRank(destination) }
  if (root) validateArtifactRoot(root)
  // To a client's settings `mlflow-artifacts:/` means that the server decides.
  if (!root || isServed(root.value)) return own
  const served = defaultRoot && isServed(defaultRoot.value) ? defaultRoot : null
  const rivals = [served ? null : defaultRoot, destination].filter((rival) => rival !== null && rival.rank <= root.rank)
  for (const rival of rivals) if (rival?.rank === root.rank) compare(lookup, root, rival)
  if (rivals.length > 0 && root.rank !== COMMAND_LINE) return own
  // What a lower source names does not count.
  return { root: withoutRank(root), defaultRoot: withoutRank(served), destination: null }
}

/** @throws {LauncherError} conflicting-options: two options mean different things; two variables are a warning */
function compare({ options, report }: SettingsLookup, root: RankedSetting, own: RankedSetting): void {
  const isSame = own.value === root.value
  if (root.rank !== COMMAND_LINE) {
    if (!isSame) report(mlflowDiagnostics.warning('alias-differs', own.origin, { other: root.origin }))
    return
  }
  const isProxied = givenOption(options, 'serve-artifacts')?.value !== 'false'
  if (!isSame || isDestination(own) !== isProxied) {
    failConflict(root.origin, own.origin)
  }
}

function isDestination({ origin }: RankedSetting): boolean {
  return origin.kind === 'option' && origin.name === '--artifacts-destination'
}

/** @throws {LauncherError} conflicting-options */
function failConflict(origin: Origin, other: Origin): never {
  return fail(optionDiagnostics.error('conflicting-options', origin, { other }))
}
