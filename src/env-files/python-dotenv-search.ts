import type { EnvFile } from '../dotenv/env-file.ts'
import { pathExists, tryStat } from '../host/fs-probe.ts'
import * as host from '../host/index.ts'
import type { HostContext } from '../model/host-context.ts'
import { tryReadEnvFile } from './read.ts'

/**
 * The `.env` files that python-dotenv would find by itself: from the working directory upward, as in a notebook, and
 * from the folder of each script on the command line upward. Its search stops at nothing.
 *
 * @param command the command's words
 * @param read paths that were read already
 */
export function findPythonFiles(
  hostContext: HostContext,
  command: readonly string[],
  read: readonly string[],
): EnvFile[] {
  const starts = new Set([hostContext.cwd, ...scriptFolders(hostContext, command)])
  const paths = new Set([...starts].flatMap((start) => climb(start) ?? []))
  return [...paths]
    .filter((path) => !read.includes(path))
    .flatMap((path) => tryReadEnvFile(hostContext, path, false) ?? [])
}

/** `xargs` can name thousands of scripts; the first ones are enough. */
const MAX_SCRIPTS = 32

function climb(start: string): string | undefined {
  for (let folder = start; ; folder = host.dirname(folder)) {
    const path = host.joinPath(folder, '.env')
    const kind = tryStat(path)?.kind
    // python-dotenv reads a named pipe too. The launcher does not: that would take what is in it from Python.
    if (kind === 'file' || kind === 'fifo') return path
    if (host.dirname(folder) === folder) return undefined
  }
}

function scriptFolders(hostContext: HostContext, command: readonly string[]): string[] {
  const module = command[command.indexOf('-m', 1) + 1]
  const named = command.includes('-m') && module ? [moduleFile(hostContext.cwd, module)] : []
  const scripts = command.filter((word) => ['.py', '.ipynb'].includes(suffix(word))).slice(0, MAX_SCRIPTS)
  const [program] = command
  const direct = program?.includes('/') && suffix(program) !== '.py' ? [program] : []
  return [...named, ...scripts, ...direct]
    .map((path) => host.resolvePath(hostContext.cwd, path))
    .filter((path) => pathExists(path))
    .map((path) => host.dirname(path))
}

/** What a name has from its last dot on, in lower case. */
function suffix(name: string): string {
  return name.slice(name.lastIndexOf('.')).toLowerCase()
}

/** `-m package.module` as a path: only the folder counts. */
function moduleFile(cwd: string, module: string): string {
  const path = host.resolvePath(cwd, ...module.split('.'))
  return pathExists(path)
    ? host.joinPath(path, '__init__.py')
    : host.joinPath(host.dirname(path), `${host.basename(path)}.py`)
}
