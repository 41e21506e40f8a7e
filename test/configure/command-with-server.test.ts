import { expect, it } from 'vitest'
import { applyChange } from '../../src/child-env/change.ts'
import { notYetKnown } from '../../src/configure/command-with-server.ts'
import { nameOf } from '../../src/model/origin.ts'
import { KEYS } from '../rig/configure-tree.ts'
import { describeRun, REQUESTED_BY } from '../rig/run-with-server.ts'

const { trackingUri: URI, token } = notYetKnown({ host: { value: '127.0.0.1', origin: { kind: 'default' } } })
const PRIVATE = {
  MLFLOW_TRACKING_URI: URI,
  MLFLOW_TRACKING_TOKEN: token.reveal(),
  WITH_MLFLOW_ENV_PRIVATE_URI: URI,
  WITH_MLFLOW_ENV_KEY_URI: `unknown ${URI}`,
  WITH_MLFLOW_ENV_WITH_SERVER: '0',
}

function resolve(file: string, env: Record<string, string>, words: readonly string[] = []) {
  const { ofCommand } = describeRun(file, env, words)
  return { ...ofCommand, child: applyChange(env, ofCommand.change) }
}

it.each([[], ['--override']])(
  "the command of a private server has the shell's AWS settings and its server, whatever the shell and the file name, with the options %j",
  (...words) => {
    const shell = { MLFLOW_TRACKING_URI: 'http://shell.example', MLFLOW_TRACKING_TOKEN: 'of the shell' }
    const env = { AWS_PROFILE: 'corp', AWS_REGION: 'eu-west-1', ...shell }
    const file = `${KEYS}MLFLOW_TRACKING_TOKEN=t0ken\nMLFLOW_TRACKING_URI=http://file.example\nWITH_MLFLOW_ENV_WITH_SERVER=1\nA=1\n`
    const { child, options, trackingUri } = resolve(file, env, words)
    expect(child).toEqual({ ...env, ...PRIVATE, A: '1' })
    expect(options.keepAws).toEqual(REQUESTED_BY)
    expect(trackingUri).toMatchObject({ value: URI, origin: REQUESTED_BY })
  },
)

it("its change is one to the shell's environment: what is left out of it, and what the launcher sets, each with a reason", () => {
  const env = { MLFLOW_RUN_ID: 'a1', MLFLOW_AWS_DEFAULT_REGION: 'eu-west-1', HTTP_PROXY: 'http://proxy:1' }
  const file = `${KEYS}MLFLOW_TRACKING_URI=http://file.example\nMLFLOW_TRACKING_TOKEN=t0ken\n`
  const { change } = resolve(`${file}WITH_MLFLOW_ENV_WITH_SERVER=1\n`, env)
  expect([...change.set.keys()].sort()).toEqual([...Object.keys(PRIVATE), 'NO_PROXY', 'no_proxy'].sort())
  expect([...change.unset.keys()].sort()).toEqual(['MLFLOW_AWS_DEFAULT_REGION', 'MLFLOW_RUN_ID'])
  expect(change.withheld.map(({ origin }) => nameOf(origin)).sort()).toEqual([
    'MLFLOW_AWS_ACCESS_KEY_ID',
    'MLFLOW_AWS_SECRET_ACCESS_KEY',
    'MLFLOW_TRACKING_TOKEN',
    'MLFLOW_TRACKING_URI',
    'WITH_MLFLOW_ENV_WITH_SERVER',
  ])
  for (const { reason } of [...change.set.values(), ...change.withheld]) expect(reason).toMatch(/\w/)
})

it('options about the account are those of its server, and are still named', () => {
  const { options, child } = resolve(`${KEYS}WITH_MLFLOW_ENV_STRICT=1\n`, { AWS_PROFILE: 'corp' }, ['--strict'])
  expect(options).toMatchObject({ strict: { name: '--strict' }, withServer: REQUESTED_BY })
  expect(child.AWS_PROFILE).toBe('corp')
})

it('a login for the server that the project has elsewhere is no matter of a run with its own', () => {
  const file = `${KEYS}MLFLOW_TRACKING_URI=http://file.example\nMLFLOW_TRACKING_TOKEN=t0ken\n`
  const { warnings } = resolve(file, { MLFLOW_TRACKING_URI: 'http://shell.example' })
  expect(warnings.filter(({ code }) => code === 'login-of-other-server')).toEqual([])
})
