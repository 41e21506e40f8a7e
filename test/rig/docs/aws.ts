// The stand-in for AWS: moto's server, which AWS's own command line sets up as it sets up an account. It looks at
// signatures and policies.
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
  /** A program that is `aws`, as a script of sh. */
  readonly cli: string
  /** Empties it for the next page, and gives its one user, who may do everything. */
  reset(): Promise<Account>
}

export async function startAws(cleanup: Cleanup, folder: string): Promise<Aws> {
  const [port = 0] = await freePorts(1)
  const script = join(root, 'test', 'rig', 'docs', 'aws.py')
  const group = await startGroup(cleanup, join(docsBin, 'python'), [script, `${port}`], {
    cwd: folder,
    env: {
      PATH: '/usr/bin:/bin',
      HOME: folder,
      TMPDIR: folder,
      AWS_CONFIG_FILE: '/dev/null',
    },
  })
  await group.waitFor(/Running on/, 60_000)
  const endpoint = `http://127.0.0.1:${port}`
  const reset = async () => {
    await post(`${endpoint}/moto-api/reset-auth`, 'inf')
    await post(`${endpoint}/moto-api/reset`)
    const administrator = await makeAdministrator(endpoint)
    await post(`${endpoint}/moto-api/reset-auth`, '0')
    return administrator
  }
  return { endpoint, cli: await startCli(cleanup, folder), reset }
}

/** AWS's command line takes most of a second to load. Here it is loaded once. */
async function startCli(cleanup: Cleanup, folder: string): Promise<string> {
  const [python, script] = [join(docsBin, 'python'), join(root, 'test', 'rig', 'docs', 'aws_cli.py')]
  const path = join(folder, 'aws.sock')
  const group = await startGroup(cleanup, python, [script, 'serve', path], {
    cwd: folder,
    env: { PATH: '/usr/bin:/bin', HOME: folder, TMPDIR: folder },
  })
  await group.waitFor(/^ready$/m, 60_000)
  return `#!/bin/sh\nexec '${python}' -I '${script}' run '${path}' "$@"\n`
}

async function makeAdministrator(endpoint: string): Promise<Account> {
  const name = 'administrator'
  const all = JSON.stringify({ Version: '2012-10-17', Statement: [{ Effect: 'Allow', Action: '*', Resource: '*' }] })
  await iam(endpoint, { Action: 'CreateUser', UserName: name })
  await iam(endpoint, { Action: 'PutUserPolicy', UserName: name, PolicyName: 'all', PolicyDocument: all })
  const keys = createdKeys(await iam(endpoint, { Action: 'CreateAccessKey', UserName: name }))
  if (keys === null) throw new Error(`${endpoint} made no keys`)
  return { name, bucket: '', ...keys }
}

function iam(endpoint: string, parameters: Readonly<Record<string, string>>): Promise<string> {
  const body = new URLSearchParams({ ...parameters, Version: '2010-05-08' })
  // By which moto sees which service is meant.
  const Authorization = 'AWS4-HMAC-SHA256 Credential=nobody/20260101/us-east-1/iam/aws4_request, Signature=none'
  return post(endpoint, body, { Authorization })
}

async function post(
  url: string,
  body: string | URLSearchParams = '',
  headers: Record<string, string> = {},
): Promise<string> {
  const answer = await fetch(url, { method: 'POST', body, headers })
  const text = await answer.text()
  if (!answer.ok) throw new Error(`${url}: ${answer.status}\n${text}`)
  return text
}

/** The keys that `aws iam create-access-key` printed, in any of its formats; null if it is no such output. */
export function createdKeys(output: string): Pick<Account, 'keyId' | 'secret'> | null {
  const [, keyId] = /\b(AKIA[A-Z0-9]{16})\b/.exec(output) ?? []
  const [, secret] = /(?<![\w+/])([\w+/]{40})(?![\w+/])/.exec(output) ?? []
  return keyId !== undefined && secret !== undefined ? { keyId, secret } : null
}
