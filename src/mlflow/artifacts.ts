import { fail } from '../model/diagnostic.ts'
import type { Sourced } from '../model/origin.ts'
import { givenOption } from '../options/arguments.ts'
import { optionDiagnostics } from '../options/diagnostics.ts'
import { checkPlace, checkRoot } from './artifact-uri.ts'
import { COMMAND_LINE, findRanked, findSetting, plain, type Ranked, type SettingsQuestion } from './lookup.ts'
import { toSwitch } from './parse-values.ts'
import type { ArtifactSettings } from './settings.ts'
import { isLocal, isServed } from './store-uri.ts'

const byDefault = <T>(value: T): Sourced<T> => ({ value, origin: { kind: 'default' } })

/**
 * Where artifacts go. `--artifact-root` means what people want of it: through the server, directly with
 * `--no-serve-artifacts`. MLflow's own two settings keep MLflow's meaning.
 *
 * @throws {Refusal} for settings that contradict each other
 */
export function resolveArtifacts(question: SettingsQuestion, backendStoreUri: string): ArtifactSettings {
  const { root, defaultRoot, destination } = findPlaces(question)
  const named = findSetting(question, 'serve-artifacts')
  const serve = named ? toSwitch(named) : byDefault(true)
  const switched = findSetting(question, 'presigned')
  const presigned = switched && toSwitch(switched)
  for (const place of [root, defaultRoot, destination]) if (place) checkPlace(place)
  if (!serve.value) {
    if (destination) fail(optionDiagnostics.error('conflicting-options', serve.origin, { other: destination.origin }))
    if (defaultRoot && isServed(defaultRoot.value)) {
      fail(optionDiagnostics.error('conflicting-options', serve.origin, { other: defaultRoot.origin }))
    }
    const direct = root ?? defaultRoot
    // What MLflow takes by itself, said outright: clients write there with no server between.
    const fallback = byDefault(isLocal(backendStoreUri) ? backendStoreUri : './mlruns')
    return { mode: 'direct', destination: null, defaultRoot: direct ?? fallback, serve, presigned }
  }
  if (defaultRoot && !isServed(defaultRoot.value)) {
    if (destination && destination.value !== defaultRoot.value) {
      fail(optionDiagnostics.error('conflicting-options', defaultRoot.origin, { other: destination.origin }))
    }
    return { mode: 'direct', destination, defaultRoot, serve, presigned }
  }
  const target = root ?? destination ?? byDefault('./mlartifacts')
  return {
    mode: isLocal(target.value) ? 'local' : 'proxied',
    destination: target,
    defaultRoot,
    serve,
    presigned,
  }
}

interface Places {
  /** `--artifact-root` and the names that deployments have for it. */
  readonly root: Sourced | null
  readonly defaultRoot: Sourced | null
  readonly destination: Sourced | null
}

/**
 * The three settings that name a place. A higher source's beats a lower one's; within one source MLflow's own beat the
 * deployment's names, but two options of one command line that differ are refused.
 */
function findPlaces(question: SettingsQuestion): Places {
  const root = findRanked(question, 'artifact-root')
  const defaultRoot = findRanked(question, 'default-artifact-root')
  const destination = findRanked(question, 'artifacts-destination')
  const own = { root: null, defaultRoot: plain(defaultRoot), destination: plain(destination) }
  if (root) checkRoot(root)
  // To a client's settings `mlflow-artifacts:/` means that the server decides.
  if (!root || isServed(root.value)) return own
  const served = defaultRoot && isServed(defaultRoot.value) ? defaultRoot : null
  const rivals = [served ? null : defaultRoot, destination].filter((rival) => rival !== null && rival.rank <= root.rank)
  for (const rival of rivals) if (rival?.rank === root.rank) compare(question, root, rival)
  if (rivals.length > 0 && root.rank !== COMMAND_LINE) return own
  // What a lower source names besides has no part in it.
  return { root: plain(root), defaultRoot: plain(served), destination: null }
}

/** @throws {Refusal} for two options that mean different things; two variables are told of */
function compare({ options, warn }: SettingsQuestion, root: Ranked, own: Ranked): void {
  const isSame = own.value === root.value
  if (root.rank !== COMMAND_LINE) {
    if (!isSame) warn({ code: 'alias-differs', used: own.origin, other: root.origin })
    return
  }
  const isProxied = givenOption(options, 'serve-artifacts')?.value !== 'false'
  if (!isSame || isDestination(own) !== isProxied) {
    fail(optionDiagnostics.error('conflicting-options', root.origin, { other: own.origin }))
  }
}

function isDestination({ origin }: Ranked): boolean {
  return origin.kind === 'option' && origin.name === '--artifacts-destination'
}
