// The stand-in for AWS: moto's server, which AWS's own command line can set up as it sets up an account.
import { join } from 'node:path'
import type { Account } from '../account.ts'
import type { Cleanup } from '../cleanup.ts'
import { root } from '../paths.ts'
import { freePorts } from '../ports.ts'
import { startGroup } from '../process-group.ts'

/** AWS's command line, moto, and Jupyter's kernels, in an environment of their own. */
export const docsBin = join(root, '.python-docs', 'bin')

export interface Aws {
  readonly endpoint: string
  /** Empties it for the next page. */
  reset(): Promise<void>
}

export async function startAws(cleanup: Cleanup, folder: string): Promise<Aws> {
  const [port = 0] = await freePorts(1)
  const group = await startGroup(cleanup, join(docsBin, 'moto_server'), ['-H', '127.0.0.1', '-p', `${port}`], {
    cwd: folder,
    env: { PATH: '/usr/bin:/bin', HOME: folder, TMPDIR: folder, AWS_CONFIG_FILE: '/dev/null' },
  })
  await group.waitFor(/Running on/, 60_000)
  const endpoint = `http://127.0.0.1:${port}`
  const reset = async () => {
    const answer = await fetch(`${endpoint}/moto-api/reset`, { method: 'POST' })
    if (!answer.ok) throw new Error(`${endpoint} cannot be reset: ${answer.status}`)
  }
  return { endpoint, reset }
}

/** The administrator of the account, as a profile would hold them. */
export const administrator: Account = {
  name: 'administrator',
  bucket: '',
  keyId: 'AKIAADMINISTRATOR001',
  secret: 'administrator-Secret/5eCr3t+CCCCCCCCCCCC',
}

/** The keys that `aws iam create-access-key` printed, in any of its formats; null if it is no such output. */
export function createdKeys(output: string): Pick<Account, 'keyId' | 'secret'> | null {
  const [, keyId] = /\b(AKIA[A-Z0-9]{16})\b/.exec(output) ?? []
  const [, secret] = /(?<![\w+/])([\w+/]{40})(?![\w+/])/.exec(output) ?? []
  return keyId !== undefined && secret !== undefined ? { keyId, secret } : null
}
