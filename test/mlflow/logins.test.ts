import { describe, expect, it } from 'vitest'
import { configured, PROJECT } from '../rig/configure-values.ts'
import type { Layer } from '../rig/sources.ts'

const URI = 'MLFLOW_TRACKING_URI'
const TOKEN = 'MLFLOW_TRACKING_TOKEN'
const USER = 'MLFLOW_TRACKING_USERNAME'
const token = (env: Layer, file: Layer, options: readonly string[] = [], project = '/project') =>
  configured({ env, files: [{ ...PROJECT, ...file }], options, project }).child[TOKEN]

describe('a login', () => {
  it.each<[string, Layer, Layer]>([
    ['of the shell, without an address', { [TOKEN]: 't' }, { [URI]: 'https://a' }],
    ['of a file, without an address', { [URI]: 'https://a' }, { [TOKEN]: 't' }],
    ['of a file, with its address', {}, { [URI]: 'https://a', [TOKEN]: 't' }],
    [
      'next to another name of this machine',
      { [URI]: 'http://127.0.0.1:5000' },
      { [URI]: 'http://localhost:5000', [TOKEN]: 't' },
    ],
    ['next to another path of the same server', { [URI]: 'https://a/x' }, { [URI]: 'https://a/y', [TOKEN]: 't' }],
    ['next to a database', { [URI]: 'https://a' }, { [URI]: 'sqlite:///m.db', [TOKEN]: 't' }],
  ])('goes to the server in use: %s', (_, env, file) => {
    expect(token(env, file)).toBe('t')
  })

  it('of a project does not go to a server that the shell names in place of its own', () => {
    const { child, change } = configured({
      env: { [URI]: 'http://elsewhere:1' },
      files: [{ ...PROJECT, [URI]: 'https://own', [TOKEN]: 't', [USER]: 'u' }],
    })
    expect([child[TOKEN], child[USER], child[URI]]).toEqual([undefined, undefined, 'http://elsewhere:1'])
    expect(change.withheld.map(({ origin }) => 'name' in origin && origin.name)).toContain(TOKEN)
    // A script's own load_dotenv() would bring it back.
    expect(child.PYTHON_DOTENV_DISABLED).toBe('1')
  })

  it('of the shell does not go to the server of a file that overrides the one next to it', () => {
    const shell = { [URI]: 'https://mine', [TOKEN]: 't' }
    expect(token(shell, { [URI]: 'https://own' }, ['--override'])).toBeUndefined()
    expect(token(shell, { [URI]: 'https://own', [TOKEN]: 'own' }, ['--override'])).toBe('own')
    expect(token(shell, { [URI]: 'https://own' })).toBe('t')
  })

  it('of a private server goes to no other server in a launcher inside', () => {
    const uri = 'http://127.0.0.1:7000'
    const login = { [TOKEN]: 'wmle_id_key', [USER]: 'key', MLFLOW_TRACKING_PASSWORD: 'wmle_id_key' }
    const inside = { ...login, WITH_MLFLOW_ENV_PRIVATE_URI: uri, WITH_MLFLOW_ENV_KEY_URI: `id ${uri}` }
    const names = (env: Layer, file: Layer = {}) =>
      Object.keys(configured({ env: { ...inside, ...env }, files: [{ ...PROJECT, ...file }] }).child)
    expect(names({ [URI]: uri })).toEqual(expect.arrayContaining(Object.keys(login)))
    const registry = { MLFLOW_REGISTRY_URI: 'http://models' }
    for (const [env, file] of [
      [{}, {}],
      [{ [URI]: '' }, {}],
      [{ [URI]: 'http://b' }, {}],
      [{}, { [URI]: 'http://b' }],
      [{ [URI]: uri, ...registry }, {}],
    ]) {
      for (const name of Object.keys(login)) expect(names(env ?? {}, file)).not.toContain(name)
    }
    // A registry of the project's file is another server's, and the command does not get it.
    expect(names({ [URI]: uri }, registry)).toContain(TOKEN)
    const own = configured({ env: inside, files: [{ [URI]: 'http://b', [TOKEN]: 'own' }] }).child
    expect(own[TOKEN]).toBe('own')
  })

  it("of a project outside does not go to another project's server", () => {
    const outer = (env: Layer, file: Layer) =>
      configured({ env, files: [{ ...PROJECT, ...file }], project: '/a' }).child
    const inner = { MLFLOW_AWS_ACCESS_KEY_ID: 'other', MLFLOW_AWS_SECRET_ACCESS_KEY: 's', [URI]: 'https://b' }
    for (const file of [{ [URI]: 'https://b' }, inner]) {
      expect(token(outer({}, { [URI]: 'https://a', [TOKEN]: 't' }), file, [], '/b')).toBeUndefined()
      // The shell's own is for any server, as it is without the launcher outside.
      expect(token(outer({ [TOKEN]: 't' }, { [URI]: 'https://a' }), file, [], '/b')).toBe('t')
      expect(token(outer({ [TOKEN]: 't' }, {}), file, [], '/b')).toBe('t')
    }
  })
})
