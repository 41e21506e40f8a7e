import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import type { RunningFinding } from '../../src/checks/check.ts'
import { CHECKS } from '../../src/checks/index.ts'
import { runChecks, startRunningChecks } from '../../src/checks/run-checks.ts'
import { checkContext, INSTALLATION, runningContext } from '../rig/check-context.ts'
import { temporaryTree } from '../rig/temporary-tree.ts'

describe('the list of checks', () => {
  it('names each check once', () => {
    const names = CHECKS.map(({ name }) => name)
    expect(new Set(names).size).toBe(names.length)
  })
})

describe('the checks of a stage', () => {
  it('find everything at once, in the order of the list', () => {
    const env = { BACKEND_STORE_URI: 'mongodb://h/d', DEFAULT_ARTIFACT_ROOT: 's3://b' }
    const installation = { ...INSTALLATION, modules: [], versions: { ...INSTALLATION.versions, mlflow: '2.22.1' } }
    const codes = runChecks('python', checkContext({ env }, { installation })).map(({ code }) => code)
    expect(codes).toEqual(['mlflow-too-old', 'unknown-uri-scheme', 'package-missing'])
  })
})

/** What is found with a program in Python's place. */
function checkWith(python: string) {
  const top = temporaryTree()
  writeFileSync(join(top, 'python'), python, { mode: 0o755 })
  const env = { PATH: '/usr/bin:/bin', TOP: top, MLFLOW_BACKEND_STORE_URI: 'postgresql://h/d' }
  const installation = { ...INSTALLATION, python: join(top, 'python') }
  const context = runningContext({ words: ['--artifact-root', 's3://b'], env }, { cwd: top, installation })
  const findings: RunningFinding[] = []
  startRunningChecks(context, (finding) => findings.push(finding))
  return { top, findings }
}

const answers = (...responses: readonly string[]) =>
  responses.map((response) => `printf '\\nwith-mlflow-env:%s\\n' '${response}'\n`).join('')

describe('the running checks', () => {
  it('share the process of a question that several of them ask', async () => {
    const answer = answers('{"kind":"refused","reason":"no"}', '{"kind":"done"}')
    const { top, findings } = checkWith(`#!/bin/sh\necho "$1" >>"$TOP/started"\n${answer}`)
    await expect.poll(() => findings.length, { timeout: 20_000 }).toBe(2)
    const started = readFileSync(join(top, 'started'), 'utf8').trim().split('\n')
    expect(started.map((path) => path.split('/').at(-1)).sort()).toEqual(['check_bucket.py', 'check_database.py'])
  })

  it.each([
    ['is killed', 'kill -9 $$', 'SIGKILL'],
    ['fails', "echo 'ValueError: a s3cret' >&2; exit 1", 'ValueError'],
    ['runs out of memory', 'echo MemoryError >&2; exit 1', 'MemoryError'],
    ['fails without a word', 'exit 3', 'status 3'],
    ['ends too early', 'exit 0', 'status 0'],
    ['prints garbage', "echo '<html>'; echo 'with-mlflow-env:{'", 'status 0'],
  ])('say that nothing is known if a script %s', async (_, script, reason) => {
    const { findings } = checkWith(`#!/bin/sh\n${script}\n`)
    await expect.poll(() => findings.length, { timeout: 20_000 }).toBe(2)
    const found = findings.map((finding) => ('diagnostic' in finding ? finding : null))
    expect(found).toMatchObject([
      { effect: 'warning', diagnostic: { code: 'check-failed', data: { reason } } },
      { effect: 'warning', diagnostic: { code: 'check-failed', data: { reason } } },
    ])
    expect(found.map((finding) => finding?.diagnostic.message).sort()).toEqual([
      `nothing is known about the bucket, because its check ended early (${reason}): MLflow goes on without it; start again to repeat it`,
      expect.stringContaining('about the database'),
    ])
  })
})
