import { describe, expect, it } from 'vitest'
import type { RunWithServer } from '../../src/configure/command-with-server.ts'
import { configJson } from '../../src/report/config-json.ts'
import { configText } from '../../src/report/config-text.ts'
import { KEYS } from '../rig/configure-tree.ts'
import { describeRun } from '../rig/run-with-server.ts'

const ENV = {
  AWS_PROFILE: 'corp',
  AWS_SESSION_TOKEN: 'shelltoken',
  MLFLOW_RUN_ID: 'a1',
  MLFLOW_SERVER_ALLOWED_HOSTS: 'h.example',
  HTTPS_PROXY: 'http://u:pa55@proxy:1',
}
const FILE = `${KEYS}MLFLOW_TRACKING_URI=http://127.0.0.1:15000
MLFLOW_TRACKING_TOKEN=t0ken
MLFLOW_ARTIFACT_ROOT=s3://lab/runs
MLFLOW_BACKEND_STORE_URI=postgresql://u:pa55@db/mlflow
`
const json = (run: RunWithServer) => configJson(run.ofCommand, run)
const text = (run: RunWithServer) => configText(run.ofCommand, run)
const names = (rows: readonly { readonly name: string }[] = []) => rows.map(({ name }) => name)

describe('config --json with --with-server', () => {
  it("is about the command: the shell's credentials, and a server whose port is not known yet", () => {
    const from = { kind: 'option', name: '--with-server' }
    const { trackingUri, credentials, region, environment, options } = json(describeRun(FILE, ENV))
    expect(trackingUri).toEqual({ value: 'http://127.0.0.1:0', from })
    expect(credentials).toMatchObject({
      mode: 'keep-aws',
      description: 'left as they are (--with-server)',
      accessKeyIdSuffix: null,
      from: {},
    })
    expect(region).toBeNull()
    expect(options).toMatchObject({ withServer: from, keepAws: from })
    expect(names(environment.set).filter((name) => name.startsWith('AWS_'))).toEqual([])
    expect(names(environment.set)).toContain('MLFLOW_TRACKING_URI')
    expect(names(environment.unset)).toEqual(['MLFLOW_RUN_ID'])
    expect(names(environment.withheld)).toContain('MLFLOW_TRACKING_URI')
  })

  it('has the account, the stores and the environment of the server apart', () => {
    const { privateServer } = json(describeRun(FILE, ENV))
    expect(privateServer).toMatchObject({
      credentials: { mode: 'project', accessKeyIdSuffix: 'ctid' },
      region: { value: 'us-east-1', exported: true },
      endpoint: null,
      backendStore: { value: 'postgresql://db/mlflow', from: { name: 'MLFLOW_BACKEND_STORE_URI' } },
      artifacts: { mode: 'proxied', location: { value: 's3://lab/runs', from: { name: 'MLFLOW_ARTIFACT_ROOT' } } },
    })
    const { set = [], unset = [] } = privateServer?.environment ?? {}
    expect(names(set)).toEqual(expect.arrayContaining(['AWS_ACCESS_KEY_ID', 'MLFLOW_ARTIFACTS_DESTINATION']))
    expect(names(unset)).toEqual(expect.arrayContaining(['AWS_PROFILE', 'AWS_SESSION_TOKEN', 'MLFLOW_RUN_ID']))
  })

  it('lists what belongs to another server, and by what the command reaches its own', () => {
    const { privateServer } = json(describeRun(FILE, ENV))
    expect(names(privateServer?.server)).toEqual([
      'MLFLOW_RUN_ID',
      'MLFLOW_SERVER_ALLOWED_HOSTS',
      'MLFLOW_TRACKING_TOKEN',
    ])
    expect(names(privateServer?.command)).toEqual(['MLFLOW_RUN_ID', 'MLFLOW_TRACKING_TOKEN'])
    expect(names(privateServer?.set)).toEqual([
      'MLFLOW_TRACKING_TOKEN',
      'MLFLOW_TRACKING_URI',
      'NO_PROXY',
      'WITH_MLFLOW_ENV_KEY_URI',
      'WITH_MLFLOW_ENV_PRIVATE_URI',
      'WITH_MLFLOW_ENV_WITH_SERVER',
      'no_proxy',
    ])
  })

  it('has no secret, and neither has the text', () => {
    const run = describeRun(FILE, ENV)
    expect(JSON.stringify(json(run)) + text(run)).not.toMatch(/a1|h\.example|pa55|t0ken|projectsecret|shelltoken/)
  })
})

describe('config with --with-server', () => {
  it("has the command's lines first, and those of its server below a heading of their own", () => {
    const [ofCommand = '', ofServer = ''] = text(describeRun(FILE, ENV)).split(/^Private Server:$/m)
    expect(ofCommand).toMatch(
      /^ {2}Tracking URI: a free port of 127\.0\.0\.1, chosen at the start \(from --with-server\)$/m,
    )
    expect(ofCommand).toMatch(/^ {2}AWS Credentials: left as they are \(--with-server\)$/m)
    expect(ofCommand).toMatch(/^ {2}AWS Region: left as it is \(--with-server\)$/m)
    expect(ofCommand).toMatch(
      /^ {2}Removed from the command's environment:\n {4}MLFLOW_RUN_ID: a run of another server$/m,
    )
    expect(ofCommand).toMatch(/^ {4}MLFLOW_TRACKING_URI in \.env:3: the command has its private server$/m)
    expect(ofCommand).toMatch(/^ {4}no_proxy: 127\.0\.0\.1 is reached without a proxy$/m)
    expect(ofCommand).not.toMatch(/project-specific|AWS_PROFILE/)
    expect(ofServer).toMatch(/^ {2}Address: 127\.0\.0\.1, a free port \(1 worker\) \(the default\)$/m)
    expect(ofServer).toMatch(/^ {2}AWS Credentials: project-specific \(MLFLOW_AWS_\*\) \(from \.env:1 and \.env:2\)$/m)
    expect(ofServer).toMatch(/^ {2}Artifacts: through the server to s3:\/\/lab\/runs, /m)
    expect(ofServer).toMatch(/^ {2}Removed from the private server's environment:\n {4}AWS_PROFILE: /m)
    expect(ofServer).toMatch(/^ {4}MLFLOW_SERVER_ALLOWED_HOSTS: belongs to the address of another server$/m)
  })

  it('warns once of what is about both the server and its command', () => {
    const { warnings } = describeRun(`${FILE}WITH_MLFLOW_ENV_QUIETT=1\n`, ENV).ofCommand
    expect(warnings.filter(({ code }) => code === 'unknown-variable')).toHaveLength(1)
  })
})
