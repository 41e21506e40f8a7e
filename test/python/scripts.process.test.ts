// The scripts in other languages, by their own means: Python's unittest, and the shell's own parser.
import { spawn, spawnSync } from 'node:child_process'
import { readdirSync, readFileSync } from 'node:fs'
import { delimiter, join } from 'node:path'
import { describe, expect, it, onTestFinished } from 'vitest'
import { RESPONSE_PREFIX } from '../../src/python/run-script.ts'
import { findShipped } from '../../src/python/scripts.ts'
import { root } from '../rig/paths.ts'
import { lives } from '../rig/process-info.ts'

const HERE = join(root, 'test', 'python')
const MODULES = ['', 'doctor'].map((folder) => join(root, 'src', 'python', folder)).join(delimiter)
const PYTHON_TESTS = readdirSync(HERE).filter((name) => /^test_.*\.py$/.test(name))
const SHELL_SCRIPTS = ['src', 'examples'].flatMap((folder) =>
  readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' })
    .filter((path) => path.endsWith('.sh'))
    .map((path) => join(folder, path)),
)
const SHELLS = ['sh', 'dash', 'bash'].filter((shell) => spawnSync(shell, ['-c', ':']).status === 0)

describe('the Python scripts', () => {
  it.each(PYTHON_TESTS)('pass %s', (name) => {
    const env = { ...process.env, PYTHONPATH: MODULES }
    const { status, stderr } = spawnSync('python3', ['-B', join(HERE, name)], { env, encoding: 'utf8' })
    expect(status, stderr).toBe(0)
    expect(stderr).toMatch(/^Ran [1-9]\d* tests? in /m)
  })
})

it('the scripts open their responses as run-script.ts expects them', () => {
  const folder = join(root, 'src', 'python')
  const prefixes = readdirSync(folder)
    .filter((name) => name.endsWith('.py'))
    .flatMap((name) => readFileSync(join(folder, name), 'utf8').match(/^RESPONSE_PREFIX = .*$/gm) ?? [])
  expect(prefixes).toEqual(Array(2).fill(`RESPONSE_PREFIX = "${RESPONSE_PREFIX}"`))
})

describe('the shell scripts', () => {
  it.each(SHELL_SCRIPTS)('%s is read by each shell of this machine', (path) => {
    for (const shell of SHELLS) expect(spawnSync(shell, ['-n', path], { cwd: root, encoding: 'utf8' }).stderr).toBe('')
  })
})

describe('watchdog.sh', () => {
  /** A process group of its own, and the watchdog over it. */
  function watch() {
    const member = spawn('sleep', ['60'], { detached: true, stdio: 'ignore' })
    onTestFinished(() => void member.kill('SIGKILL'))
    const env = { PATH: '/usr/bin:/bin' }
    const watchdog = spawn('sh', [findShipped('server/watchdog.sh'), 'an-id-of-no-process', '2'], {
      env,
      stdio: ['pipe', 'ignore', 'ignore'],
    })
    const ended = new Promise((resolve) => watchdog.once('exit', resolve))
    return { member, stdin: watchdog.stdin, ended }
  }

  it('ends the process group when the launcher is gone', async () => {
    const { member, stdin, ended } = watch()
    stdin.end(`${member.pid}\n`)
    expect(await ended).toBe(0)
    expect(lives(member.pid ?? 0)).toBe(false)
  })

  it.each(['done\n', 'forget'])('does nothing after %j', async (word) => {
    const { member, stdin, ended } = watch()
    stdin.write(`${member.pid}\n`)
    stdin.end(word === 'forget' ? '\n' : word)
    expect(await ended).toBe(0)
    expect(lives(member.pid ?? 0)).toBe(true)
  })
})
