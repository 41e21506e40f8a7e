import { join } from 'node:path'
import { byDefault, type Sourced } from '../model/origin.ts'
import type { ServerSettings } from './settings.ts'

/** The database of a private server if none is named. */
export function privateDatabase(project: string): string {
  // As SQLAlchemy reads it back since 2.1.
  const path = join(project, 'mlflow.db').replace(/[%?\p{Cc}\p{Cf}\u2028\u2029]/gu, encodeURIComponent)
  return `sqlite:///${path}`
}

/**
 * The settings of a server for one command: on a free port that only this machine reaches, and no larger than one client
 * needs, unless somebody says otherwise. Its files are in the project's directory, wherever the command is started.
 */
export function privateSettings(settings: ServerSettings, project: string, host: string): ServerSettings {
  const { artifacts, workers } = settings
  const inProject = (place: Sourced | null) =>
    place?.origin.kind === 'default' && isRelative(place.value) ? byDefault(join(project, place.value)) : place
  return {
    ...settings,
    host: byDefault(host),
    port: byDefault(0),
    staticPrefix: null,
    // Other users of this machine could reach the port.
    auth: byDefault(true),
    localToken: byDefault(false),
    workers: workers.origin.kind === 'default' ? byDefault(1) : workers,
    artifacts: {
      ...artifacts,
      destination: inProject(artifacts.destination),
      defaultRoot: inProject(artifacts.defaultRoot),
    },
  }
}

/** `./mlartifacts` or `./mlruns`, not a URI. */
const isRelative = (place: string) => place.startsWith('./')
