import { describe, expect, it } from 'vitest'
import { allowedHosts } from '../../src/checks/allowed-hosts.ts'
import { behindGate } from '../../src/checks/behind-gate.ts'
import { bindOption } from '../../src/checks/bind-option.ts'
import { checkContext } from '../rig/check-context.ts'

type Env = Readonly<Record<string, string>>
const contextOf = (passed: readonly string[], env: Env, words = ['--auth'], replacesLauncher = false) =>
  checkContext({ words: [...words, '--', ...passed], env }, { replacesLauncher })
const check = (...args: Parameters<typeof contextOf>) =>
  behindGate.run(contextOf(...args)).map(({ data, severity }) => [severity, data])
const error = (name: string, why: string) => ['error', { name, why }]

describe('behind the gate', () => {
  it.each([
    [['--app-name', 'basic-auth'], {}, '--app-name basic-auth', 'login'],
    [['--app-name=basic-auth'], {}, '--app-name basic-auth', 'login'],
    [['--gunicorn-opts', '--timeout 60'], {}, '--gunicorn-opts', 'server'],
    [['--waitress-opts=--threads=4'], {}, '--waitress-opts', 'server'],
    [[], { MLFLOW_GUNICORN_OPTS: '--timeout 60' }, 'MLFLOW_GUNICORN_OPTS', 'server'],
    [['--uvicorn-opts', '--log-level info --uds /run/m.sock'], {}, '--uds', 'address'],
    [['--uvicorn-opts=--fd=3'], {}, '--fd', 'address'],
    [[], { MLFLOW_UVICORN_OPTS: '--host 0.0.0.0' }, '--host', 'address'],
    [[], { MLFLOW_UVICORN_OPTS: '--port=1' }, '--port', 'address'],
    [[], { UVICORN_UDS: '/run/m.sock' }, 'UVICORN_UDS', 'address'],
    [[], { MLFLOW_UVICORN_OPTS: '--ssl-certfile /c.pem' }, '--ssl-certfile', 'tls'],
    [[], { UVICORN_SSL_KEYFILE: '/k.pem' }, 'UVICORN_SSL_KEYFILE', 'tls'],
  ] as const)('%j %j is refused', (passed, env, name, why) => {
    expect(check(passed, env)).toEqual([error(name, why)])
    expect(bindOption.run(contextOf(passed, env))).toEqual([])
  })

  it('the launcher has to stay', () => {
    expect(check([], {}, ['--auth'], true)).toEqual([error('--launch exec', 'exec')])
  })

  it.each([
    [['--app-name', 'other'], {}],
    [['--expose-prometheus', 'basic-auth'], {}],
    [['--uvicorn-opts', '--log-level info --timeout-keep-alive 30'], { MLFLOW_UVICORN_OPTS: '--uds x' }],
    [[], { UVICORN_LOG_LEVEL: 'info', UVICORN_SSL_CERTFILE: '', MLFLOW_UVICORN_OPTS: '--log-config /--uds' }],
  ] as const)('%j %j goes', (passed, env) => {
    expect(check(passed, env)).toEqual([])
  })

  it.each(['keys', 'service', 'upstream-timeout', 'max-body', 'tls-cert', 'tls-key'])('--%s needs it', (name) => {
    const found = behindGate.run(contextOf([], { WITH_MLFLOW_ENV_KEYS: '/k' }, [`--${name}`, '1']))
    expect(found).toMatchObject([{ code: 'option-needs-auth', severity: 'error', origin: { name: `--${name}` } }])
  })

  it('nothing is refused without a gate', () => {
    expect(check([], { WITH_MLFLOW_ENV_KEYS: '/k', WITH_MLFLOW_ENV_TLS_CERT: '/c' }, [])).toEqual([])
    expect(check(['--app-name', 'basic-auth'], { UVICORN_SSL_KEYFILE: '/k.pem' }, [])).toEqual([])
  })

  it('MLflow answers the gate, whatever the address, or nothing is started', () => {
    const found = (...args: Parameters<typeof contextOf>) => allowedHosts.run(contextOf(...args))
    const words = ['--auth', '--host', 'mlflow.example']
    expect(found([], {}, words)).toEqual([])
    expect(found(['--allowed-hosts', 'localhost'], {}, words)).toEqual([])
    expect(found(['--allowed-hosts', 'mlflow.example'], {}, words)).toMatchObject([
      { code: 'hosts-shut-out', severity: 'error', data: { hosts: [{ asker: 'gate', host: 'localhost' }] } },
    ])
  })
})
