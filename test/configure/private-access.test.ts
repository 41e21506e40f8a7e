import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { applyChange } from '../../src/child-env/change.ts'
import { findPrivateAddress } from '../../src/configure/private-access.ts'
import { describeRun } from '../rig/run-with-server.ts'
import { hostContextIn, type Tree, temporaryTree } from '../rig/temporary-tree.ts'

function address(tree: Tree, env: Readonly<Record<string, string>> = {}, platform: NodeJS.Platform = 'linux') {
  const home = temporaryTree(tree)
  const { host, findings } = findPrivateAddress(hostContextIn(home, { home, env, platform }))
  return [host, findings.map(({ code, severity, data }) => [code, severity, (data as { entry: string }).entry])]
}
const warnsOf = (entry: string) => [['netrc-beats-key', 'warning', entry]]
const login = (host: string) => `machine ${host} login a password b\n`

describe('the address of a private server', () => {
  it.each([
    ['no file', {}, '127.0.0.1', []],
    ['other hosts', { '.netrc': login('mlflow.example') }, '127.0.0.1', []],
    ['that address', { '.netrc': login('127.0.0.1') }, '127.0.0.2', []],
    ['several', { _netrc: login('127.0.0.2') + login('127.0.0.1') }, '127.0.0.3', []],
    ['every host', { '.netrc': 'default login a password b' }, '127.0.0.1', warnsOf('default')],
    ['a directory', { '.netrc': null }, '127.0.0.1', []],
  ] as const)('is one that no .netrc names: %s', (_, tree, host, findings) => {
    expect(address(tree)).toEqual([host, findings])
  })

  it('cannot be another one on other systems, so a warning says what beats the key', () => {
    expect(address({ '.netrc': login('127.0.0.1') }, {}, 'darwin')).toEqual(['127.0.0.1', warnsOf('127.0.0.1')])
  })

  it('goes by the file that NETRC names, and no other', () => {
    expect(address({ '.netrc': login('127.0.0.1') }, { NETRC: '/dev/null' })).toEqual(['127.0.0.1', []])
    const file = join(temporaryTree({ own: login('127.0.0.1') }), 'own')
    expect(address({}, { NETRC: file })).toEqual(['127.0.0.2', []])
  })
})

it('a login in ~/.mlflow/credentials, which would beat the token, is beaten by the key', () => {
  const home = temporaryTree({ '.mlflow/credentials': '[mlflow]\nmlflow_tracking_username = a\n' })
  const env = { MLFLOW_TRACKING_USERNAME: 'a', MLFLOW_TRACKING_PASSWORD: 'b' }
  const resolve = (more: { home?: string }) => applyChange(env, describeRun('A=1\n', env, [], more).ofCommand.change)
  const token = resolve({}).MLFLOW_TRACKING_TOKEN
  expect(resolve({ home })).toMatchObject({ MLFLOW_TRACKING_USERNAME: 'key', MLFLOW_TRACKING_PASSWORD: token })
  expect(Object.keys(resolve({}))).not.toContain('MLFLOW_TRACKING_USERNAME')
})
