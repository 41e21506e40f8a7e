import * as host from '../../host/index.ts'
import { findShipped } from '../../python/scripts.ts'

/** The texts by the name of the shell, where the build puts them in: the native executable has no files. */
declare const COMPLETION_ENGINES: Readonly<Record<string, string>> | undefined

/**
 * The part of a shell's script that is the same whatever the options are.
 *
 * @throws {LauncherError} incomplete-installation
 */
export function engineText(shell: string): string {
  const builtIn = typeof COMPLETION_ENGINES === 'undefined' ? undefined : COMPLETION_ENGINES[shell]
  return builtIn ?? host.readText(findShipped(`commands/completion/scripts/engine.${shell}`))
}
