import { describe, expect, it } from 'vitest'
import { checkPassed } from '../../src/mlflow/argv-secrets.ts'
import { SERVER_OPTIONS } from '../../src/options/server-options.ts'
import { refusal } from '../rig/server-settings.ts'

describe('what goes to MLflow as it is', () => {
  it.each([
    [[]],
    [['--app-name', 'basic-auth']],
    [['--dev', '--expose-prometheus', './metrics']],
    [['--registry-store-uri', 'sqlite:///r.db']],
    [['--help']],
  ])('may be %j', (words) => {
    expect(checkPassed(words)).toEqual([])
  })

  const own = SERVER_OPTIONS.filter(({ variable }) => variable?.startsWith('MLFLOW_')).map(({ name }) => `--${name}`)
  it.each([...own, '--no-serve-artifacts', '--port=1', '-p', '-p1', '-w', '-h'])('is never %s', (word) => {
    expect(refusal(() => checkPassed(['--dev', word, 'x']))).toMatchObject({ code: 'option-after-separator' })
  })

  it.each([
    [['--registry-store-uri', 'postgresql://u:pw@h/d'], '--registry-store-uri', 'MLFLOW_REGISTRY_STORE_URI'],
    [['--registry-store-uri=postgresql://u:pw@h/d'], '--registry-store-uri', 'MLFLOW_REGISTRY_STORE_URI'],
    [['--uvicorn-opts', '--ssl-keyfile-password pw'], '--uvicorn-opts', 'MLFLOW_UVICORN_OPTS'],
    [['--other', 'redis://:pw@h'], '--other', null],
  ])('is warned about where it looks like a secret: %j', (words, option, variable) => {
    expect(checkPassed(words)).toEqual([{ code: 'password-on-command-line', option, variable }])
  })
})
