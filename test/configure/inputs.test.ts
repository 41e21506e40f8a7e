import { rmSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { applyChange } from '../../src/child-env/change.ts'
import { resolveRun } from '../../src/configure/index.ts'
import { type Inputs, readInputs } from '../../src/configure/inputs.ts'
import { parseArguments } from '../../src/options/parse.ts'
import { hostContextIn, temporaryTree } from '../rig/temporary-tree.ts'

const FILE = 'MLFLOW_AWS_PROFILE=p\nMLFLOW_TRACKING_URI=http://file\nRUNS=${MLFLOW_TRACKING_URI}/runs\n'

/** A run whose files are gone after they were read, as a pipe is empty then. */
function readOnce(): Inputs {
  const top = temporaryTree({ '.git': null, '.env': FILE, 'x/.env': 'A=1\n', 'x/run.py': '' })
  const inputs = readInputs(hostContextIn(top), parseArguments(['python', 'x/run.py']))
  for (const name of ['.env', 'x']) rmSync(join(top, name), { recursive: true })
  return inputs
}

function child(inputs: Inputs): Readonly<Record<string, string>> {
  return applyChange(inputs.hostContext.env, resolveRun(inputs).change)
}

describe('the inputs of a run', () => {
  it('are read once, and resolved as often as needed', () => {
    const inputs = readOnce()
    expect(child(inputs)).toMatchObject({ AWS_PROFILE: 'p', RUNS: 'http://file/runs' })
    expect(child(inputs)).toEqual(child(inputs))
    expect(inputs.others.map(({ display }) => display)).toEqual(['x/.env'])
  })

  it('can be resolved with other options and with another environment', () => {
    const inputs = readOnce()
    const hostContext = { ...inputs.hostContext, env: { MLFLOW_TRACKING_URI: 'http://server' } }
    const args = parseArguments(['--keep-aws', 'python', 'x/run.py'])
    expect(child({ ...inputs, hostContext, args })).toEqual({
      MLFLOW_TRACKING_URI: 'http://server',
      RUNS: 'http://server/runs',
    })
  })

  it('keep what the launcher itself has set, even if the files override the environment', () => {
    const inputs = readOnce()
    const hostContext = { ...inputs.hostContext, env: { MLFLOW_TRACKING_URI: 'http://server' } }
    const args = parseArguments(['--override', '--keep-aws', 'python', 'x/run.py'])
    expect(child({ ...inputs, hostContext, args })).toMatchObject({ MLFLOW_TRACKING_URI: 'http://file' })
    const pinned = ['MLFLOW_TRACKING_URI']
    expect(child({ ...inputs, hostContext, args, pinned })).toMatchObject({ MLFLOW_TRACKING_URI: 'http://server' })
  })
})
