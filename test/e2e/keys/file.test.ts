// The command `keys` with a file, as people and scripts run it.
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { chmodSync, existsSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it, onTestFinished } from 'vitest'
import { launcher } from '../../rig/paths.ts'
import type { Project } from '../../rig/project.ts'
import { temporaryProject } from '../../rig/temporary-project.ts'
import { Terminal } from '../../rig/terminal.ts'

const KEY = /^wmle_([0-9A-Za-z]{12})_[0-9A-Za-z]{49}\n$/
const WHOLE = `wmle_${'a1B2'.repeat(3)}_${'c3D4'.repeat(12)}e`
const fileOf = (project: Project) => join(project.home, '.config', 'with-mlflow-env', 'keys.json')
const idOf = (key: string) => KEY.exec(key)?.[1] ?? expect.unreachable(`no key: ${key.length} characters`)

describe('keys create', () => {
  it('prints the key alone on stdout, once, and what to know of it on stderr', async () => {
    const project = temporaryProject()
    const {
      status,
      stdout: key,
      stderr,
    } = await project.run(['keys', 'create', '--expires', '90d', '--note', 'for CI'])
    expect([status, key]).toEqual([0, expect.stringMatching(KEY)])
    expect(stderr).toMatch(
      /^The key \w{12} opens the service platform \(write\); it expires at 20.*shown this once.*\n$/,
    )
    const [list, json] = [await project.run(['keys', 'list']), await project.run(['keys', 'list', '--json'])]
    expect(JSON.parse(json.stdout)).toEqual([
      {
        ...{ id: idOf(key), service: 'platform', scope: 'write', note: 'for CI', revokedAt: null, lastUsedAt: null },
        ...{ createdAt: expect.stringMatching(/Z$/), expiresAt: expect.stringMatching(/Z$/) },
      },
    ])
    expect(list.stdout).toMatch(/^ID +SERVICE .*\n\w{12} {2}platform {2}write {2}live .* for CI\n$/)
    // What comes after the id.
    const secret = key.trim().slice(18)
    const written = readFileSync(fileOf(project), 'utf8')
    expect([stderr, list.stdout, json.stdout, written].filter((text) => text.includes(secret))).toEqual([])
    expect(statSync(fileOf(project)).mode & 0o777).toBe(0o600)
  })

  it('says nothing else with --quiet, and writes where XDG_CONFIG_HOME, the variable or the option says', async () => {
    const project = temporaryProject()
    const quiet = await project.run(['keys', 'create', '--quiet'], { env: { XDG_CONFIG_HOME: project.path('xdg') } })
    expect(quiet).toMatchObject({ status: 0, stderr: '' })
    expect(existsSync(project.path('xdg/with-mlflow-env/keys.json'))).toBe(true)
    const env = { WITH_MLFLOW_ENV_KEYS: project.path('variable.json') }
    await project.run(['keys', 'create'], { env })
    await project.run(['keys', 'create', '--keys', 'option.json'], { env })
    expect(readdirSync(project.folder).filter((name) => name.endsWith('.json'))).toEqual([
      'option.json',
      'variable.json',
    ])
    expect(existsSync(fileOf(project))).toBe(false)
  })

  it('loses no key if many processes create one at once', async () => {
    const project = temporaryProject()
    const made = await Promise.all(Array.from({ length: 12 }, () => project.run(['keys', 'create'])))
    expect(made.map(({ status }) => status)).toEqual(made.map(() => 0))
    const { stdout } = await project.run(['keys', 'list', '--json'])
    const listed = JSON.parse(stdout).map(({ id }: { id: string }) => id)
    expect(new Set(listed)).toEqual(new Set(made.map(({ stdout: key }) => idOf(key))))
  })

  it('leaves no live key if a part of it could not be written', async () => {
    const project = temporaryProject()
    // The reader has ended before the key is made.
    const script = `"$0" keys create > /dev/full; echo $?
      mkfifo pipe; exec 4<>pipe 3>pipe 4>&-; "$0" keys create >&3; echo $?`
    const output = project.bash(`{ ${script}\n} 2>&1`)
    expect(output).toMatch(
      /the key \w{12} could not be written to standard output \(ENOSPC\), so it was revoked.*\n125\n/,
    )
    expect(output).toMatch(
      /the key \w{12} could not be written to standard output \(EPIPE\), so it was revoked.*\n125\n/,
    )
    const records: readonly { revokedAt: string | null }[] = JSON.parse(project.bash('"$0" keys list --json'))
    expect(records.map(({ revokedAt }) => revokedAt)).toEqual([expect.any(String), expect.any(String)])
  })

  it('makes no key that nobody would see', async () => {
    const project = temporaryProject()
    const output = project.bash(
      '{ "$0" keys create >&-; echo $?; } 2>&1; { "$0" keys create 2>&1 >/dev/null; echo $?; }',
    )
    expect(output).toMatch(/^(.*standard output is closed or the null device.*\n125\n){2}$/)
    expect(readdirSync(project.home)).toEqual([])
  })

  it('tells one that was revoked before from one that is revoked now', async () => {
    const project = temporaryProject()
    const { stdout: key } = await project.run(['keys', 'create'])
    const revoke = () => project.run(['keys', 'revoke', idOf(key)])
    expect(await revoke()).toMatchObject({ status: 0, stdout: expect.stringContaining('is revoked: within 5 seconds') })
    const again = { status: 0, stdout: expect.stringMatching(/was revoked already, at 20\d\d-.*Z\.\n$/) }
    expect(await revoke()).toMatchObject(again)
  })

  it('goes on after another process was killed while it had the lock', async () => {
    const project = temporaryProject()
    await project.run(['keys', 'create'])
    const holder = spawn('flock', [`${fileOf(project)}.lock`, 'sh', '-c', 'echo locked; exec cat'], {
      stdio: ['pipe', 'pipe', 'inherit'],
    })
    onTestFinished(() => void holder.kill('SIGKILL'))
    await once(holder.stdout, 'data')
    const waiting = project.run(['keys', 'create'])
    holder.kill('SIGKILL')
    expect(await waiting).toMatchObject({ status: 0, stdout: expect.stringMatching(KEY) })
  })

  it('names a store in a project’s file in vain, and says so', async () => {
    const project = temporaryProject({ '.env.mlflow': 'WITH_MLFLOW_ENV_KEYS=/nowhere/keys.json\n' })
    const { status, stderr } = await project.run(['keys', 'create'])
    expect(status).toBe(0)
    expect(stderr).toContain('WITH_MLFLOW_ENV_KEYS in .env.mlflow:1 has no effect in a file')
    expect(existsSync(fileOf(project))).toBe(true)
    const run = await project.run(['true'])
    expect(run.stderr).toContain('WITH_MLFLOW_ENV_KEYS in .env.mlflow:1 has no effect in a file')
  })
})

