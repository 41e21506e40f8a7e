import { describe, expect, it } from 'vitest'
import { SAMPLES } from './samples.ts'

describe('the message about credentials', () => {
  it.each([
    ['incomplete-credentials', ['MLFLOW_AWS_SECRET_ACCESS_KEY', ':7']],
    ['missing-session-token', ['MLFLOW_AWS_SESSION_TOKEN', ':7']],
    ['shadowed-credentials', ['--env-file', ':7']],
    ['credentials-required', ['--strict', 'MLFLOW_AWS_PROFILE', ':7']],
    ['credential-ignored', [':7']],
  ] as const)('says where the problem is and what to do: %s', (code, parts) => {
    for (const part of parts) expect(SAMPLES[code][0].message).toContain(part)
  })

  it('does not ask for MLFLOW_AWS_* if the set of the shell is incomplete', () => {
    const [, , ofShell] = SAMPLES['incomplete-credentials']
    expect(ofShell?.message).toContain('boto3')
    expect(ofShell?.message).not.toContain('MLFLOW')
  })
})
