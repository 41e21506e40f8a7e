import { expect, it } from 'vitest'
import { CHECKS } from '../../src/doctor/checks/index.ts'
import { runChecks } from '../../src/doctor/run-checks.ts'
import { OWNERS, warningsFor } from '../../src/doctor/warnings.ts'
import { type DoctorSetup, doctorContext } from '../rig/doctor.ts'

const KEYS =
  'MLFLOW_AWS_ACCESS_KEY_ID=AKIALABLABLABLAB1234\nMLFLOW_AWS_SECRET_ACCESS_KEY=labsecretlabsecretlabsecretlabsecret1234\n'
const SHELL = {
  AWS_ACCESS_KEY_ID: 'AKIAGLOBGLOBGLOBGLOB',
  AWS_SECRET_ACCESS_KEY: 'globsecretglobsecretglobsecretglobsecret',
}
const CHECKED = CHECKS.filter(({ asks, needsNetwork }) => asks.length === 0 && !needsNetwork)

/** Projects with many warnings of every kind. */
const PROJECTS: readonly [string, DoctorSetup, readonly string[]][] = [
  [
    'lines, names, keys that a script would load',
    {
      tree: {
        '.env': `${KEYS}AWS_SESSION_TOKEN=tok-tok-tok\nMLFLOW_TRACKING_URL=x\nA='open\nMLFLOW_ARTIFACT_ROOT=my-bucket/x\n`,
      },
    },
    ['env-file-syntax', 'unknown-variable', 'dotenv-reintroduces'],
  ],
  ['a profile that is missing', { tree: { '.env': 'MLFLOW_AWS_PROFILE=lab\n' } }, ['profile-not-found']],
  [
    'a store and no keys',
    { tree: { '.env': 'MLFLOW_ARTIFACT_ROOT=s3://b/x\n' }, env: SHELL },
    ['no-project-credentials'],
  ],
  ['no project', { env: SHELL }, ['no-project-credentials']],
  [
    'a file of another name',
    { tree: { '.env': 'MLFLOW_TRACKING_URI=http://h\n', '.env.local': KEYS } },
    ['no-project-credentials'],
  ],
  ['half a set', { env: { AWS_ACCESS_KEY_ID: 'AKIAGLOBGLOBGLOBGLOB' } }, ['incomplete-credentials']],
  [
    "a shell's start-up file",
    { tree: { '.env': KEYS, rc: 'export AWS_PROFILE=glob\n' }, env: { BASH_ENV: 'rc' } },
    ['startup-file-sets'],
  ],
  [
    'an endpoint of another name',
    { tree: { '.env': `${KEYS}AWS_ENDPOINT_URL=http://minio:9000\n` } },
    ['aws-endpoint-in-file'],
  ],
]

it.each(PROJECTS)('every warning of a run is reported by one check: %s', async (_, setup, expected) => {
  const context = doctorContext(setup)
  const warnings = (context.run.configuration?.warnings ?? []).filter(({ severity }) => severity !== 'notice')
  expect(warnings.map(({ code }) => code)).toEqual(expect.arrayContaining([...expected]))
  const owned = CHECKS.flatMap(({ id }) => warningsFor(id, context).map((warning) => ({ id, warning })))
  expect(owned.map(({ warning }) => warning.message).sort()).toEqual(warnings.map(({ message }) => message).sort())
  const outcomes = await runChecks(CHECKED, context)
  for (const { id } of owned) {
    const outcome = outcomes.find(({ check }) => check.id === id)
    expect({ id, status: outcome?.status }).toEqual({ id, status: expect.stringMatching(/^(?:warn|fail)$/) })
    expect(outcome?.remedy).not.toBe('')
  }
})

it('every check that reports warnings exists', () => {
  const ids = CHECKS.map(({ id }) => id)
  for (const id of Object.values(OWNERS)) expect(ids).toContain(id)
})
