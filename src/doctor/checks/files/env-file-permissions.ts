import { tryStat } from '../../../host/fs-probe.ts'
import * as host from '../../../host/index.ts'
import { formatName, list, quote } from '../../../model/format.ts'
import { type CheckResult, combine, type DoctorCheck, ok, skip, skipBecause, warn } from '../../check.ts'
import type { DoctorContext, ProjectFile } from '../../context.ts'
import { secretsOf } from '../../secret-files.ts'
import { quotePath } from '../quote-path.ts'

/**
 * Who else can read or write the project's files. A key is as secret as one of SSH, whose programs refuse a file that others
 * can read: a directory that keeps them out today is copied, shared or mounted tomorrow. A file without secrets may be read.
 */
export const envFilePermissions: DoctorCheck = {
  id: 'env-file-permissions',
  title: 'Permissions',
  subject: 'files',
  needsNetwork: false,
  asks: [],
  run(context) {
    if (context.hostContext.platform === 'win32') return skip('Windows has no such permissions')
    const results = context.files.flatMap((file) => checkFile(file, context) ?? [])
    return results.length > 0 ? combine(results) : skip('there is no file to look at')
  },
}

const GROUP_OR_OTHERS_READ = 0o044
const OTHERS_READ = 0o004
const OTHERS_WRITE = 0o002
const GROUP_WRITE = 0o020

/** Null for what is no file on the disk. */
function checkFile(file: ProjectFile, { hostContext: { uid } }: DoctorContext): CheckResult | null {
  const { path, display } = file
  if (file.refusal) return skipBecause('configuration', `${quote(display)} cannot be used: see the check 'env-files'`)
  const status = tryStat(path)
  if (status?.kind !== 'file') return null
  const { mode } = status
  const shown = `${quote(display)} has the mode ${mode.toString(8).padStart(4, '0')}`
  if (!host.keepsPermissions(path)) return skip(`the file system of ${quote(display)} has no permissions of its own`)
  const isOwn = uid === null || status.uid === uid
  const change = (words: string) => `${isOwn ? '' : 'sudo '}chmod ${words} ${quotePath(display)}`
  const secrets = secretsOf(file)
  const repair = secrets.length > 0 && isOwn ? change('600') : change('o-rwx')
  if (mode & OTHERS_WRITE) {
    return warn(
      `${shown}: every user of this machine can write it`,
      quote(display),
      secrets.length > 0 ? repair : change('o-w'),
    )
  }
  // Of a service, whose administrator gives the file to its group.
  const asked = isOwn ? GROUP_OR_OTHERS_READ | GROUP_WRITE : OTHERS_READ
  if (secrets.length === 0 || !(mode & asked)) return ok(`${shown}${secrets.length > 0 ? '' : ', and no secret in it'}`)
  const who = mode & OTHERS_READ ? 'every user of this machine' : 'its group'
  const what = list(secrets.slice(0, 3).map(formatName))
  return warn(`${shown}: ${who} can read ${what} in it`, quote(display), repair)
}
