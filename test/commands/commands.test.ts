import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { handler } from '../../src/commands/config/index.ts'
import { NO_DEBUG_LOG } from '../../src/commands/debug.ts'
import { COMMANDS } from '../../src/commands/index.ts'
import { parseArguments } from '../../src/options/parse.ts'
import { diagnosticLine } from '../../src/report/diagnostic-line.ts'
import { hostContextIn, temporaryTree } from '../rig/temporary-tree.ts'

async function run(...words: string[]) {
  const text = 'MLFLOW_AWS_ACCESS_KEY_ID=projectid\nMLFLOW_AWS_SECRET_ACCESS_KEY=projectsecret\nA=x#y\n'
  const top = temporaryTree({ '.env': text, '.git': null })
  const hostContext = hostContextIn(top, { home: join(top, 'home'), env: { AWS_PROFILE: 'old' } })
  let out = ''
  let err = ''
  const stderr = (text: string) => {
    err += text
  }
  const stdout = (text: string) => {
    out += text
  }
  const exit = await handler(
    {
      hostContext,
      parentPid: 1,
      pid: 1,
      ownWords: [],
      stderr,
      stdout,
      deliver: () => null,
      format: diagnosticLine,
      debug: NO_DEBUG_LOG,
      version: () => '0',
      commands: [],
    },
    parseArguments(['config', ...words]),
  )
  return { out, err, exit }
}

describe('the command config', () => {
  it('prints the text to stdout and warnings to stderr', async () => {
    const { out, err, exit } = await run()
    expect(out).toMatch(/^MLflow Configuration:\n/)
    expect(out).toContain('AWS_PROFILE')
    expect(err).toMatch(/^with-mlflow-env: warning: \.env:3: A: .*\n$/)
    expect(exit).toEqual({ raise: null, status: 0 })
    expect(out + err).not.toContain('projectsecret')
  })

  it('prints one JSON object and nothing else with --json', async () => {
    const { out } = await run('--json')
    expect(JSON.parse(out)).toMatchObject({ version: 1, credentials: { mode: 'project', accessKeyIdSuffix: 'ctid' } })
    expect(out).not.toContain('projectsecret')
  })
})

describe('the words of the launcher’s own', () => {
  it('are these nine', () => {
    const words = ['config', 'server', 'doctor', 'init', 'proxy', 'keys', 'completion', 'export', 'credential-process']
    expect(COMMANDS.map(({ word }) => word).sort()).toEqual(words.sort())
  })
})
