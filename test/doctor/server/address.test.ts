import { describe, expect, it } from 'vitest'
import { configuration } from '../../../src/doctor/checks/identity/configuration.ts'
import { CHECKS } from '../../../src/doctor/checks/index.ts'
import { SERVER_CHECKS } from '../../../src/doctor/checks/server/index.ts'
import { serverAnswer } from '../../../src/doctor/checks/server/server-answer.ts'
import { serverHost } from '../../../src/doctor/checks/server/server-host.ts'
import { serverOrigin } from '../../../src/doctor/checks/server/server-origin.ts'
import { serverPrefix } from '../../../src/doctor/checks/server/server-prefix.ts'
import { serverSettings } from '../../../src/doctor/checks/server/server-settings.ts'
import { serverVersion } from '../../../src/doctor/checks/server/server-version.ts'
import { runChecks } from '../../../src/doctor/run-checks.ts'
import { checkProject, doctorContext } from '../../rig/doctor.ts'
import { answered, failed, serverSetup } from '../../rig/tracking-answers.ts'

/** All but the one that is about commands without a server. */
const ASKING = SERVER_CHECKS.filter(({ id }) => id !== 'run-store' && id !== 'key-form')
const OF_GATE = ['server-gate', 'server-key', 'key-scope']
const IN_FILE = 'in .env:1'

describe('the address of the server', () => {
  it.each([
    ['refused', {}, 'nothing listens there', `start the server there; or correct MLFLOW_TRACKING_URI ${IN_FILE}`],
    [
      'unknown host',
      {},
      'there is no machine of this name (http://ml.lab:5000)',
      `correct MLFLOW_TRACKING_URI ${IN_FILE}`,
    ],
    ['timeout', { reason: 'no answer in time' }, '(no answer in time)', 'a firewall or a VPN is in the way'],
    ['busy', { reason: 'HTTP 502' }, 'answers HTTP 502', 'look into its log'],
    [
      'closed',
      { reason: 'the connection was closed' },
      'closes the connection without an answer',
      'look whether it is',
    ],
    [
      'closed',
      { reason: 'the connection was closed', speaks: 'https' },
      'the server expects TLS',
      `MLFLOW_TRACKING_URI=https://ml.lab:5000 ${IN_FILE}`,
    ],
    [
      'file',
      { reason: 'no', variable: 'REQUESTS_CA_BUNDLE' },
      'REQUESTS_CA_BUNDLE',
      'correct REQUESTS_CA_BUNDLE, or remove it',
    ],
    ['moved', { base: 'https://ml.lab' }, 'POST becomes a GET', `MLFLOW_TRACKING_URI=https://ml.lab ${IN_FILE}`],
    [
      'not mlflow',
      { reason: "macOS's AirPlay Receiver" },
      "not MLflow (macOS's AirPlay Receiver)",
      'correct MLFLOW_TRACKING_URI',
    ],
    ['not tls', {}, 'does not use TLS', `MLFLOW_TRACKING_URI=http://ml.lab:5000 ${IN_FILE}`],
    [
      'tls',
      { reason: 'self-signed certificate' },
      'is not trusted',
      'MLFLOW_TRACKING_SERVER_CERT_PATH=/path/to/authority.pem in .env',
    ],
    [
      'tls',
      { reason: "Hostname mismatch, certificate is not valid for 'h'" },
      'for another name',
      'correct MLFLOW_TRACKING_URI',
    ],
    ['tls', { reason: 'certificate has expired' }, 'cannot be used today', "renew the server's certificate"],
    [
      'tls',
      { reason: 'TLSV13_ALERT_CERTIFICATE_REQUIRED' },
      'refuses a connection',
      'MLFLOW_TRACKING_CLIENT_CERT_PATH=',
    ],
    ['redirects', { reason: 'redirections without end' }, '(redirections without end)', 'correct MLFLOW_TRACKING_URI'],
  ])('is what fails if it is %s %o', async (kind, more, found, remedy) => {
    const uri = kind === 'not tls' ? 'https://ml.lab:5000' : 'http://ml.lab:5000'
    const outcome = await checkProject(serverAnswer, serverSetup(failed(kind, more), uri))
    expect(outcome).toMatchObject({ status: 'fail', found: expect.stringContaining(found) })
    expect(outcome.remedy).toContain(remedy)
  })

  it.each([
    [{ tree: {} }, 'skip', 'with-mlflow-env server, in another terminal'],
    [serverSetup({}, 'http://localhost:5000'), 'fail', 'with-mlflow-env server, in another terminal; or correct'],
    [serverSetup({}, 'http://[::1]:5000'), 'fail', 'with-mlflow-env server, in another terminal; or correct'],
  ])('may be one at which no server runs yet', async (setup, status, remedy) => {
    const outcome = await checkProject(serverAnswer, { ...setup, answers: { server: failed('refused') } })
    expect(outcome).toMatchObject({ status, remedy: expect.stringContaining(remedy) })
  })

  it('leads to another port if nobody named it and another program has it', async () => {
    const outcome = await checkProject(serverAnswer, {
      answers: { server: failed('not mlflow', { reason: 'HTTP 403' }) },
    })
    expect(outcome).toMatchObject({ status: 'fail', remedy: 'with-mlflow-env server --port 5001, in another terminal' })
  })

  it.each(['http://ml.lab:99999', 'http://ml.lab/#/experiments/1', 'ml.lab:5000', 'htp://ml.lab'])(
    'is not asked if it is one that no client can use: %s',
    async (uri) => {
      const setup = serverSetup({}, uri)
      const outcomes = await runChecks(ASKING, doctorContext(setup))
      for (const outcome of outcomes) expect(outcome).toMatchObject({ status: 'skip', cause: 'configuration' })
      expect(await checkProject(configuration, setup)).toMatchObject({ status: 'fail' })
    },
  )

  it('is asked by no check if it is of no server', async () => {
    for (const uri of [
      'sqlite:///mlflow.db',
      'file:///tmp/x',
      './mlruns',
      'databricks',
      'postgresql://u:hunter2@h/d',
    ]) {
      for (const check of ASKING) {
        expect(await checkProject(check, serverSetup({}, uri))).toMatchObject({ status: 'skip', remedy: '' })
      }
    }
    for (const check of ASKING) {
      const outcome = await checkProject(check, { words: ['--with-server'] })
      expect(outcome).toMatchObject({ status: 'skip', found: expect.stringContaining('--with-server') })
    }
  })
})

