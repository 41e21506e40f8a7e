import { type EnvironmentChange, type Setting, toSetting } from '../child-env/change.ts'
import { FOUND_VARIABLE } from '../credentials/identity-tag.ts'
import { nameOf, type Origin, type Sourced } from '../model/origin.ts'
import type { Environment, Source } from '../model/source.ts'
import { KEYS_VARIABLE } from '../options/keys-option.ts'
import { DEPLOYMENT_VARIABLES } from '../options/server-options.ts'
import { KEY_VARIABLE } from './handed-key.ts'
import { PRIVATE_VARIABLE } from './other-server.ts'
import type { ServerSettings } from './settings.ts'
import { findServerVariables, isServerVariable } from './variables.ts'

/** Settings of a client. A server that had them could take itself, or another one, for its store. */
const CLIENT_VARIABLES = [
  ...['MLFLOW_TRACKING_URI', 'MLFLOW_TRACKING_TOKEN', 'MLFLOW_REGISTRY_URI'],
  ...[FOUND_VARIABLE, PRIVATE_VARIABLE, KEY_VARIABLE],
]
/** MLflow's switches for presigned URLs of uploads and downloads. */
export const MULTIPART_VARIABLES = ['MLFLOW_ENABLE_PROXY_MULTIPART_UPLOAD', 'MLFLOW_ENABLE_PROXY_MULTIPART_DOWNLOAD']
/** MLflow's switch that refuses every other way to an artifact. */
export const PRESIGNED_ONLY = 'MLFLOW_ARTIFACTS_PRESIGNED_ONLY'

/**
 * The change that makes the server's environment: the command's, with every setting under MLflow's own variable, so that
 * none has to be on a command line.
 *
 * @param pluginDirectory the directory of the plugin by which a server offers its clients no way past it: what MLflow
 * has variables for is the client's side alone
 */
export function changeForServer(
  launcherEnv: Environment,
  change: EnvironmentChange,
  settings: ServerSettings,
  pluginDirectory: string,
): EnvironmentChange {
  const set = new Map(change.set)
  const unset = new Map(change.unset)
  const withheld = [...change.withheld]
  const remove = (name: string, reason: string) => {
    const setting = set.get(name)
    // An address can be made of another setting, which the server gets.
    if (setting?.origin?.kind === 'file' && setting.origin.name === name)
      withheld.push({ origin: setting.origin, reason })
    set.delete(name)
    if (Object.hasOwn(launcherEnv, name)) unset.set(name, reason)
  }
  for (const name of new Set([...Object.keys(launcherEnv), ...set.keys()])) {
    const value = set.get(name)?.value.reveal() ?? launcherEnv[name]
    if (name.startsWith('_MLFLOW_')) remove(name, "another server's own state")
    else if (value === '' && isServerVariable(name)) remove(name, 'empty')
  }
  for (const name of CLIENT_VARIABLES) remove(name, "a client's setting, not the server's")
  for (const name of DEPLOYMENT_VARIABLES)
    remove(name, "a deployment's name for a setting, passed on under MLflow's own")
  remove(KEYS_VARIABLE, "the gate's setting, by which MLflow could let people in")
  if (settings.artifacts.presigned?.value === false) {
    const reason = 'all traffic goes through the server'
    remove(PRESIGNED_ONLY, reason)
    const others = set.get('PYTHONPATH')?.value.reveal() ?? launcherEnv.PYTHONPATH
    const value = others ? `${pluginDirectory}:${others}` : pluginDirectory
    set.set('PYTHONPATH', toSetting(value, reason, settings.artifacts.presigned.origin))
  }
  for (const [name, setting] of serverVariables(settings)) {
    if (!setting) {
      remove(name, 'not in force')
      continue
    }
    unset.delete(name)
    if (setting.value.reveal() === launcherEnv[name]) set.delete(name)
    else set.set(name, setting)
  }
  return { set, unset, withheld }
}

/**
 * Variables that configure the server besides its settings, each by the place where it counts.
 *
 * @param env the server's environment
 */
export function findOtherVariables(sources: readonly Source[], settings: ServerSettings, env: Environment): Origin[] {
  const own = serverVariables(settings)
  return findServerVariables(sources).filter((origin) => {
    const name = nameOf(origin)
    return Object.hasOwn(env, name) && !own.has(name)
  })
}

/** Every setting by MLflow's own variable; null for one that must not be there. */
export function serverVariables(settings: ServerSettings): ReadonlyMap<string, Setting | null> {
  const { artifacts } = settings
  const row = (name: string, found: Sourced<string | number | boolean> | null): [string, Setting | null] => [
    name,
    found && toSetting(String(found.value), "the server's setting", found.origin),
  ]
  return new Map([
    row('MLFLOW_HOST', settings.host),
    row('MLFLOW_PORT', settings.port),
    row('MLFLOW_WORKERS', settings.workers),
    row('MLFLOW_BACKEND_STORE_URI', settings.backendStoreUri),
    row('MLFLOW_SERVE_ARTIFACTS', artifacts.serve),
    row('MLFLOW_DEFAULT_ARTIFACT_ROOT', artifacts.defaultRoot),
    row('MLFLOW_ARTIFACTS_DESTINATION', artifacts.destination),
    row('MLFLOW_STATIC_PREFIX', settings.staticPrefix),
    ...(artifacts.presigned ? MULTIPART_VARIABLES.map((name) => row(name, artifacts.presigned)) : []),
  ])
}
