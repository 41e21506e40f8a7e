// The key that a server leaves for its user's commands, next to its note in a private directory.
import { chmodSync, linkSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import process from 'node:process'
import { describe, expect, it } from 'vitest'
import { applyChange } from '../../src/child-env/change.ts'
import { configure } from '../../src/configure/index.ts'
import { createKey } from '../../src/keys/api-key.ts'
import { keyFileOf, noteName } from '../../src/mlflow/server-note.ts'
import { parseArguments } from '../../src/options/parse.ts'
import { configJson } from '../../src/report/config-json.ts'
import { configText } from '../../src/report/config-text.ts'
import { writeNote } from '../../src/server/note.ts'
import { giveAway, hostContextIn, isRoot, temporaryTree } from '../rig/temporary-tree.ts'

const URL = 'http://127.0.0.1:5001'
const TOKEN = 'MLFLOW_TRACKING_TOKEN'

function world(files: Record<string, string> = {}) {
  const root = temporaryTree({ 'project/.env': '', 'other/.env': '', run: null, tmp: null, home: null, ...files })
  chmodSync(join(root, 'run'), 0o700)
  const env = { XDG_RUNTIME_DIR: join(root, 'run'), TMPDIR: join(root, 'tmp') }
  const { key: localKey } = createKey()
  const write = (more: object = {}) => {
    const own = { url: URL, project: join(root, 'project'), pid: process.pid, version: '3.17.2', launcherEnv: env }
    const note = writeNote({ ...own, needsKey: true, localKey, ...more })
    const folder = join(root, 'run/with-mlflow-env')
    const path = join(folder, readdirSync(folder).find((name) => name.endsWith('.key')) ?? 'none.key')
    return { ...note, path }
  }
  const run = (more: Record<string, string> = {}, at = 'project') => {
    const context = { ...hostContextIn(join(root, at), { env: { ...env, ...more } }), home: join(root, 'home') }
    const configuration = configure(context, parseArguments([]))
    const child = applyChange(context.env, configuration.change)
    return {
      configuration,
      child,
      codes: configuration.warnings.map(({ code }) => code).filter((code) => code !== 'no-project-credentials'),
    }
  }
  return { root, env, key: localKey.reveal(), write, run }
}

describe('a login for the built-in default address, which nobody has named', () => {
  const login = { MLFLOW_TRACKING_USERNAME: 'me', MLFLOW_TRACKING_PASSWORD: 'pw' }

  it.each<[string, Record<string, string>, number]>([
    [`${TOKEN}=t\n`, {}, 1],
    ['', { [TOKEN]: 't' }, 1],
    ['', login, 1],
    ['', { MLFLOW_TRACKING_USERNAME: 'me' }, 0],
    ['', {}, 0],
    [`${TOKEN}=t\nMLFLOW_TRACKING_URI=http://localhost:5000\n`, {}, 0],
    [`${TOKEN}=t\nMLFLOW_PORT=5005\n`, {}, 0],
  ])('has a warning, and no other: %j with %j', (file, env, count) => {
    const { root, run } = world({ 'project/.env': file })
    const { configuration, child } = run(env)
    const warnings = configuration.warnings.filter(({ code }) => code === 'login-for-default')
    expect(warnings).toHaveLength(count)
    expect(child).toMatchObject(env)
    // A launcher inside has nothing to add.
    expect(run(child).codes).not.toContain('login-for-default')
    if (count === 0) return
    const { message, origin } = warnings[0] ?? {}
    expect(message).toContain(origin?.kind === 'file' ? `${TOKEN} in .env:1` : 'in the environment')
    expect(message).not.toMatch(/\bpw\b/)
    // A server that runs is found.
    writeNote({
      ...{ url: URL, project: join(root, 'project'), pid: process.pid, version: '3', localKey: null, needsKey: false },
      launcherEnv: { XDG_RUNTIME_DIR: join(root, 'run'), TMPDIR: join(root, 'tmp') },
    })
    expect(run(env).codes).toEqual([])
  })
})

describe('the key of the project’s own server', () => {
  it('goes to a command that found the server, and is never shown', () => {
    const { key, write, run } = world()
    const { path, remove } = write()
    const { configuration, child, codes } = run()
    expect([child.MLFLOW_TRACKING_URI, child[TOKEN], codes]).toEqual([URL, key, []])
    const text = configText(configuration)
    expect(text).toContain("Tracking Token: set (from this project's server)")
    for (const shown of [text, JSON.stringify(configJson(configuration)), JSON.stringify(configuration.warnings)]) {
      expect(shown).not.toContain(key.slice(5, 20))
    }
    const note = readFileSync(path.replace(/\.key$/, '.json'), 'utf8')
    expect([JSON.parse(note).needsKey, note.includes(key)]).toEqual([true, false])
    remove()
    expect(run().child).not.toHaveProperty(TOKEN)
  })

  it.each<[string, Record<string, string>]>([
    ['a token', { [TOKEN]: 'mine' }],
    ['a key as password', { MLFLOW_TRACKING_USERNAME: 'me', MLFLOW_TRACKING_PASSWORD: 'wmle_mine' }],
    ['another server', { MLFLOW_TRACKING_URI: 'http://127.0.0.1:5002' }],
    ['the same address by another scheme', { MLFLOW_TRACKING_URI: 'https://127.0.0.1:5001' }],
    ['another prefix of the same address', { MLFLOW_TRACKING_URI: `${URL}/mlflow` }],
    ['the same port of another machine', { MLFLOW_TRACKING_URI: 'http://tracking.example:5001' }],
  ])('does not go to a command for which the user has named %s', (_, given) => {
    const { key, write, run } = world()
    write()
    expect(Object.values(run(given).child)).not.toContain(key)
    expect(run(given).child).toMatchObject(given)
  })

  it.each(['http://localhost:5001', 'http://[::1]:5001'])(
    'stays away from an address that another program may listen at, and a warning says why: %s',
    (uri) => {
      const { key, write, run } = world()
      write()
      const { child, codes } = run({ MLFLOW_TRACKING_URI: uri })
      expect([Object.values(child).includes(key), codes]).toEqual([false, ['key-for-own-address']])
    },
  )

  it.each([URL, `${URL}/`])('goes to a command for which somebody has named this server: %s', (uri) => {
    const { key, write, run } = world({ 'project/.env': `MLFLOW_TRACKING_URI=${uri}\n` })
    const { path } = write()
    expect(run().child).toMatchObject({ MLFLOW_TRACKING_URI: uri, [TOKEN]: key })
    expect(run({}, 'other').child).not.toHaveProperty(TOKEN)
    rmSync(path)
    expect(run().codes).toEqual(['server-needs-key'])
  })

  it.each([
    [URL, '127.0.0.1'],
    ['http://localhost:5001', 'localhost'],
  ])('goes past a proxy, which would see it: %s', (uri, host) => {
    const { write, run } = world()
    write({ needsKey: false, localKey: null })
    const proxy = { HTTP_PROXY: 'http://proxy:3128', NO_PROXY: '.corp' }
    const named: Record<string, string> = uri === URL ? {} : { MLFLOW_TRACKING_URI: uri }
    const direct = `.corp,${host}`
    expect(run({ ...proxy, ...named }).child).toMatchObject({ ...proxy, NO_PROXY: direct, no_proxy: direct })
    expect(run(named).child).not.toHaveProperty('NO_PROXY')
    expect(run({ ...proxy, MLFLOW_TRACKING_URI: 'http://127.0.0.1:5002' }).child).toMatchObject(proxy)
  })

  it.each(['MLFLOW_REGISTRY_URI', 'MLFLOW_WORKSPACE_STORE_URI', 'MLFLOW_DEPLOYMENTS_TARGET', 'MLFLOW_GATEWAY_URI'])(
    'does not go to another server by %s',
    (name) => {
      for (const uri of ['http://127.0.0.1:5002', 'https://127.0.0.1:5001', 'HTTP://models.example']) {
        for (const [file, given] of [
          ['', { [name]: uri }],
          [`${name}='${uri}'\n`, {}],
        ] as const) {
          const { key, write, run } = world({ 'project/.env': file })
          write()
          const { child, codes } = run(given)
          expect(Object.values(child)).not.toContain(key)
          expect([child[name], codes]).toEqual([uri, ['key-of-other-server']])
          // A login of the user's own is the user's choice.
          expect(run({ ...given, [TOKEN]: 'mine' }).codes).toEqual([])
        }
      }
      const { key, write, run } = world()
      write()
      for (const uri of ['', URL, 'http://localhost:5001/', 'sqlite:///models.db', 'databricks']) {
        const { child, codes } = run({ [name]: uri })
        expect([child[TOKEN], codes]).toEqual([key, []])
      }
    },
  )

  it('does not go to another project', () => {
    const { key, write, run } = world()
    write()
    expect(Object.values(run({}, 'other').child)).not.toContain(key)
    const inside: Record<string, string> = run().child
    expect(inside[TOKEN]).toBe(key)
    const other = world({ 'project/.env': 'MLFLOW_TRACKING_URI=http://127.0.0.1:7\n' })
    expect(Object.values(other.run(inside).child)).not.toContain(key)
    expect(run(inside).child[TOKEN]).toBe(key)
  })

  it.each([{}, { 'home/.mlflow/credentials': '[mlflow]\nmlflow_tracking_username = me\n' }])(
    'stays with its server in a launcher inside, with the files %j',
    (files) => {
      const { key, write, run } = world(files)
      const { path } = write()
      const outside: Record<string, string> = run().child
      const { MLFLOW_TRACKING_URI, ...unset } = outside
      expect(MLFLOW_TRACKING_URI).toBe(URL)
      expect(outside.WITH_MLFLOW_ENV_KEY_URI).toMatch(new RegExp(`^\\w{12} ${URL}$`))
      rmSync(path)
      for (const at of ['project', 'other']) {
        const same = run(outside, at)
        expect([same.child[TOKEN], same.child.MLFLOW_TRACKING_PASSWORD]).toEqual([
          key,
          outside.MLFLOW_TRACKING_PASSWORD,
        ])
        for (const uri of [
          'http://127.0.0.1:5002',
          'http://tracking.example',
          'sqlite:///m.db',
          `https${URL.slice(4)}`,
        ]) {
          const { child, codes } = run({ ...outside, MLFLOW_TRACKING_URI: uri }, at)
          expect(Object.values(child)).not.toContain(key)
          expect(Object.keys(child)).not.toContain('MLFLOW_TRACKING_USERNAME')
          expect(codes).toEqual([])
          // What somebody has set since is not the launcher's.
          expect(run({ ...outside, MLFLOW_TRACKING_URI: uri, [TOKEN]: 'wmle_mine' }, at).child[TOKEN]).toBe('wmle_mine')
        }
      }
      for (const none of [unset, { ...unset, MLFLOW_TRACKING_URI: '' }]) {
        const { child, codes } = run(none, 'other')
        expect([Object.values(child).includes(key), child.MLFLOW_TRACKING_URI]).toEqual([
          false,
          'http://localhost:5000',
        ])
        expect(codes).toEqual([])
      }
      const elsewhere = run({ ...outside, MLFLOW_REGISTRY_URI: 'http://models.example' })
      expect([Object.values(elsewhere.child).includes(key), elsewhere.codes]).toEqual([false, ['key-of-other-server']])
    },
  )

  it.each<[string, (path: string, root: string) => void]>([
    ['others can read it', (path) => chmodSync(path, 0o640)],
    ['others can write it', (path) => chmodSync(path, 0o602)],
    ['it is another user’s', (path) => (isRoot ? giveAway(path) : chmodSync(path, 0o604))],
    [
      'it is a link',
      (path, root) => {
        linkSync(path, join(root, 'elsewhere'))
        rmSync(path)
        symlinkSync(join(root, 'elsewhere'), path)
      },
    ],
    ['it has no key in it', (path) => writeFileSync(path, 'wmle_a\nb\n')],
    ['it is gone', (path) => rmSync(path)],
  ])('is not read if %s, and the command says what is missing', (how, spoil) => {
    const { root, write, run } = world()
    spoil(write().path, root)
    const { configuration, child, codes } = run()
    expect(child).not.toHaveProperty(TOKEN)
    expect(codes).toEqual(['server-needs-key'])
    const warning = configuration.warnings.find(({ code }) => code === 'server-needs-key')
    expect(warning?.message).toMatch(how === 'it is gone' ? /with --local-token$/ : /the one in '.+\.key' is not used/)
  })

  it('is not missed where there is another login, or no gate', () => {
    const { write, run } = world()
    write({ localKey: null })
    expect(run().codes).toEqual(['server-needs-key'])
    for (const given of [{ [TOKEN]: 'mine' }, { MLFLOW_TRACKING_USERNAME: 'me', MLFLOW_TRACKING_PASSWORD: 'pw' }]) {
      expect(run(given as Record<string, string>).codes).toEqual([])
    }
    const open = world()
    open.write({ localKey: null, needsKey: false })
    expect(open.run().codes).toEqual([])
  })

  it('goes before a login of the shell for another server, and past one in ~/.mlflow/credentials', () => {
    const login = { MLFLOW_TRACKING_USERNAME: 'me', MLFLOW_TRACKING_PASSWORD: 'pw' }
    const plain = world()
    plain.write()
    const { child } = plain.run(login)
    expect([child[TOKEN], child.MLFLOW_TRACKING_USERNAME, child.MLFLOW_TRACKING_PASSWORD]).toEqual([
      plain.key,
      undefined,
      undefined,
    ])
    const text = '[mlflow]\nmlflow_tracking_username = me\nmlflow_tracking_password = pw\n'
    const filed = world({ 'home/.mlflow/credentials': text })
    filed.write()
    expect(filed.run().child.MLFLOW_TRACKING_PASSWORD).toBe(filed.key)
  })

  it.each([
    ['machine other login a password b', []],
    ['machine 127.0.0.1 login a password b', ['netrc-beats-key']],
    ['machine other\nlogin a password b\ndefault login a password b', ['netrc-beats-key']],
  ])('has a warning for an entry of ~/.netrc that would take its place: %s', (text, codes) => {
    const { root, write, run } = world({ 'home/.netrc': text })
    write()
    expect(run().codes).toEqual(codes)
    expect(run({ NETRC: '/dev/null' }).codes).toEqual([])
    expect(run({ NETRC: join(root, 'home/.netrc') }).codes).toEqual(codes)
  })

  it('is removed with its process', () => {
    const { root, env, write } = world()
    const { path } = write()
    const namespace = Number(/server-\d+-(\d+)-/.exec(path)?.[1])
    const dead = join(root, 'run/with-mlflow-env', noteName({ pid: 4_194_303, namespace }, '00000000'))
    for (const each of [dead, keyFileOf(dead)]) writeFileSync(each, 'left', { mode: 0o600 })
    const other = writeNote({
      url: URL,
      project: root,
      pid: process.pid,
      version: '3',
      needsKey: false,
      localKey: null,
      launcherEnv: env,
    })
    const names = readdirSync(join(root, 'run/with-mlflow-env'))
    expect(names.filter((name) => name.includes('4194303'))).toEqual([])
    expect(names.filter((name) => name.endsWith('.key'))).toHaveLength(1)
    other.remove()
  })
})
