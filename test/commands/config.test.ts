import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { config } from '../../src/commands/config.ts'
import { helpText } from '../../src/commands/help.ts'
import { COMMANDS } from '../../src/commands/index.ts'
import { parseArguments } from '../../src/options/arguments.ts'
import { OPTIONS } from '../../src/options/global-options.ts'
import { temporaryTree, worldIn } from '../rig/temporary-tree.ts'

async function run(...words: string[]) {
  const text = 'MLFLOW_AWS_ACCESS_KEY_ID=projectid\nMLFLOW_AWS_SECRET_ACCESS_KEY=projectsecret\nA=x#y\n'
  const top = temporaryTree({ '.env': text, '.git': null })
  const world = worldIn(top, { home: join(top, 'home'), env: { AWS_PROFILE: 'old' } })
  let out = ''
  let err = ''
  const tell = (text: string) => {
    err += text
  }
  const print = (text: string) => {
    out += text
  }
  const exit = await config({ world, parentPid: 1, pid: 1, tell, print }, parseArguments(['config', ...words]))
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
  it('are seven for good', () => {
    const words = ['config', 'server', 'doctor', 'init', 'proxy', 'keys', 'completion']
    expect(COMMANDS.map(({ word }) => word).sort()).toEqual(words.sort())
  })

  it('stand in the help, with every option, within the width', async () => {
    const text = await helpText(80)
    for (const { word } of COMMANDS) expect(text).toContain(word)
    for (const { name } of OPTIONS) expect(text).toContain(`--${name}`)
    expect(text).toMatch(/125.*126.*127/s)
  })
})
