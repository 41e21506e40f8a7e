import { describe, expect, it } from 'vitest'
import { PROJECT_VARIABLES } from '../../src/configure/index.ts'
import type { FallBackInput } from '../../src/credentials/fall-back.ts'
import { findMisspelt, refuseUnsupported } from '../../src/credentials/unsupported.ts'
import { findUnknownVariables } from '../../src/options/unknown-variables.ts'
import { failure, keys, shell } from '../rig/fall-back.ts'
import { toSources } from '../rig/sources.ts'
import { refusal } from '../rig/temporary-tree.ts'

describe('a misspelt credential', () => {
  const unknown = (sources: FallBackInput['sources']) => findUnknownVariables(sources, PROJECT_VARIABLES)

  it.each(['MLFLOW_AWS_ACESS_KEY_ID', 'AWS_MLFLOW_ACCESS_KEY_ID', 'MLFLOW_AWS_PROFIL', 'MLFLOW_AWS_SECRET_KEY'])(
    'is refused if the shell’s credentials would be used instead: %s',
    (name) => {
      const sources = toSources([shell, { [name]: 'x' }])
      expect(failure({ sources, unknown: unknown(sources) })).toMatchObject({
        code: 'misspelt-credentials',
        origin: { kind: 'file', name },
      })
    },
  )

  it.each<[string, Record<string, string>]>([
    ['what is not a credential', { MLFLOW_AWS_REGION: 'eu-west-1' }],
    ['an empty one', { MLFLOW_AWS_ACESS_KEY_ID: '' }],
    [
      'the project’s own keys under the names of AWS',
      { MLFLOW_ACCESS_KEY_ID: 'x', ...shell, AWS_ACCESS_KEY_ID: 'own' },
    ],
  ])('is not refused for %s', (_, file) => {
    const sources = toSources([{}, file])
    expect(failure({ sources, unknown: unknown(sources) })).toBeNull()
  })

  it('is refused instead of the part that it was meant to be', () => {
    const name = { MLFLOW_AWS_ACESS_KEY_ID: 'x', MLFLOW_AWS_SECRET_ACCESS_KEY: 's' }
    expect(findMisspelt(unknown(toSources([{}, name])), ['MLFLOW_AWS_ACCESS_KEY_ID'])).toMatchObject({
      code: 'misspelt-credentials',
      data: { meant: 'MLFLOW_AWS_ACCESS_KEY_ID' },
    })
    expect(findMisspelt(unknown(toSources([{}, name])), ['MLFLOW_AWS_SESSION_TOKEN'])).toBeNull()
  })
})

describe('a setting that would decide whose account it is', () => {
  const check = (name: string, value = 'x') => {
    const sources = toSources([{}, { ...keys, [name]: value }])
    return () => refuseUnsupported(findUnknownVariables(sources, PROJECT_VARIABLES))
  }

  it.each([
    ...['ROLE_ARN', 'ROLE_SESSION_NAME', 'EXTERNAL_ID', 'MFA_SERIAL', 'WEB_IDENTITY_TOKEN_FILE', 'CREDENTIAL_PROCESS'],
    ...['SOURCE_PROFILE', 'SSO_START_URL', 'SSO_SESSION', 'ASSUME_ROLE', 'ASSUME_ROLE_ARN', 'USER_ARN', 'ROLEARN'],
    ...['CREDENTIAL_SOURCE', 'CONTAINER_CREDENTIALS_FULL_URI', 'SHARED_CREDENTIALS_FILE', 'CONFIG_FILE', 'IAM_ROLE'],
  ])('is refused even with whole credentials: MLFLOW_AWS_%s', (rest) => {
    for (const name of [`MLFLOW_AWS_${rest}`, `mlflow_aws_${rest.toLowerCase()}`]) {
      expect(refusal(check(name))).toMatchObject({ code: 'unsupported-credentials', origin: { name } })
      expect(check(name, '')).not.toThrow()
    }
  })

  it.each([
    ...['BUCKET', 'RESOURCE_GROUP', 'LEARNING_RATE', 'CA_BUNDLE', 'ACCESS_KEY_ID_OLD', 'MAX_ATTEMPTS', 'REGION'],
    ...['ACCOUNT_ID', 'ACCOUNT', 'EXECUTION_ROLE_ARN', 'SAGEMAKER_ROLE', 'TASK_ROLE_ARN', 'KMS_KEY_ARN', 'BUCKET_ARN'],
  ])('is no such setting: MLFLOW_AWS_%s', (rest) => {
    expect(check(`MLFLOW_AWS_${rest}`)).not.toThrow()
  })
})
