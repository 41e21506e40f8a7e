import type { Configuration } from '../configure/configuration.ts'
import { configurationLines } from '../report/debug-lines.ts'
import type { DebugLog } from './debug.ts'

/**
 * Logs what a run was resolved to. From here on the log knows every value that it must hide.
 *
 * @param whose what it was resolved for, if the run has a private server
 */
export function logConfiguration(debug: DebugLog, configuration: Configuration, whose?: 'server' | 'command'): void {
  debug.hide(configuration.sources)
  if (whose !== undefined) debug.log(whose === 'server' ? 'for the private server:' : 'for the command next to it:')
  if (debug.isEnabled) for (const line of configurationLines(configuration)) debug.log(line)
}
