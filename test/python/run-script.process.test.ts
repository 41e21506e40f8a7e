import { execFileSync } from 'node:child_process'
import { chmodSync, existsSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { inspectPython } from '../../src/python/inspect.ts'
import { RESPONSE_PREFIX, runScript, type ScriptRun } from '../../src/python/run-script.ts'
import { findShipped } from '../../src/python/scripts.ts'
import { temporaryTree } from '../rig/temporary-tree.ts'

const PYTHON = execFileSync('python3', ['-c', 'import sys; print(sys.executable)'], { encoding: 'utf8' }).trim()

/** Stands in for Python, and prints what it was given. */
function fakePython(script: string): string {
  const python = join(temporaryTree({ python: `#!/bin/sh\n${script}\n` }), 'python')
  chmodSync(python, 0o755)
  return python
}

async function collect(python: string, more: Partial<ScriptRun> = {}) {
  const responses: unknown[] = []
  const run = { python, script: 'check_bucket.py', args: ['one', 'two words'], env: { A: 'b' }, cwd: '/' }
  const result = await runScript({ ...run, ...more }, (response) => responses.push(response))
  return { responses, ...result }
}

describe('findShipped', () => {
  it.each(['python/inspect_environment.py', 'python/check_database.py', 'python/plugin', 'server/watchdog.sh'])(
    'finds %s from source',
    (path) => {
      expect(existsSync(findShipped(path))).toBe(true)
      expect(findShipped(path)).toMatch(new RegExp(`/src/${path}$`))
    },
  )

  it('fails loudly for a file that is missing', () => {
    expect(() => findShipped('python/missing.py')).toThrow('incomplete-installation')
  })
})

describe('runScript', () => {
  it('hands over each response as it comes, and nothing else that was printed', async () => {
    const python = fakePython(`echo hello; echo '${RESPONSE_PREFIX}{"a":1}'; echo '${RESPONSE_PREFIX}{'
      echo '${RESPONSE_PREFIX}3'; echo '${RESPONSE_PREFIX}null'; echo '{"b":2}'; echo '${RESPONSE_PREFIX}{"c":3}'`)
    expect(await collect(python)).toEqual({
      responses: [{ a: 1 }, { c: 3 }],
      exitCode: 0,
      signal: null,
      timedOutMs: null,
      startError: null,
      stderr: '',
    })
  })

  it('gives the script its file, its arguments and no other environment than the one named', async () => {
    const { stderr } = await collect(fakePython('echo "$#" "$@" >&2; env >&2'))
    const [words, ...variables] = stderr.split('\n')
    expect(words).toBe(`3 ${findShipped('python/check_bucket.py')} one two words`)
    expect(variables.filter((line) => !/^(?:PWD|OLDPWD|SHLVL|_)=/.test(line))).toEqual(['A=b'])
  })

  it('tells of a status, a signal and a program that is missing', async () => {
    expect(await collect(fakePython('exit 3'))).toMatchObject({ exitCode: 3, signal: null, startError: null })
    expect(await collect(fakePython('kill -9 $$'))).toMatchObject({ exitCode: null, signal: 'SIGKILL' })
    expect(await collect('/no/such/python')).toMatchObject({ exitCode: null, signal: null, startError: 'ENOENT' })
  })

  it('does not wait for a daemon that holds the output open', async () => {
    const python = fakePython(`sleep 5 & echo '${RESPONSE_PREFIX}{"a":1}'; echo last >&2; exit 3`)
    const startedAt = performance.now()
    expect(await collect(python)).toMatchObject({ responses: [{ a: 1 }], exitCode: 3, stderr: 'last' })
    expect(performance.now() - startedAt).toBeLessThan(4_500)
  })

  it('lets a script that has responded take its time', async () => {
    const python = fakePython(`echo '${RESPONSE_PREFIX}{"a":1}'; sleep 2.2; echo '${RESPONSE_PREFIX}{"b":2}'`)
    const result = await collect(python, { firstTimeoutMs: 2_000 })
    expect(result).toMatchObject({ responses: [{ a: 1 }, { b: 2 }], timedOutMs: null, exitCode: 0 })
  })

  it('ends a script that takes too long, or is no longer wanted', async () => {
    const python = fakePython('exec sleep 60')
    expect(await collect(python, { timeoutMs: 100 })).toMatchObject({ signal: 'SIGTERM', timedOutMs: 100 })
    expect(await collect(python, { firstTimeoutMs: 100 })).toMatchObject({ signal: 'SIGTERM', timedOutMs: 100 })
    expect(await collect(python, { cancelSignal: AbortSignal.timeout(100) })).toMatchObject({ signal: 'SIGTERM' })
  })
})

describe('inspectPython', () => {
  it('says what a Python has, and imports nothing from the working directory', async () => {
    const cwd = temporaryTree({ 'json.py': 'raise SystemExit("imported from the working directory")' })
    const result = await inspectPython(PYTHON, {}, cwd)
    expect(result).toMatchObject({ kind: 'found', installation: { python: PYTHON, dialects: expect.any(Array) } })
  })

  it('counts what PYTHONPATH adds', async () => {
    const result = await inspectPython(PYTHON, { PYTHONPATH: temporaryTree({ 'psycopg.py': '' }) }, '/')
    expect(result).toMatchObject({ installation: { modules: expect.arrayContaining(['psycopg']) } })
  })

  it.each([
    ['its last line on standard error', 'echo one >&2; echo two >&2; exit 1', 'two'],
    [
      'what pyenv says before its advice',
      'echo "pyenv: python: command not found" >&2; echo >&2; echo "Note: See help" >&2; exit 127',
      'pyenv: python: command not found',
    ],
    ['the signal', 'kill -9 $$', 'ended by SIGKILL'],
    ['the status', 'exit 4', 'exit status 4 and no response'],
  ])('gives the reason why a Python does not work: %s', async (_, script, reason) => {
    const python = fakePython(script)
    expect(await inspectPython(python, {}, '/')).toEqual({ kind: 'failed', python, reason })
  })

  it('rejects with E2BIG if the environment is too large for the system', async () => {
    await expect(inspectPython(PYTHON, { A: 'x'.repeat(200_000) }, '/')).rejects.toMatchObject({ code: 'E2BIG' })
  })
})

it('a Python with a wrong PYTHONHOME says why it does not start, and not where it was', async () => {
  const result = await inspectPython(PYTHON, { PYTHONHOME: '/nonexistent' }, '/')
  expect(result).toMatchObject({
    kind: 'failed',
    reason: expect.stringMatching(/No module named 'encodings'|Fatal Python/),
  })
})
