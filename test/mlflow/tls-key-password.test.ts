import { describe, expect, it } from 'vitest'
import { applyChange, type EnvironmentChange, toSetting } from '../../src/child-env/change.ts'
import { hideKeyPassword, moveKeyPassword } from '../../src/mlflow/tls-key-password.ts'

const NOTHING: EnvironmentChange = { set: new Map(), unset: new Map(), withheld: [] }
const OPTIONS = '--ssl-keyfile k.pem --ssl-keyfile-password hunter2 --uds x'
const REST = '--ssl-keyfile k.pem --uds x'

describe('the password of a TLS key among uvicorn’s options', () => {
  it.each([
    ['--ssl-keyfile k.pem --ssl-keyfile-password hunter2 --ssl-certfile c.pem', 'hunter2'],
    ['--ssl-keyfile k.pem --ssl-keyfile-password=hunter2 --ssl-certfile c.pem', 'hunter2'],
    [`--ssl-keyfile k.pem --ssl-keyfile-password 'hun"ter 2' --ssl-certfile c.pem`, 'hun"ter 2'],
    ['--ssl-keyfile k.pem --ssl-keyfile-password "hun\\"ter\\x 2" --ssl-certfile c.pem', 'hun"ter\\x 2'],
    ['--ssl-keyfile k.pem --ssl-keyfile-password hun\\ ter\\\\2 --ssl-certfile c.pem', 'hun ter\\2'],
    ['--ssl-keyfile k.pem "--ssl-keyfile-password=hunter 2" --ssl-certfile c.pem', 'hunter 2'],
    [`--ssl-keyfile k.pem '--ssl-keyfile-password' hun"ter 2" --ssl-certfile c.pem`, 'hunter 2'],
    [`--ssl-keyfile k.pem --ssl-keyfile-password=hun'ter 2' --ssl-certfile c.pem`, 'hunter 2'],
    ['--ssl-keyfile k.pem --ssl-keyfile-password a --ssl-keyfile-password=b --ssl-certfile c.pem', 'b'],
  ])('is taken out of %s', (options, password) => {
    expect(hideKeyPassword(options)).toEqual({ options: '--ssl-keyfile k.pem --ssl-certfile c.pem', password })
  })

  it.each([
    '',
    '--log-level info',
    '--ssl-keyfile-passwords x',
    '--ssl-keyfile-password',
    '--app-ssl-keyfile-password x',
    "--ssl-keyfile-password 'an open quote",
  ])('is not found in %s', (options) => {
    expect(hideKeyPassword(options)).toEqual({ options, password: null })
  })

  it.each([
    [
      ['--uvicorn-opts', OPTIONS],
      ['--uvicorn-opts', REST],
    ],
    [[`--uvicorn-opts=${OPTIONS}`], [`--uvicorn-opts=${REST}`]],
  ])('moves from the words for MLflow to its variable: %j', (args, expected) => {
    const { change, passthroughArgs } = moveKeyPassword({}, NOTHING, args)
    expect(passthroughArgs).toEqual(expected)
    expect({ ...applyChange({}, change) }).toEqual({ UVICORN_SSL_KEYFILE_PASSWORD: 'hunter2' })
  })

  it('moves from the variable, of the shell or of a file, and replaces another password', () => {
    const expected = { MLFLOW_UVICORN_OPTS: REST, UVICORN_SSL_KEYFILE_PASSWORD: 'hunter2' }
    const env = { MLFLOW_UVICORN_OPTS: OPTIONS, UVICORN_SSL_KEYFILE_PASSWORD: 'other' }
    expect({ ...applyChange(env, moveKeyPassword(env, NOTHING, []).change) }).toEqual(expected)
    const fromFile = { ...NOTHING, set: new Map([['MLFLOW_UVICORN_OPTS', toSetting(OPTIONS, 'a test', null)]]) }
    expect({ ...applyChange({}, moveKeyPassword({}, fromFile, []).change) }).toEqual(expected)
  })

  it('leaves everything else as it is', () => {
    const args = ['--app-name', '--ssl-keyfile-password hunter2']
    expect(moveKeyPassword({}, NOTHING, args)).toEqual({ change: NOTHING, passthroughArgs: args })
  })
})
