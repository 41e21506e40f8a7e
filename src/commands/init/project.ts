import { projectFolder } from '../../configure/choose-files.ts'
import { type EnvFile, parseEnvFile } from '../../dotenv/env-file.ts'
import { searchFiles } from '../../env-files/find.ts'
import { readEnvFile, tryReadEnvFile } from '../../env-files/read.ts'
import { displayPath } from '../../host/display-path.ts'
import type { FileKind, FileStatus } from '../../host/index.ts'
import * as host from '../../host/index.ts'
import { fail, failOnError } from '../../model/diagnostic.ts'
import type { HostContext } from '../../model/host-context.ts'
import { initDiagnostics, type Obstacle } from './diagnostics.ts'

const NAME = '.env.mlflow'

/** Where a run looks for the project's file, and what is there. */
export interface InitProject {
  readonly folder: string
  /** Of `.env.mlflow`. */
  readonly path: string
  readonly display: string
  /** The file that is there; null if there is none. */
  readonly current: CurrentFile | null
  /** The project's `.env`. */
  readonly dotenv: EnvFile | null
  /** The root of the repository; null if there is none. */
  readonly gitRoot: string | null
}

export interface CurrentFile {
  readonly text: string
  readonly file: EnvFile
  readonly mode: number
}

/**
 * Finds the project as a run does, and reads its files.
 *
 * @throws {LauncherError} project-is-home, project-is-root, not-a-plain-file, file-of-other-user, and those of `readEnvFile`
 */
export function findProject(hostContext: HostContext): InitProject {
  const search = searchFiles(hostContext)
  const isOwn = (path: string) => host.basename(path) === NAME
  const found = search.nearest.find(isOwn) ?? search.brokenLinks.find(isOwn)
  const folder = found
    ? host.dirname(found)
    : projectFolder(hostContext, { paths: search.nearest, named: null, search })
  refuseHome(hostContext, folder)
  const path = host.joinPath(folder, NAME)
  const display = displayPath(hostContext.cwd, path)
  const status = host.lstat(path)
  if (status) checkStatus(hostContext, status, path, display)
  const dotenv = search.nearest.find((path) => !isOwn(path))
  return {
    ...{ folder, path, display, gitRoot: search.gitRoot },
    current: status ? { ...read(hostContext, path), mode: status.mode & 0o777 } : null,
    // Nothing is written into it: if it cannot be used, a run says so. A pipe keeps what is in it.
    dotenv: (dotenv !== undefined && tryReadEnvFile(hostContext, dotenv, true)) || null,
  }
}

function refuseHome({ home }: HostContext, folder: string): void {
  if (host.dirname(folder) === folder) fail(initDiagnostics.error('project-is-root', null))
  if (home !== null && identify(home) === identify(folder)) fail(initDiagnostics.error('project-is-home', null))
}

/** The same text for two ways of writing one directory. */
function identify(folder: string): string {
  try {
    return host.realPath(folder)
  } catch {
    return folder
  }
}

const OBSTACLES: Readonly<Record<Exclude<FileKind, 'file'>, Obstacle>> = {
  directory: 'a directory',
  symlink: 'a link',
  fifo: 'a named pipe',
  socket: 'a socket',
  device: 'a device',
}

function checkStatus({ uid }: HostContext, { kind, uid: owner }: FileStatus, path: string, display: string): void {
  if (kind !== 'file') {
    const target = kind === 'symlink' ? host.readLink(path) : null
    fail(initDiagnostics.error('not-a-plain-file', null, { display, found: OBSTACLES[kind], target }))
  }
  if (uid !== null && owner !== uid) fail(initDiagnostics.error('file-of-other-user', null, { display, owner }))
}

function read(hostContext: HostContext, path: string): Pick<CurrentFile, 'text' | 'file'> {
  const { text, undecoded } = readEnvFile(hostContext, path, null)
  if (undecoded) fail(undecoded.error)
  const { env } = hostContext
  const file = parseEnvFile(text, (name) => (Object.hasOwn(env, name) ? env[name] : undefined))
  failOnError(file.diagnostics)
  return { text: text.text, file }
}