describe('one cause is one failed check', () => {
  it.each([
    ['refused', 'server-answer'],
    ['prefix', 'server-prefix'],
    ['host', 'server-host'],
    ['login', 'server-login'],
    ['login page', 'server-login'],
    ['settings', 'server-settings'],
    ['gate', 'server-gate'],
  ])('%s', async (kind, owner) => {
    const context = doctorContext(serverSetup(failed(kind)))
    const outcomes = await runChecks(ASKING, context)
    const failing = outcomes.filter(({ status }) => status === 'fail').map(({ check }) => check.id)
    expect(failing).toEqual([owner])
    for (const { found } of outcomes.filter(
      ({ status, check }) => status === 'skip' && check.id !== 'server-project',
    )) {
      expect(found).toContain(`(see '${owner}')`)
    }
    const { remedy } = outcomes.find(({ check }) => check.id === owner) ?? expect.unreachable()
    for (const check of ASKING.filter(({ id }) => id !== 'server-project')) {
      const [alone] = await runChecks([check], context, { known: CHECKS })
      expect(alone).toMatchObject({ status: 'fail', remedy })
    }
  })

  it('a healthy server has none, and no warning', async () => {
    const outcomes = await runChecks(ASKING, doctorContext(serverSetup(answered())))
    const others = outcomes.filter(({ status }) => status !== 'ok').map(({ check, status }) => [check.id, status])
    expect(others).toEqual(OF_GATE.map((id) => [id, 'skip']))
  })
})

describe('the rest of the address', () => {
  it.each([
    ['http://ml.lab/x', '/mlflow', 'http://ml.lab/mlflow'],
    ['http://ml.lab/mlflow/', '', 'http://ml.lab'],
  ])('has the prefix of the server', async (uri, _, base) => {
    const outcome = await checkProject(serverPrefix, serverSetup(failed('prefix', { base }), uri))
    expect(outcome).toMatchObject({ status: 'fail', remedy: `MLFLOW_TRACKING_URI=${base} ${IN_FILE}` })
  })

  it('says where to look for a prefix that it does not find', async () => {
    const outcome = await checkProject(serverPrefix, serverSetup(failed('prefix', { base: null })))
    expect(outcome.remedy).toBe(
      `add the server's prefix, its MLFLOW_STATIC_PREFIX: MLFLOW_TRACKING_URI=http://ml.lab:5000/PREFIX ${IN_FILE}`,
    )
  })

  it.each([
    ['http://ml.lab:5000', 'ml.lab:5000'],
    ['https://ml.lab', 'ml.lab'],
    ['http://me:hunter2@ml.lab:80', 'ml.lab'],
  ])('has a host that the server accepts (%s)', async (uri, name) => {
    const outcome = await checkProject(serverHost, serverSetup(failed('host'), uri))
    expect(outcome.remedy).toContain(`MLFLOW_SERVER_ALLOWED_HOSTS='localhost:*,127.0.0.1:*,${name}'`)
  })

  it('has an origin that the server accepts', async () => {
    const outcome = await checkProject(
      serverOrigin,
      serverSetup(answered({ isCrossOrigin: true }), 'http://ml.lab:5000/x'),
    )
    expect(outcome).toMatchObject({ status: 'warn' })
    expect(outcome.remedy).toContain('MLFLOW_SERVER_CORS_ALLOWED_ORIGINS=http://ml.lab:5000 ')
  })
})

it.each([
  ['MLFLOW_TRACKING_INSECURE_TLS', 'MLFLOW_TRACKING_INSECURE_TLS=true or MLFLOW_TRACKING_INSECURE_TLS=false'],
  ['MLFLOW_TRACKING_SERVER_CERT_PATH', 'remove MLFLOW_TRACKING_SERVER_CERT_PATH, or MLFLOW_TRACKING_INSECURE_TLS'],
  ['~/.mlflow/credentials', 'correct ~/.mlflow/credentials, or remove it'],
])('a setting that MLflow refuses is a failure: %s', async (variable, remedy) => {
  const outcome = await checkProject(serverSettings, serverSetup(failed('settings', { variable })))
  expect(outcome).toMatchObject({ status: 'fail', where: variable, remedy })
})

it.each([
  ['3.17.2', '3.17.2', 'ok'],
  ['3.17.2', '3.1.0', 'ok'],
  ['3.1.0', '3.17.2', 'ok'],
  ['3.17.2', '2.22.0', 'ok'],
  ['2.22.0', '3.17.2', 'warn'],
  [null, '3.17.2', 'skip'],
])('server %s and client %s: %s', async (version, mlflow, status) => {
  const setup = { ...serverSetup(answered({ version })), installation: { versions: { mlflow } } }
  const outcome = await checkProject(serverVersion, setup)
  expect(outcome.status).toBe(status)
  if (status === 'warn') expect(outcome.remedy).toContain("/usr/bin/python3 -m pip install 'mlflow<3'")
})
