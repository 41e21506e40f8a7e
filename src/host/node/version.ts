import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fail } from '../../model/diagnostic.ts'
import { hostDiagnostics } from '../diagnostics.ts'

/** As the package says. @throws {LauncherError} incomplete-installation */
export function version(folder: string): string {
  const path = join(folder, '..', 'package.json')
  if (!existsSync(path)) fail(hostDiagnostics.error('incomplete-installation', null, { missing: path }))
  return String(JSON.parse(readFileSync(path, 'utf8')).version)
}

export function shippedFolders(folder: string): readonly string[] {
  // From source and in a bundle of its own, the code is one directory deeper.
  return [join(folder, '..'), folder]
}
