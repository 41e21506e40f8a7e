import { describe, expect, it } from 'vitest'
import { serverLogin } from '../../../src/doctor/checks/server/server-login.ts'
import { checkProject } from '../../rig/doctor.ts'
import { answered, serverSetup } from '../../rig/tracking-answers.ts'

const LOCAL = 'http://127.0.0.1:5000'
const BOTH = 'MLFLOW_TRACKING_USERNAME=… and MLFLOW_TRACKING_PASSWORD=…, or MLFLOW_TRACKING_TOKEN=… in .env'

describe('a login', () => {
  it.each([
    [{}, LOCAL, 'ok', 'none is needed'],
    [{ token: true }, LOCAL, 'ok', 'MLFLOW_TRACKING_TOKEN'],
    [{ token: true }, 'https://ml.lab', 'ok', 'MLFLOW_TRACKING_TOKEN'],
    [{ basic: true }, 'http://[::1]:5000', 'ok', 'MLFLOW_TRACKING_USERNAME with its password'],
    [{ basic: true, fromFile: true }, LOCAL, 'ok', 'the login of ~/.mlflow/credentials'],
    [{ netrc: true }, LOCAL, 'ok', 'the login of ~/.netrc'],
    [{}, 'http://ml.lab', 'ok', 'none is needed'],
    [{ token: true }, 'http://ml.lab', 'warn', 'without TLS'],
    [
      { basic: true, token: true },
      LOCAL,
      'warn',
      'MLFLOW_TRACKING_USERNAME with its password takes the place of MLFLOW_TRACKING_TOKEN',
    ],
    [
      { basic: true, fromFile: true, token: true },
      LOCAL,
      'warn',
      '~/.mlflow/credentials takes the place of MLFLOW_TRACKING_TOKEN',
    ],
    [{ netrc: true, token: true }, LOCAL, 'warn', '~/.netrc takes the place of MLFLOW_TRACKING_TOKEN'],
    [{ netrc: true, basic: true }, LOCAL, 'warn', '~/.netrc takes the place of MLFLOW_TRACKING_USERNAME'],
    [
      { inUrl: true, token: true },
      LOCAL,
      'warn',
      'the login in the tracking URI takes the place of MLFLOW_TRACKING_TOKEN',
    ],
    [{ token: true, missing: 'MLFLOW_TRACKING_PASSWORD' }, LOCAL, 'warn', 'MLFLOW_TRACKING_PASSWORD is missing'],
    [{ plugin: 'MLFLOW_TRACKING_AUTH' }, LOCAL, 'skip', 'MLFLOW_TRACKING_AUTH leaves the login'],
  ])('%o at %s is %s', async (login, uri, status, found) => {
    const outcome = await checkProject(serverLogin, serverSetup(answered({ login }), uri))
    expect(outcome).toMatchObject({ status, found: expect.stringContaining(found) })
    expect(outcome.remedy === '').toBe(status === 'ok' || status === 'skip')
  })

  it.each([
    [{}, 'clients without a login', BOTH],
    [{ missing: 'MLFLOW_TRACKING_PASSWORD' }, 'a whole login', 'MLFLOW_TRACKING_PASSWORD=… in .env'],
    [{ token: true }, 'MLFLOW_TRACKING_TOKEN', 'correct MLFLOW_TRACKING_TOKEN'],
    [{ netrc: true }, '~/.netrc', 'correct the login of ~/.netrc'],
    [
      { netrc: true, token: true },
      'takes the place of MLFLOW_TRACKING_TOKEN',
      "remove the server's entry from ~/.netrc",
    ],
    [
      { basic: true, token: true },
      'takes the place of MLFLOW_TRACKING_TOKEN',
      'remove MLFLOW_TRACKING_USERNAME and MLFLOW_TRACKING_PASSWORD',
    ],
    [
      { basic: true, fromFile: true, token: true },
      '~/.mlflow/credentials',
      'remove the login from ~/.mlflow/credentials to use MLFLOW_TRACKING_TOKEN',
    ],
  ])('%o that is refused is a failure', async (login, found, remedy) => {
    const finding = { kind: 'login', status: 401, reason: 'HTTP 401' }
    const outcome = await checkProject(serverLogin, serverSetup(answered({ login, finding })))
    expect(outcome).toMatchObject({ status: 'fail', found: expect.stringContaining(found) })
    expect(outcome.remedy).toContain(remedy)
  })

  it.each([
    [{ token: true }, { MLFLOW_TRACKING_TOKEN: 'old' }, '', 'correct MLFLOW_TRACKING_TOKEN in the environment'],
    [
      { token: true },
      { MLFLOW_TRACKING_TOKEN: 'old' },
      'MLFLOW_TRACKING_TOKEN=new\n',
      'in the environment, or unset it to use MLFLOW_TRACKING_TOKEN in .env:1',
    ],
    [{ token: true }, {}, 'MLFLOW_TRACKING_TOKEN=old\n', 'correct MLFLOW_TRACKING_TOKEN in .env:1'],
    [
      { basic: true },
      { MLFLOW_TRACKING_USERNAME: 'me', MLFLOW_TRACKING_PASSWORD: 'pw' },
      '',
      'correct MLFLOW_TRACKING_USERNAME with its password in the environment',
    ],
    [
      { missing: 'MLFLOW_TRACKING_PASSWORD' },
      { MLFLOW_TRACKING_USERNAME: 'me' },
      '',
      'MLFLOW_TRACKING_PASSWORD=… in the environment',
    ],
    [{ netrc: true }, { NETRC: '/etc/lab netrc' }, '', "correct the login of '/etc/lab netrc'"],
  ])('that is refused is corrected where it is: %o %o %s', async (login, env, text, remedy) => {
    const finding = { kind: 'login', status: 401, reason: 'HTTP 401' }
    const setup = serverSetup(answered({ login, finding }), LOCAL, { '.env': text })
    const outcome = await checkProject(serverLogin, { ...setup, env: { ...setup.env, ...env } })
    expect(outcome.remedy).toContain(remedy)
  })

  it('may be what a page asks for', async () => {
    const finding = { kind: 'login page', status: 200, reason: 'accounts.example.com' }
    const outcome = await checkProject(serverLogin, serverSetup(answered({ finding })))
    expect(outcome).toMatchObject({ status: 'fail', found: expect.stringContaining('(accounts.example.com)') })
    expect(outcome.remedy).toContain('MLFLOW_TRACKING_TOKEN=… in .env')
  })
})
