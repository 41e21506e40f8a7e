import { describe, expect, it } from 'vitest'
import { findOtherSocket, hideKeyPassword, hidePassedPassword } from '../../src/mlflow/uvicorn-options.ts'

describe('the password of a key among uvicorn’s options', () => {
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
  ])('is removed: %s', (options, password) => {
    expect(hideKeyPassword(options)).toEqual({ text: '--ssl-keyfile k.pem --ssl-certfile c.pem', password })
  })

  it.each([
    [['--uvicorn-opts', '--ssl-keyfile-password hunter2 --uds x'], ['--uvicorn-opts', '--uds x'], 'hunter2'],
    [['--uvicorn-opts=--ssl-keyfile-password=hunter2 --uds x'], ['--uvicorn-opts=--uds x'], 'hunter2'],
    [['--app-name', '--ssl-keyfile-password hunter2'], ['--app-name', '--ssl-keyfile-password hunter2'], null],
  ])('is removed from the arguments for MLflow: %j', (passed, words, password) => {
    expect(hidePassedPassword(passed)).toEqual({ words, password })
  })

  it.each([
    '',
    '--log-level info',
    '--ssl-keyfile-passwords x',
    '--ssl-keyfile-password',
    '--app-ssl-keyfile-password x',
  ])('is not found in %s', (options) => {
    expect(hideKeyPassword(options)).toEqual({ text: options, password: null })
  })
})

it.each([
  [['--uvicorn-opts', '--log-level info --uds /run/m.sock'], {}, '--uds'],
  [['--uvicorn-opts=--fd=3'], {}, '--fd'],
  [['--uvicorn-opts', '--log-level info', '--uvicorn-opts', "'--uds=/run/a b'"], {}, '--uds'],
  [['--uvicorn-opts', '--uds x', '--uvicorn-opts', '--log-level info'], {}, null],
  [[], { MLFLOW_UVICORN_OPTS: '--uds=/run/m.sock' }, '--uds'],
  [[], { UVICORN_UDS: '/run/m.sock' }, 'UVICORN_UDS'],
  [['--uvicorn-opts', '--log-level info'], { MLFLOW_UVICORN_OPTS: '--uds /run/m.sock' }, null],
  [[], { MLFLOW_UVICORN_OPTS: '--log-config /x/--fd.json', UVICORN_FD: '' }, null],
] as const)('an option for uvicorn that binds another socket is found: %j %j', (passed, env, option) => {
  expect(findOtherSocket(passed, env)).toBe(option)
})
