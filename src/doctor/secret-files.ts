import { parseWithoutChecks } from '../dotenv/env-file.ts'
import { isDescriptor } from '../env-files/open.ts'
import { displayPath } from '../host/display-path.ts'
import { isRegularFile } from '../host/fs-probe.ts'
import * as host from '../host/index.ts'
import type { DoctorContext, ProjectFile } from './context.ts'
import { findSecrets } from './secret-variables.ts'

/** A file on the disk that holds secrets. */
export interface SecretFile {
  /** Absolute, links followed: what has the secrets. */
  readonly path: string
  readonly display: string
  /** The names of their variables. */
  readonly secrets: readonly string[]
}

/** The files of the project that hold secrets. Those that come through a pipe are nobody else's. */
export function findSecretFiles({ hostContext, files }: Pick<DoctorContext, 'hostContext' | 'files'>): SecretFile[] {
  return files.flatMap((file) => {
    const secrets = secretsOf(file)
    if (secrets.length === 0 || isDescriptor(file.path) || !isRegularFile(file.path)) return []
    const path = host.realPath(file.path)
    return [{ path, display: displayPath(hostContext.cwd, path), secrets }]
  })
}

export function secretsOf({ read }: ProjectFile): string[] {
  return read ? findSecrets(parseWithoutChecks(read.text)) : []
}
