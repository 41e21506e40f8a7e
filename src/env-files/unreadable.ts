import { dotenvDiagnostics } from '../dotenv/diagnostics.ts'
import type { EnvFile } from '../dotenv/env-file.ts'
import { isEncrypted } from '../dotenv/foreign-format.ts'
import { displayPath } from '../host/display-path.ts'
import { isRegularFile } from '../host/fs-probe.ts'
import * as host from '../host/index.ts'
import type { Diagnostic } from '../model/diagnostic.ts'
import type { HostContext } from '../model/host-context.ts'
import { envFilesDiagnostics, LEADS_NOWHERE } from './diagnostics.ts'
import type { SearchResult } from './find.ts'

/**
 * What to say of the lines of the files. For an encrypted file or one of another format it is one line, not one for each of
 * its lines; but a protected name in it is an error as anywhere.
 */
export function fileDiagnostics(files: readonly EnvFile[]): Diagnostic[] {
  return files.flatMap(({ foreign, display, diagnostics }) => {
    if (foreign === null || foreign === 'unknown') return diagnostics
    const lost = isEncrypted(foreign) ? [] : diagnostics.filter(({ severity }) => severity === 'error')
    return [...lost, dotenvDiagnostics.warning('env-file-without-variables', null, { display, format: foreign })]
  })
}

/**
 * Files of the project that could hold its credentials, and cannot be read as what they are: without credentials from
 * elsewhere, the shell's account in their place would go unnoticed.
 */
export function findUnreadable(hostContext: HostContext, files: readonly EnvFile[], found: SearchResult): Diagnostic[] {
  const foreign = files.flatMap(({ display, foreign: format }) =>
    format === null ? [] : [dotenvDiagnostics.error('env-file-without-variables', null, { display, format })],
  )
  const directories = found.directories.map((path) => {
    const kind = isRegularFile(host.joinPath(path, 'pyvenv.cfg')) ? 'a virtual environment' : 'a directory'
    return envFilesDiagnostics.error('env-file-not-regular', null, {
      display: displayPath(hostContext.cwd, path),
      kind,
    })
  })
  const links = found.brokenLinks.map((path) => {
    const data = { display: displayPath(hostContext.cwd, path), reason: LEADS_NOWHERE }
    return envFilesDiagnostics.error('env-file-unreadable', null, data)
  })
  return [...foreign, ...directories, ...links]
}