describe('keys verify', () => {
  it('ends with 0 for a good key, 1 for any other, and 125 if the store cannot be read', async () => {
    const project = temporaryProject()
    const { stdout: key } = await project.run(['keys', 'create'])
    const other = await project.run(['keys', 'create', '--service', 'training', '--scope', 'read'])
    const verify = (input: string, ...more: string[]) => project.run(['keys', 'verify', ...more], { input })
    expect(await verify(key)).toMatchObject({ status: 0, stderr: '', stdout: expect.stringContaining('(write)') })
    expect(await verify(`  ${key.trim()}\r\n`)).toMatchObject({ status: 0 })
    expect(await verify(other.stdout, '--service', 'training')).toMatchObject({ status: 0 })
    for (const [input, why] of [
      [other.stdout, 'it is for another service'],
      [key.replace(/.\n$/, (end) => (end.startsWith('A') ? 'B\n' : 'A\n')), 'it is not whole'],
    ] as const) {
      expect(await verify(input)).toMatchObject({ status: 1, stdout: '', stderr: expect.stringContaining(why) })
    }
    expect(await verify('\n')).toMatchObject({ status: 125, stderr: expect.stringContaining('before a key was given') })
    expect(await project.run(['keys', 'revoke', idOf(key)])).toMatchObject({ status: 0 })
    expect(await verify(key)).toMatchObject({ status: 1, stderr: expect.stringContaining('it was revoked') })
    const path = fileOf(project)
    const text = readFileSync(path, 'utf8')
    for (const [break_, says] of [
      [() => chmodSync(path, 0o644), /chmod 600/],
      [() => writeFileSync(path, '{'), /chmod 600/],
      [() => chmodSync(path, 0o600), /not JSON/],
      [() => rmSync(path), /keys create/],
    ] as const) {
      break_()
      const { status, stderr } = await verify(key)
      expect([status, stderr]).toEqual([125, expect.stringMatching(says)])
    }
    writeFileSync(path, text, { mode: 0o600 })
    expect(await verify(other.stdout, '--service', 'training')).toMatchObject({ status: 0 })
  })
})

