import { describe, expect, it } from 'vitest'
import { argvSecrets } from '../../src/checks/argv-secrets.ts'
import { checkContext } from '../rig/check-context.ts'
import type { Setup } from '../rig/server-settings.ts'

const check = (setup: Setup) => argvSecrets.run(checkContext(setup))
const warning = (option: string, variable: string | null) => [
  { code: 'password-on-command-line', severity: 'warning', data: { option, variable } },
]

describe('a password on the command line', () => {
  it.each([
    ['--backend-store-uri=postgresql://u:pw@h/d', 'MLFLOW_BACKEND_STORE_URI'],
    ['--backend-store-uri=postgresql://h/d?user=u&password=pw', 'MLFLOW_BACKEND_STORE_URI'],
    ['--artifact-root=sftp://k:s@b', 'MLFLOW_ARTIFACT_ROOT'],
  ])('is a warning with the variable to use: %s', (word, variable) => {
    expect(check({ words: [word] })).toMatchObject(warning(word.split('=')[0] ?? '', variable))
  })

  it.each([
    [['--registry-store-uri', 'postgresql://u:pw@h/d'], '--registry-store-uri', 'MLFLOW_REGISTRY_STORE_URI'],
    [['--registry-store-uri=postgresql://u:pw@h/d'], '--registry-store-uri', 'MLFLOW_REGISTRY_STORE_URI'],
    [['--other', 'redis://:pw@h'], '--other', null],
  ])('is a warning in what goes to MLflow as it is: %j', (words, option, variable) => {
    expect(check({ words: ['--', ...words] })).toMatchObject(warning(option, variable))
  })

  it.each(['--backend-store-uri=postgresql://u@h/d', '--backend-store-uri=sqlite:////a:b/c', '--artifact-root=s3://b'])(
    'is not seen in a URI that has none: %s',
    (word) => {
      expect(check({ words: [word] })).toEqual([])
    },
  )

  it('is fine in a variable', () => {
    expect(check({ env: { BACKEND_STORE_URI: 'postgresql://u:pw@h/d' } })).toEqual([])
  })
})
