import * as host from '../../host/index.ts'
import type { ServerSettings } from '../../mlflow/settings.ts'
import { COMMAND_NAME } from '../../model/format.ts'
import type { Sourced } from '../../model/origin.ts'
import { shownValue } from '../../model/shown.ts'
import type { GivenOptions } from '../../options/arguments.ts'
import { defaultBackendUri } from '../../server/default-backend.ts'

/** The options that decide about the settings of a server, as far as they can be given again. */
const DECIDING = ['env-file', 'no-env-file', 'override']

export interface ShownRuns {
  /** Those of the private server. */
  readonly settings: ServerSettings
  /** The command line's. */
  readonly given: GivenOptions
  readonly cwd: string
  readonly project: string
}

/** The command line of a server that shows the runs of a private one, as it is written in a shell; never a secret. */
export function commandToShowRuns({ settings, given, cwd, project }: ShownRuns): string {
  const { backendStoreUri: backend, artifacts } = settings
  const isDefault = backend.origin.kind === 'default'
  // By default, `server` has its database in the working directory, and a private server in the project's.
  const directory = isDefault && cwd !== project ? `cd ${quoted(project)} && ` : ''
  const usual = 'sqlite:///mlflow.db'
  const ofBackend = isDefault ? (defaultBackendUri(project) === usual ? [] : [usual]) : ofEnvironment(backend)
  const words = [
    ...DECIDING.flatMap((name) =>
      (given.get(name) ?? []).flatMap(({ value }) => again(name, value, cwd, directory !== '')),
    ),
    'server',
    ...ofBackend.flatMap((uri) => ['--backend-store-uri', uri]),
    ...(artifacts.mode === 'direct' ? [] : ofEnvironment(artifacts.destination)).flatMap((uri) => [
      '--artifact-root',
      uri,
    ]),
  ]
  return directory + [COMMAND_NAME, ...words.map(quoted)].join(' ')
}

/** A variable may have been set for that one command. What may be secret stays there. */
function ofEnvironment(setting: Sourced | null): string[] {
  const isRepeatable = setting?.origin.kind === 'environment' && shownValue(setting.value) === setting.value
  return isRepeatable ? [setting.value] : []
}

/** A pipe, as of `<(command)`, cannot be read again. */
function again(name: string, value: string, cwd: string, isElsewhere: boolean): string[] {
  if (name !== 'env-file') return [`--${name}`]
  if (/^\/(?:dev|proc)\//.test(value)) return []
  return ['--env-file', isElsewhere ? host.resolvePath(cwd, value) : value]
}

function quoted(word: string): string {
  return /^[\w@%+=:,./-]+$/.test(word) ? word : `'${word.replaceAll("'", `'\\''`)}'`
}