describe('keys verify in a terminal', () => {
  it('asks for the key, and shows nothing of it', async () => {
    const project = temporaryProject()
    const { stdout: key } = await project.run(['keys', 'create'])
    const terminal = new Terminal(project, [launcher, 'keys', 'verify'])
    onTestFinished(() => terminal.close())
    await terminal.shows(/The key \(it is not shown\): /)
    terminal.type(key)
    expect(await terminal.shows(/The key \w{12} is good for platform/)).not.toContain(key.trim().slice(18))
  })
})

describe('keys', () => {
  it.each<[words: string[], says: RegExp]>([
    [[], /create, list, revoke or verify/],
    [['remove'], /keys revoke/],
    [['lsit'], /keys list/],
    [['create', 'x'], /takes options only/],
    [['create', '--json'], /has no option '--json'/],
    [['list', '--expires', '1d'], /has no option '--expires'/],
    [['create', '--scope', 'root'], /read, write or admin/],
    [['create', '--expires', '1w'], /30s, 15m, 12h or 90d/],
    [['create', '--expires', '2020-01-01'], /in the future/],
    [['create', '--service', 'a b'], /a name of at most 64/],
    [['create', '--note', 'two\nlines'], /one line/],
    [['create', '--note', `for ${WHOLE}`], /--note looks like a key/],
    [
      ['create', '--keys', '/dev/null/keys.json'],
      /let this user write in the folder, or name another place with --keys/,
    ],
    [['revoke'], /by its id/],
    [['revoke', 'abc'], /12 letters and digits/],
    [['revoke', 'abcdefghijkl', 'x'], /takes two words/],
    [['list', '--', 'x'], /is not one/],
    [['create', '--keys', 'postgresql+psycopg2://h/d'], /postgresql:\/\//],
    [['create', '--keys', 'mysql://h/d'], /neither a path nor/],
    [['create', '--keys', 'postgresql://h/d?sslcrl=x'], /the parameter sslcrl/],
  ])('%j is refused with 125, and nothing is written', async (words, says) => {
    const project = temporaryProject()
    const { status, stdout, stderr } = await project.run(['keys', ...words])
    expect([status, stdout, stderr]).toEqual([125, '', expect.stringMatching(says)])
    expect(readdirSync(project.home)).toEqual([])
  })

  it.each<[words: string[], env: Record<string, string>]>([
    [['keys', 'list', '--keys', WHOLE], {}],
    [['keys', 'create', '--note', `"${WHOLE}"`], {}],
    [['keys', 'verify'], { WITH_MLFLOW_ENV_KEYS: WHOLE }],
    [['proxy', '--upstream', 'http://127.0.0.1:9', '--keys', `${WHOLE}/${WHOLE}`], {}],
    [[`${WHOLE}=1`], {}],
  ])('in the wrong place, %#, is refused and not shown', async (words, env) => {
    const { status, stdout, stderr } = await temporaryProject().run(words, { env, input: 'x' })
    expect([status, stdout, stderr]).toEqual([
      expect.toSatisfy((ended: number) => ended >= 125),
      '',
      expect.stringMatching(/^(?!.*wmle_\w)/s),
    ])
  })

  it('shows no key that is written where its id belongs', async () => {
    const project = temporaryProject()
    const { stdout: key } = await project.run(['keys', 'create'])
    for (const words of [
      ['revoke', key.trim()],
      [key.trim()],
      ['verify', key.trim()],
      ['revoke', key.trim().slice(5)],
    ]) {
      const { status, stdout, stderr } = await project.run(['keys', ...words])
      expect([status, stdout]).toEqual([125, ''])
      expect(stderr).not.toContain(key.trim().slice(18))
    }
    expect(await project.run([key.trim()])).toMatchObject({
      status: expect.any(Number),
      stderr: expect.not.stringContaining(key.trim().slice(18)),
    })
  })
})
