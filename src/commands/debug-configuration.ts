import type { Configuration } from '../configure/configuration.ts'
import { configurationLines } from '../report/debug-lines.ts'
import type { DebugLog } from './debug.ts'

/** Logs what a run was resolved to. From here on the log knows every value that it must hide. */
export function logConfiguration(debug: DebugLog, configuration: Configuration): void {
  debug.hide(configuration.sources)
  if (debug.isEnabled) for (const line of configurationLines(configuration)) debug.log(line)
}
