import { refuse } from '../failure.ts'
import { checkUri } from '../identity/checks.ts'
import type { Sourced } from '../origin.ts'
import { find, type Source } from '../source.ts'
import type { Warning } from '../warning.ts'
import { resolveArtifacts } from './artifacts.ts'
import { checkHost, checkPrefix, toPort, toSeconds, toWorkers } from './checks.ts'
import type { ServerSettings } from './settings.ts'
import { findShownPasswords } from './shown.ts'
import { findSetting, type SettingsQuestion } from './sources.ts'
import { schemeOf } from './uri.ts'

/** What the settings depend on besides what people name. */
export interface ServerQuestion {
  /** The command line's options by name; none for `--with-server`. */
  readonly options: ReadonlyMap<string, Sourced>
  /** The highest first. */
  readonly sources: readonly Source[]
  /** The database where none is named. */
  readonly defaultBackend: string
  /** The lowest port that this user may listen on. */
  readonly lowestPort: number
}

export interface ResolvedServer {
  readonly settings: ServerSettings
  readonly warnings: readonly Warning[]
}

/**
 * The server's settings: option, environment, files, default.
 *
 * @throws {Refusal} for what MLflow would refuse later, or take for something else
 */
export function resolveServer({ options, sources, defaultBackend, lowestPort }: ServerQuestion): ResolvedServer {
  const warnings: Warning[] = []
  const question: SettingsQuestion = { options, sources, warn: (warning) => warnings.push(warning) }
  const orDefault = (name: string, value: string): Sourced =>
    findSetting(question, name) ?? { value, origin: { kind: 'default' } }
  // A setting of clients, which the server's start refuses.
  const workspace = find(sources, 'MLFLOW_WORKSPACE')
  if (workspace) refuse({ code: 'workspace-set', origin: workspace.origin })
  const prefix = findSetting(question, 'static-prefix')
  const backendStoreUri = checkBackend(orDefault('backend-store-uri', defaultBackend))
  const settings: ServerSettings = {
    host: checkHost(orDefault('host', '127.0.0.1')),
    port: toPort(orDefault('port', '5000'), lowestPort),
    workers: toWorkers(orDefault('workers', '4')),
    backendStoreUri,
    artifacts: resolveArtifacts(question, backendStoreUri.value),
    staticPrefix: prefix && checkPrefix(prefix),
    python: findSetting(question, 'python'),
    wait: toSeconds(orDefault('wait', '120')),
    grace: toSeconds(orDefault('grace', '30')),
  }
  return { settings, warnings: [...warnings, ...findShownPasswords(options)] }
}

/** @throws {Refusal} for a text that is no URI, and for a SQLite one that SQLAlchemy cannot read */
function checkBackend(backend: Sourced): Sourced {
  checkUri(backend)
  const { value, origin } = backend
  // Three slashes and a path. In memory every worker would have a database of its own.
  if (/^sqlite(?:\+|:)/i.test(value) && !/^sqlite(?:\+\w+)?:\/\/\/(?!:memory:|\?|$)/i.test(value)) {
    refuse({
      code: 'option-value',
      origin,
      expected: 'a file of SQLite, as sqlite:///mlflow.db, or with four slashes for an absolute path',
    })
  }
  // Behind an '@' that is not encoded, the drivers take the rest of the password for the host, and name it in errors.
  const [, user = '', host = ''] = /^[^:]+:\/\/(?:([^?]*)@)?([^/?]*)/.exec(value) ?? []
  if (user.slice(user.indexOf(':') + 1).includes('@')) {
    refuse({ code: 'option-value', origin, expected: "a password that is percent-encoded, '%40' for '@'" })
  }
  if (/^(?:\[[^\]]*\]|[^:[]*):(?!\d*$)/.test(host)) {
    refuse({ code: 'option-value', origin, expected: 'a number for the port, and a password that is percent-encoded' })
  }
  if (schemeOf(value).split('+').length > 2) {
    refuse({ code: 'option-value', origin, expected: 'a database and one driver, as postgresql+psycopg://…' })
  }
  return backend
}
