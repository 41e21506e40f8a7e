import { inspect } from 'node:util'
import { describe, expect, it } from 'vitest'
import { createDebugLog } from '../../src/commands/debug.ts'
import { logConfiguration } from '../../src/commands/debug-configuration.ts'
import { configure } from '../../src/configure/index.ts'
import { environmentSource } from '../../src/model/source.ts'
import { parseArguments } from '../../src/options/parse.ts'
import { hostContextIn, temporaryTree } from '../rig/temporary-tree.ts'

const SECRET = 'projectSecret'
const KEYS = `MLFLOW_AWS_ACCESS_KEY_ID=projectid\nMLFLOW_AWS_SECRET_ACCESS_KEY=${SECRET}Key\n`
const SHELL_KEYS = `AWS_ACCESS_KEY_ID=shellid\nAWS_SECRET_ACCESS_KEY=${SECRET}Key\n`

describe.each([
  ['project keys', { '.env': `${KEYS}MLFLOW_AWS_SESSION_TOKEN=${SECRET}Token\n` }, {}],
  ['project keys and a file with other secrets', { '.env': `${KEYS}DB_PASSWORD=${SECRET}Database\n` }, {}],
  ['AWS_* keys in a file', { '.env': SHELL_KEYS }, {}],
  [
    'project keys in the environment',
    {},
    Object.fromEntries(
      KEYS.trim()
        .split('\n')
        .map((line) => line.split('=')),
    ),
  ],
])('with %s', (_, tree, env: Record<string, string>) => {
  const start = () => configure(hostContextIn(temporaryTree(tree), { env }), parseArguments([]))

  it('no way to print a configuration or its change shows a secret', () => {
    const { change, ...rest } = start()
    for (const value of [change, rest, [...change.set]]) {
      expect(inspect(value, { depth: null, showHidden: true })).not.toContain(SECRET)
      expect(`${value} ${JSON.stringify(value)}`).not.toContain(SECRET)
    }
  })

  it('the debug log shows no secret', () => {
    let written = ''
    const log = createDebugLog((text) => {
      written += text
    }, environmentSource(env))
    logConfiguration(log, start())
    expect(written).toContain('variables set')
    expect(written).not.toContain(SECRET)
  })
})
