import { describe, expect, it } from 'vitest'
import { tlsKeyPassword } from '../../src/checks/tls-key-password.ts'
import { checkContext } from '../rig/check-context.ts'
import type { Setup } from '../rig/server-settings.ts'

const check = (setup: Setup) => tlsKeyPassword.run(checkContext(setup))
const WITH = '--ssl-keyfile k.pem --ssl-keyfile-password hunter2'

describe('the password of a TLS key among uvicorn’s options', () => {
  it.each<[Setup, object]>([
    [{ words: ['--', '--uvicorn-opts', WITH] }, { kind: 'option', name: '--uvicorn-opts' }],
    [{ words: ['--', `--uvicorn-opts=${WITH}`] }, { kind: 'option', name: '--uvicorn-opts' }],
    [
      { words: ['--', '--uvicorn-opts', WITH, '--uvicorn-opts', '--log-level info'] },
      { kind: 'option', name: '--uvicorn-opts' },
    ],
    [{ env: { MLFLOW_UVICORN_OPTS: WITH } }, { kind: 'environment', name: 'MLFLOW_UVICORN_OPTS' }],
    [{ env: { MLFLOW_UVICORN_OPTS: WITH.replace(' h', '=h') } }, { kind: 'environment' }],
    [{ files: [{ MLFLOW_UVICORN_OPTS: WITH }] }, { kind: 'file', line: 1 }],
  ])('is refused, and not shown: %j', (setup, origin) => {
    const found = check(setup)
    expect(found).toMatchObject([{ code: 'tls-key-password-exposed', severity: 'error', origin }])
    expect(found[0]?.message).toContain('UVICORN_SSL_KEYFILE_PASSWORD')
    expect(JSON.stringify(found)).not.toContain('hunter2')
  })

  it.each<[Setup]>([
    [{}],
    [{ env: { UVICORN_SSL_KEYFILE_PASSWORD: 'hunter2' } }],
    [{ env: { MLFLOW_UVICORN_OPTS: '--ssl-keyfile k.pem' } }],
    // The option replaces the variable.
    [{ words: ['--', '--uvicorn-opts', '--log-level info'], env: { MLFLOW_UVICORN_OPTS: WITH } }],
    [{ words: ['--', '--app-name', WITH] }],
  ])('is not there: %j', (setup) => {
    expect(check(setup)).toEqual([])
  })
})
