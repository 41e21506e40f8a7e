import { describe, expect, it } from 'vitest'
import { bindOption } from '../../src/checks/bind-option.ts'
import { checkContext } from '../rig/check-context.ts'

const check = (words: readonly string[], env: Readonly<Record<string, string>>, replacesLauncher = false) =>
  bindOption.run(checkContext({ words: ['--', ...words], env }, { replacesLauncher }))

describe('an option by which uvicorn listens elsewhere than at the port', () => {
  it.each([
    [['--uvicorn-opts', '--log-level info --uds /run/m.sock'], {}, '--uds'],
    [['--uvicorn-opts=--fd=3'], {}, '--fd'],
    [['--uvicorn-opts', '--log-level info', '--uvicorn-opts', "'--uds=/run/a b'"], {}, '--uds'],
    [[], { MLFLOW_UVICORN_OPTS: '--uds=/run/m.sock' }, '--uds'],
    [[], { UVICORN_UDS: '/run/m.sock' }, 'UVICORN_UDS'],
  ] as const)('is refused: %j %j', (words, env, option) => {
    expect(check(words, env)).toMatchObject([{ code: 'unsupported-bind-option', severity: 'error', data: { option } }])
  })

  it('is allowed if the launcher becomes the server', () => {
    expect(check([], { UVICORN_UDS: '/run/m.sock' }, true)).toEqual([])
  })

  it.each([
    [['--uvicorn-opts', '--uds x', '--uvicorn-opts', '--log-level info'], {}],
    [['--uvicorn-opts', '--log-level info'], { MLFLOW_UVICORN_OPTS: '--uds /run/m.sock' }],
    [[], { MLFLOW_UVICORN_OPTS: '--log-config /x/--fd.json', UVICORN_FD: '' }],
  ] as const)('is not there: %j %j', (words, env) => {
    expect(check(words, env)).toEqual([])
  })
})
