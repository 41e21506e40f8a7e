import { resolve } from 'node:path'
import { tryStat } from '../../../host/fs-probe.ts'
import { printable, quote } from '../../../model/format.ts'
import { type DoctorCheck, fail, ok, warn } from '../../check.ts'
import { quotePath } from '../quote-path.ts'

const GIB = 2 ** 30
/** MLflow writes each artifact into a temporary file, a model too. */
const ENOUGH_BYTES = GIB

/** Whether there is room for temporary files, and where. */
export const temporaryDirectory: DoctorCheck = {
  id: 'temporary-directory',
  title: 'Temporary files',
  subject: 'machine',
  needsNetwork: false,
  asks: ['installation'],
  async run({ probe, env, hostContext }) {
    const { temporary } = await probe.installation()
    const named = ['TMPDIR', 'TEMP', 'TMP'].find((name) => env[name])
    if (!temporary) {
      return fail(
        'Python finds no directory for temporary files',
        named ?? '',
        'set TMPDIR to a directory that you may write into',
      )
    }
    const { directory, freeBytes } = temporary
    const found = `${(freeBytes / GIB).toFixed(1)} GiB free in ${quote(directory)}`
    const wanted = named === undefined ? undefined : env[named]
    if (named && wanted && resolve(hostContext.cwd, wanted) !== resolve(directory)) {
      const isThere = tryStat(resolve(hostContext.cwd, wanted)) !== null
      const remedy = `${isThere ? `let ${named} name a directory that you may write into` : `mkdir -p ${quotePath(wanted)}`}, or unset ${named}`
      return fail(
        `${named} names a directory that cannot be used, so temporary files go into ${quote(directory)}`,
        printable(named),
        remedy,
      )
    }
    if (freeBytes >= ENOUGH_BYTES) return ok(found)
    return warn(
      `only ${found}, and each artifact goes through a temporary file`,
      quote(directory),
      'make room there, or set TMPDIR',
    )
  },
}
