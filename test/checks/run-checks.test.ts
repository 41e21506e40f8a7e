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

describe('the running checks', () => {
  it('share the process of a question that several of them ask', async () => {
    const top = temporaryTree()
    const answer = '{"kind":"refused","reason":"no"}'
    const python = `#!/bin/sh\necho "$1" >>${top}/started\nprintf '\\nwith-mlflow-env:%s\\n' '${answer}'\n`
    const context = runningContext(
      {
        words: ['--artifact-root', 's3://b'],
        env: { PATH: '/usr/bin:/bin', MLFLOW_BACKEND_STORE_URI: 'postgresql://h/d' },
      },
      { cwd: top, installation: { ...INSTALLATION, python: join(top, 'python') } },
    )
    writeFileSync(join(top, 'python'), python, { mode: 0o755 })
    const findings: RunningFinding[] = []
    startRunningChecks(context, (finding) => findings.push(finding))
    await expect.poll(() => findings.length, { timeout: 20_000 }).toBe(2)
    const started = readFileSync(join(top, 'started'), 'utf8').trim().split('\n')
    expect(started.map((path) => path.split('/').at(-1)).sort()).toEqual(['check_bucket.py', 'check_database.py'])
  })
})
