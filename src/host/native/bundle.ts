import { fail } from '../../model/diagnostic.ts'
import { hostDiagnostics } from '../diagnostics.ts'
import { native } from './binding.ts'
import { dirname, joinPath } from './paths.ts'
import { version } from './self.ts'

/** From the executable's folder to the launcher for Node: as installed by pip, and in a clone. */
const BUNDLES = ['../share/with-mlflow-env', '../..']
/** As installed by npm, where the folder's name says that it is: in the main package, or in the platform's. */
const NPM_MAIN = /\/node_modules\/with-mlflow-env\/bin$/
const NPM_PLATFORM = /\/node_modules\/with-mlflow-env-(?:linux|darwin)-(?:x64|arm64)\/bin$/
export const LAUNCHER = 'bin/with-mlflow-env.js'

/** In which the executable is. */
export function ownFolder(): string {
  return dirname(native.executable() ?? '')
}

/**
 * The launcher for Node that was installed with the executable, and what other programs read of it.
 *
 * @throws {LauncherError} incomplete-installation, other-bundle
 */
export function findBundle(): string {
  const folder = ownFolder()
  const candidates = [...BUNDLES, ...npmBundles(folder)].map((bundle) => joinPath(folder, bundle))
  const bundle = candidates.find((candidate) => native.stat(joinPath(candidate, LAUNCHER))?.kind === 'file')
  const missing = joinPath(candidates[0] ?? '', LAUNCHER)
  if (bundle === undefined) return fail(hostDiagnostics.error('incomplete-installation', null, { missing }))
  const found = versionOf(bundle)
  if (found !== version('')) fail(hostDiagnostics.error('other-bundle', null, { bundle, found, version: version('') }))
  return bundle
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
