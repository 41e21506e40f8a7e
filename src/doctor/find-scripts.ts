import { tryStat } from '../host/fs-probe.ts'
import * as host from '../host/index.ts'
import { listNames } from '../host/list-names.ts'

/** A Python file of the project. */
export interface Script {
  /** Absolute. */
  readonly path: string
  readonly text: string
}

/** Enough for a project; more of them would make the doctor slow. */
const MAX_FILES = 150
const MAX_FOLDERS = 60
const MAX_DEPTH = 4
const MAX_BYTES = 128 * 1024

/** Packages of others, and what programs have made. */
const FOREIGN = /^(?:\..*|node_modules|site-packages|venv|env|__pycache__|build|dist|mlruns|mlartifacts|wandb|data)$/

/** The project's Python files, those in the folder itself first. */
export function findScripts(project: string): Script[] {
  const scripts: Script[] = []
  const folders = [{ path: project, depth: 0 }]
  for (let at = 0; at < folders.length && at < MAX_FOLDERS; at++) {
    const folder = folders[at]
    if (!folder) break
    for (const name of listNames(folder.path).sort()) {
      if (scripts.length >= MAX_FILES) return scripts
      const path = host.joinPath(folder.path, name)
      if (name.endsWith('.py')) scripts.push(...readScript(path))
      else if (folder.depth < MAX_DEPTH && !FOREIGN.test(name) && isFolder(path)) {
        folders.push({ path, depth: folder.depth + 1 })
      }
    }
  }
  return scripts
}

function readScript(path: string): Script[] {
  if (tryStat(path)?.kind !== 'file') return []
  const bytes = host.readHead(path, MAX_BYTES)
  return bytes === null ? [] : [{ path, text: host.decodeUtf8(bytes) }]
}

/** Not by a link, which may lead anywhere; nor a name with a suffix, of which there may be thousands. */
function isFolder(path: string): boolean {
  if (/\.\w+$/.test(path)) return false
  try {
    return host.lstat(path)?.kind === 'directory'
  } catch {
    return false
  }
}
