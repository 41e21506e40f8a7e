import { expect, it } from 'vitest'
import { CHECKS } from '../../src/doctor/checks/index.ts'
import { runChecks } from '../../src/doctor/run-checks.ts'
import { type DoctorSetup, doctorContext } from '../rig/doctor.ts'

const SECRET = 'Aa0Bb1Cc2Dd3Ee4Ff5Gg6Hh7Ii8Jj9Kk0Ll1Mm2N'
const SHORT = 'hunter2-Hunter2'
const ID = 'AKIALABLABLABLAB1234'
const LOCAL = CHECKS.filter(({ needsNetwork }) => !needsNetwork)

/** Secrets where they belong, and where they do not. */
it.each<[string, DoctorSetup]>([
  [
    'keys',
    {
      tree: {
        '.env': `MLFLOW_AWS_ACCESS_KEY_ID=${ID}\nMLFLOW_AWS_SECRET_ACCESS_KEY=${SECRET}\n`,
        '.env.example': `A_SECRET=${SECRET}\n`,
      },
    },
  ],
  ['a profile', { tree: { '.env': `MLFLOW_AWS_PROFILE=${SECRET}\n` } }],
  ['the name of a profile', { tree: { '.env': `MLFLOW_AWS_PROFILE=profile ${SECRET}\n` } }],
  ['a region', { tree: { '.env': `MLFLOW_AWS_DEFAULT_REGION=${SECRET}\nMLFLOW_AWS_PROFILE=p\n` } }],
  [
    'an endpoint',
    { tree: { '.env': `MLFLOW_S3_ENDPOINT_URL=http://u:${SHORT}@h:1/b\nMLFLOW_ARTIFACT_ROOT=${SECRET}\n` } },
  ],
  [
    'an address',
    { tree: { '.env': `MLFLOW_TRACKING_URI=http://u:${SHORT}@h\nDATABASE_URL=postgresql://u:${SHORT}@h/d\n` } },
  ],
  ['a broken line', { tree: { '.env': `MLFLOW_AWS_SECRET_ACCESS_KEY='${SECRET}\n${SHORT}\nA=\`${SECRET}\n` } }],
  ['a wrapped value', { tree: { '.env': `X_TOKEN=${SECRET}\n${SECRET}\n${SECRET}=\n` } }],
  [
    'a setting of the launcher',
    { tree: { '.env': `WITH_MLFLOW_ENV_STRICT=${SECRET}\nWITH_MLFLOW_ENV_KEEP=${SECRET}\n` } },
  ],
  [
    'the shell',
    {
      env: { AWS_PROFILE: SECRET, AWS_SESSION_TOKEN: SECRET, AWS_ENDPOINT_URL: `http://u:${SHORT}@h` },
      tree: { '.env': `MLFLOW_AWS_ACCESS_KEY_ID=${ID}\nMLFLOW_AWS_SECRET_ACCESS_KEY=${SECRET}\n` },
    },
  ],
  [
    'a file of another name',
    { tree: { '.env.local': `MLFLOW_AWS_ACCESS_KEY_ID=${ID}\nMLFLOW_AWS_SECRET_ACCESS_KEY=${SECRET}\n` } },
  ],
])('no check prints a secret: %s', async (_, setup) => {
  const context = doctorContext({ ...setup, isOffline: true })
  const outcomes = await runChecks(LOCAL, context)
  const shown = JSON.stringify(outcomes.map(({ found, where, remedy }) => ({ found, where, remedy })))
  for (const secret of [SECRET, SHORT, ID]) expect(shown).not.toContain(secret)
  expect(shown).not.toContain(SECRET.slice(4, 20))
})
