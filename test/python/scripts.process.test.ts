// The scripts in other languages, by their own means: Python's unittest, and the shell's own parser.
import { spawn, spawnSync } from 'node:child_process'
import { readdirSync, readFileSync } from 'node:fs'
import { basename, delimiter, join } from 'node:path'
import { deflateSync, inflateSync } from 'node:zlib'
import { describe, expect, it, onTestFinished } from 'vitest'
import { builtInScripts } from '../../scripts/native/python-scripts.mjs'
import * as host from '../../src/host/index.ts'
import { toInput } from '../../src/python/built-in.ts'
import { RESPONSE_PREFIX } from '../../src/python/run-script.ts'
import { findShipped } from '../../src/python/scripts.ts'
import { root } from '../rig/paths.ts'
import { lives } from '../rig/process-info.ts'
import { temporaryTree } from '../rig/temporary-tree.ts'

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

describe('from_input.py', () => {
  const loader = readFileSync(join(root, 'src', 'python', 'from_input.py'), 'utf8')

  /** As the executable runs a script that it has in itself. */
  async function run(texts: Readonly<Record<string, string>>, cwd: string, args: readonly string[] = []) {
    const packed = deflateSync(JSON.stringify(texts)).toString('latin1')
    const found = toInput({ loader, packed, scripts: { 'folder/main.py': 'main' } }, 'folder/main.py')
    if (found === null) return expect.unreachable()
    const env = { PATH: '/usr/bin:/bin' }
    const limits = { killDelayMs: 1_000, drainMs: null }
    const words = [...found.args, ...args]
    return host.runHelper({
      command: 'python3',
      args: words,
      env,
      cwd,
      keepsInput: true,
      input: found.input,
      ...limits,
    })
  }

  it('runs a script with its words and modules, and no module of the working directory', async () => {
    const main = 'import json, one, sys\nif __name__ == "__main__":\n    print(json.dumps([one.NAME, *sys.argv]))\n'
    const cwd = temporaryTree({ 'json.py': 'raise SystemExit(9)', 'one.py': 'NAME = "another"' })
    const result = await run({ main, one: 'import two as other\nNAME = other.NAME', two: 'NAME = "ours"' }, cwd, [
      'a b',
    ])
    expect(result).toMatchObject({ exitCode: 0, stdout: '["ours", "main", "a b"]', stderr: '' })
  })

  it('leaves the script its input, which is still open', async () => {
    const main = 'import select\nprint(select.select([0], [], [], 0)[0])\n'
    expect(await run({ main }, '/')).toMatchObject({ exitCode: 0, stdout: '[]' })
  })

  it('has all that the doctor imports', () => {
    const { packed, scripts } = builtInScripts(root)
    const texts = JSON.parse(inflateSync(Buffer.from(packed, 'latin1')).toString())
    expect(scripts).toEqual({ 'doctor/main.py': 'main' })
    const named = Object.values<string>(texts).flatMap((text) =>
      Array.from(text.matchAll(/(?:^\s*(?:import|from) |import_module\(")(\w+)/gm), ([, name = '']) => name),
    )
    const ofOurs = readdirSync(join(root, 'src', 'python'), { recursive: true, encoding: 'utf8' })
      .filter((path) => path.endsWith('.py'))
      .map((path) => basename(path, '.py'))
    expect(ofOurs.filter((name) => named.includes(name) && !(name in texts))).toEqual([])
    expect(Object.keys(texts)).toEqual(expect.arrayContaining(['main', 'proxy_variables', 'store_errors']))
    // What is for readers is left out, and Python reads the rest.
    const list = 'import ast, json, sys\nfor text in json.load(sys.stdin).values(): ast.parse(text)'
    expect(spawnSync('python3', ['-c', list], { input: JSON.stringify(texts), encoding: 'utf8' }).stderr).toBe('')
  })
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
