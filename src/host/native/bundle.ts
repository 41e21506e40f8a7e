import { fail } from '../../model/diagnostic.ts'
import { hostDiagnostics } from '../diagnostics.ts'
import { native } from './binding.ts'
import { dirname, joinPath } from './paths.ts'
import { version } from './self.ts'

/** From the executable's folder to the launcher for Node, as installed by pip. */
const INSTALLED = '../share/with-mlflow-env'
/** Other folders are looked into only if the name of the executable's own says that it is in a clone, or installed by npm. */
const CLONE = /\/dist\/native$/
/** In the main package, or in the platform's. */
const NPM_MAIN = /\/node_modules\/with-mlflow-env\/bin$/
const NPM_PLATFORM = /\/node_modules\/with-mlflow-env-(?:linux|darwin)-(?:x64|arm64)\/bin$/
export const LAUNCHER = 'bin/with-mlflow-env.js'

/** In which the executable is; null if the system does not tell. */
export function ownFolder(): string | null {
  const path = native.executable()
  return path === undefined ? null : dirname(path)
}

/**
 * The launcher for Node that was installed with the executable, and what other programs read of it.
 *
 * @throws {LauncherError} incomplete-installation, other-bundle
 */
export function findBundle(): string {
  const folder = ownFolder()
  const candidates = folder === null ? [] : bundlesAround(folder).map((bundle) => joinPath(folder, bundle))
  const bundle = candidates.find((candidate) => isOwnersFile(joinPath(candidate, LAUNCHER)))
  const missing = joinPath(candidates[0] ?? INSTALLED, LAUNCHER)
  if (bundle === undefined) return fail(hostDiagnostics.error('incomplete-installation', null, { missing }))
  const found = versionOf(bundle)
  if (found !== version('')) fail(hostDiagnostics.error('other-bundle', null, { bundle, found, version: version('') }))
  return bundle
}

function bundlesAround(folder: string): string[] {
  return [INSTALLED, ...(CLONE.test(folder) ? ['../..'] : []), ...npmBundles(folder)]
}

/**
 * Whether a file belongs to the user, to root, or to the owner of the executable. In a folder that is open to all, anybody
 * could have put it next to an executable that was copied there alone.
 */
function isOwnersFile(path: string): boolean {
  try {
    const status = native.stat(path)
    if (status?.kind !== 'file') return false
    return [native.uid, 0, native.stat(native.executable() ?? '')?.uid].includes(status.uid)
  } catch {
    return false
  }
}

function npmBundles(folder: string): string[] {
  if (NPM_MAIN.test(folder)) return ['..']
  if (!NPM_PLATFORM.test(folder)) return []
  // The platform's package next to the main one, inside it, or in a store of pnpm's.
  const pnpm = `../../../../with-mlflow-env@${version('')}/node_modules/with-mlflow-env`
  return ['../../with-mlflow-env', '../../..', pnpm]
}

export function shippedFolders(_folder: string): readonly string[] {
  return [joinPath(findBundle(), 'dist')]
}

function versionOf(bundle: string): string | null {
  try {
    return String(JSON.parse(native.readText(joinPath(bundle, 'package.json'))).version)
  } catch {
    return null
  }
}
