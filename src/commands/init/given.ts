import { ACCESS_KEY_ID, DEFAULT_REGION, PROFILE } from '../../credentials/project-variables.ts'
import { fail } from '../../model/diagnostic.ts'
import type { Sourced } from '../../model/origin.ts'
import { type Environment, environmentSource, findIn } from '../../model/source.ts'
import { type GivenOptions, givenOption } from '../../options/arguments.ts'
import { initDiagnostics } from './diagnostics.ts'
import { artifactRoot } from './settings/artifact-root.ts'
import {
  ALLOW_FALLBACK,
  ARTIFACT_ROOT,
  ENDPOINT,
  KEYS,
  type Settings,
  STRICT,
  TRACKING_URI,
} from './settings/variables.ts'

const VARIABLES_OF_OPTIONS: readonly (readonly [option: string, variable: string])[] = [
  ['access-key-id', ACCESS_KEY_ID],
  ['profile', PROFILE],
  ['region', DEFAULT_REGION],
  ['endpoint', ENDPOINT],
  ['tracking-uri', TRACKING_URI],
]

/**
 * The settings that the command line names.
 *
 * @param existing those that the project has
 * @throws {LauncherError} password-as-argument; those of `artifactRoot`
 */
export function settingsOfOptions(options: GivenOptions, existing: Settings): Settings {
  const settings: [string, { value: string; origin: { kind: 'option'; name: string } }][] = []
  const named = VARIABLES_OF_OPTIONS.flatMap(([option, variable]) => {
    const given = givenOption(options, option)
    if (given) refusePassword(given)
    return given ? [[variable, given] as const] : []
  })
  for (const [option, variable] of [
    ['strict', STRICT],
    ['allow-fallback', ALLOW_FALLBACK],
  ] as const) {
    if (options.has(option)) settings.push([variable, { value: '1', origin: { kind: 'option', name: `--${option}` } }])
  }
  const root = artifactRoot(givenOption(options, 'bucket'), givenOption(options, 'prefix'), existing.get(ARTIFACT_ROOT))
  return new Map([...named, ...(root ? [[ARTIFACT_ROOT, root] as const] : []), ...settings])
}

/** Every user of a machine sees arguments. @throws {LauncherError} password-as-argument */
function refusePassword({ value, origin }: Sourced): void {
  if (/^[\w+.-]+:\/\/[^/?#]*:[^/?#]+@/.test(value)) fail(initDiagnostics.error('password-as-argument', origin))
}

/** The keys that the environment has, unless the command line names another account. */
export function keysOfEnvironment(env: Environment, given: Settings): Settings {
  if (given.has(PROFILE)) return new Map()
  const source = environmentSource(env)
  const keys = new Map(
    KEYS.flatMap((name) => {
      const found = findIn(source, name)
      return found ? [[name, found] as const] : []
    }),
  )
  const [id, own] = [given.get(ACCESS_KEY_ID), keys.get(ACCESS_KEY_ID)]
  return id && own && id.value !== own.value ? new Map() : keys
}
