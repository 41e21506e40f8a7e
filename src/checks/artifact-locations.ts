import { defineDiagnostics } from '../model/diagnostic.ts'
import { list, quote } from '../model/format.ts'
import type { RunningCheck } from './check.ts'
import { databaseProbe } from './database-probe.ts'

interface OldLocations {
  /** The first few experiments. */
  readonly names: readonly string[]
  readonly count: number
  /** Whether clients now reach the store directly, and the artifacts of these experiments through the server. */
  readonly isDirect: boolean
}

export const diagnostics = defineDiagnostics(() => ({
  'artifact-location-mismatch': ({ names, count, isDirect }: OldLocations) => {
    const more = count > names.length ? [`${count - names.length} more`] : []
    const which = `${count === 1 ? 'the experiment' : 'the experiments'} ${list([...names.map(quote), ...more])}`
    const keeps = `${which} ${count === 1 ? 'keeps its' : 'keep their'} old artifact location`
    return isDirect
      ? `${keeps}: clients reach it through the server, not directly`
      : `${keeps}: clients reach it directly and need their own credentials; new experiments go through the server`
  },
}))

/** An experiment's location is fixed when it is created, so a new setting does not change it. */
export const artifactLocations: RunningCheck = {
  name: 'artifact-locations',
  stage: 'running',
  diagnostics,
  run(context, runProbe, report) {
    const database = databaseProbe(context)
    if (!database) return
    const isDirect = context.settings.artifacts.mode === 'direct'
    runProbe(database.probe, ({ kind, names, count }) => {
      if (kind !== 'experiments') return
      const found = { names: (names as unknown[]).map(String), count: Number(count), isDirect }
      const diagnostic = diagnostics.warning('artifact-location-mismatch', null, found)
      report({ effect: 'warning', diagnostic })
    })
  },
}
