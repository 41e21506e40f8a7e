import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { PROJECT_VARIABLES } from '../../src/configure/index.ts'
import { PROVIDERS } from '../../src/credentials/providers/index.ts'
import { GLOBAL_OPTIONS } from '../../src/options/global-options.ts'
import { findMeantName, IDENTITY_NAMES, mayBeNear } from '../../src/options/near-names.ts'
import { ownServerVariables } from '../../src/options/server-variables.ts'
import { root } from '../rig/paths.ts'

const OWN = [...GLOBAL_OPTIONS.flatMap(({ variable }) => variable ?? []), ...ownServerVariables()]
const find = (name: string) => (mayBeNear(name) ? findMeantName(name, OWN) : null)
/** Every variable that MLflow 3.17 and its plugins in the same package read. */
const MLFLOWS = readFileSync(join(root, 'test/fixtures/mlflow-variables.txt'), 'utf8').trim().split(/\s+/)

const [ID, SECRET, TOKEN, PROFILE] = IDENTITY_NAMES
const REGION = 'MLFLOW_AWS_DEFAULT_REGION'
const URI = 'MLFLOW_TRACKING_URI'
const ROOT = 'MLFLOW_ARTIFACT_ROOT'
const ENDPOINT = 'MLFLOW_S3_ENDPOINT_URL'

describe('the name that was meant', () => {
  it.each<[meant: string, names: string]>([
    [ID, 'MLFLOW_AWS_ACESS_KEY_ID MLFLOW_AWS_ACCES_KEY_ID MLFLOW_AWS_ACCESS_KEYID MLFLOW_AWS_ACCESSKEY_ID'],
    [ID, 'MLFLOW_AWS_ACCESS_KEY MLFLOW_AWS_KEY_ID MLFLOW_AWS_KEY MLFLOW_AWS_ACCESS_ID MLFLOW_AWS_ACCESS_KYE_ID'],
    [ID, 'AWS_MLFLOW_ACCESS_KEY_ID MLFOW_AWS_ACCESS_KEY_ID MFLOW_AWS_ACCESS_KEY_ID MLLFOW_AWS_ACCESS_KEY_ID'],
    [ID, 'MLFLOW-AWS-ACCESS-KEY-ID MLFLOW.AWS.ACCESS.KEY.ID mlflow_aws_access_key_id Mlflow_Aws_Access_Key_Id'],
    [ID, 'ML_FLOW_AWS_ACCESS_KEY_ID MLFLOWAWS_ACCESS_KEY_ID MLFLOW_AWSACCESS_KEY_ID MLFLOW_ASW_ACCESS_KEY_ID'],
    [
      ID,
      'MLFLOW_ACCESS_KEY_ID MLFLOW_S3_ACCESS_KEY MLFLOW_S3_ACCESS_KEY_ID AWS_MLFLOW_ACCESS_KEY MLFLOW__AWS_ACCESS_KEY_ID',
    ],
    [SECRET, 'MLFLOW_AWS_SECRET_KEY MLFLOW_AWS_SECRET MLFLOW_AWS_SECRET_ACCESS_KEY_ID MLFLOW_AWS_SECRET_ACESS_KEY'],
    [
      SECRET,
      'MLFLOW_AWS_ACCESS_KEY_SECRET MLFLOW_AWS_ACCESS_SECRET AWS_MLFLOW_SECRET_ACCESS_KEY MLFLOW_AWS_SERCET_ACCESS_KEY',
    ],
    [SECRET, 'MLFLOW_SECRET_ACCESS_KEY MLFLOW_S3_SECRET_KEY mlflow_aws_secret_key MLFLOW_AWS_SECRETACCESSKEY'],
    [TOKEN, 'MLFLOW_AWS_TOKEN MLFLOW_AWS_SECURITY_TOKEN MLFLOW_AWS_SESION_TOKEN AWS_MLFLOW_SESSION_TOKEN'],
    [
      PROFILE,
      'MLFLOW_AWS_PROFIL MLFLOW_AWS_PROFILES MLFLOW_AWS_DEFAULT_PROFILE AWS_MLFLOW_PROFILE MLFLOW_AWS_PROFILE_NAME',
    ],
    [REGION, 'MLFLOW_AWS_REGION MLFLOW_AWS_DEFAULT_REGON AWS_MLFLOW_DEFAULT_REGION MLFLOW_AWS_REGION_NAME'],
    [ENDPOINT, 'MLFLOW_ENDPOINT_URL MLFLOW_S3_URL'],
    [URI, 'MLFLOW_TRACKING MLFLOW_TRACKING_HOST'],
    [PROFILE, 'MLFLOW_PROFILE'],
    [TOKEN, 'MLFLOW_SESSION_TOKEN'],
    [
      URI,
      'MLFLOW_TRACKING_URL MLFLOW_TRAKING_URI MLFLOW_TRACKING_SERVER_URI MLFLOW_TRACKING_SERVER_URL MLFLOW_TRACKING_URIS',
    ],
    [
      URI,
      'mlflow_tracking_uri MLFLOW_RTACKING_URI MLFLOW_RACKING_URI MLFOW_TRACKING_URI MLFLOW_TRACKINGURI MLFLOW-TRACKING-URI MLFLOW_TRACKING_SERVER MLFLOW_URI',
    ],
    [ROOT, 'MLFLOW_ARTIFACTS_ROOT MLFLOW_ARTIFACT_ROOTS MLFLOW_ARTEFACT_ROOT MLFLOW_ARTIFACT_URI MLFLOW_ARTIFACTS_URI'],
    ['MLFLOW_DEFAULT_ARTIFACT_ROOT', 'MLFLOW_DEFAULT_ARTIFACTS_ROOT'],
    ['MLFLOW_ARTIFACTS_DESTINATION', 'MLFLOW_ARTIFACT_DESTINATION'],
    ['MLFLOW_BACKEND_STORE_URI', 'MLFLOW_BACKEND_STORE_URL MLFLOW_BACKEND_URI MLFLOW_BACKENDSTORE_URI'],
    [
      ENDPOINT,
      'MLFLOW_S3_ENDPOINT MLFLOW_S3_ENDPOINT_URI MLFLOW_S3_ENPOINT_URL MLFLOW_AWS_ENDPOINT_URL MLFLOW_AWS_S3_ENDPOINT',
    ],
    [
      'WITH_MLFLOW_ENV_STRICT',
      'WITH_MLFLOW_ENV_STRIKT WITH_MLFLOW_STRICT WITH_MLFOW_ENV_STRICT with_mlflow_env_strict',
    ],
    ['WITH_MLFLOW_ENV_ALLOW_FALLBACK', 'WITH_MLFLOW_ENV_ALLOW_FALL_BACK WITH_MLFLOW_ENV_ALOW_FALLBACK'],
    ['WITH_MLFLOW_ENV_ENV_FILE', 'WITH_MLFLOW_ENV_FILE WITH_MLFLOW_ENV_ENVFILE'],
  ])('is %s for %s', (meant, names) => {
    for (const name of names.split(' ')) expect([name, find(name)]).toEqual([name, meant])
  })

  it.each([
    'MLFLOW_AWS_ACCESS_KEY_ID_2 MLFLOW_AWS_ACCESS_KEY_ID_OLD DEV_MLFLOW_AWS_ACCESS_KEY_ID MY_MLFLOW_AWS_PROFILE',
    'MLFLOW_MODEL_URI MLFLOW_RUN_URI MLFLOW_TRACKING_PORT MLFLOW_PORT_5000_TCP MLFLOW_SERVICE_HOST MLFLOW_SERVICE_PORT',
    'MLFLOW_TRACKING_URI_OLD OLD_MLFLOW_TRACKING_URI MLFLOW_TRACKING_HOSTS MLFLOW_S3_URLS MLFLOW_STORE_URI MLFLOW_BUCKET MLFLOW_VERSION',
    'SAGEMAKER_MLFLOW_ASSUME_ROLE_ARN AIRFLOW_AWS_ACCESS_KEY_ID METAFLOW_AWS_SECRET METAFLOW_PROFILE KUBEFLOW_AWS_PROFILE',
    'AIRFLOW__CORE__FERNET_KEY TENSORFLOW_AWS_TOKEN PREFECT_API_URL YAML_FILE XMLFLOW HTML_URI WINDOWID SHOW_URI FLOW_URI',
    'AWS_ACCESS_KEY_ID AWS_ACESS_KEY_ID AWS_PROFILE TRACKING_URI S3_ENDPOINT_URL ARTIFACT_ROOT DEFAULT_ARTIFACT_ROOT',
    'MLFLOW MLFLOW_ MLFLOW_AWS MLFLOW_AWS_ WITH_MLFLOW_ENV _MLFLOW_SERVER_ARTIFACT_ROOT MLFLOW_HOME MLFLOW_PROFILER MLFLOW_PROFILING',
  ])('is none for a harmless neighbour: %s', (names) => {
    for (const name of names.split(' ')) expect([name, find(name)]).toEqual([name, null])
  })

  it('is never another one for a variable that MLflow itself reads', () => {
    expect(MLFLOWS.length).toBeGreaterThan(300)
    expect(MLFLOWS).toEqual(expect.arrayContaining(['MLFLOW_TRACKING_USERNAME', 'MLFLOW_S3_IGNORE_TLS']))
    for (const name of MLFLOWS) expect([name, find(name) ?? name]).toEqual([name, name])
  })

  it('is the name itself for all that the launcher reads', () => {
    const names = [
      ...PROJECT_VARIABLES,
      ...OWN,
      URI,
      ROOT,
      ENDPOINT,
      'MLFLOW_BACKEND_STORE_URI',
      'MLFLOW_STATIC_PREFIX',
    ]
    for (const name of names) expect([name, find(name)]).toEqual([name, name])
    const inputs = PROVIDERS.flatMap(({ inputs }) => inputs.map(({ name }) => name))
    expect([...IDENTITY_NAMES].sort()).toEqual(inputs.sort())
  })

  it('is found for every slip of one letter in the name of a credential', () => {
    const letters = fc.stringMatching(/^[A-Z]$/)
    const slip = fc.tuple(
      fc.constantFrom(...IDENTITY_NAMES),
      fc.nat(100),
      fc.constantFrom('out', 'twice', 'swap', 'other'),
      letters,
    )
    fc.assert(
      fc.property(slip, ([name, seed, how, letter]) => {
        const at = seed % (name.length - 1)
        const [before, here, after] = [name.slice(0, at), name.charAt(at), name.slice(at + 1)]
        // Another letter in AWS is another word.
        fc.pre(!(how === 'other' && (here === '_' || (at >= 6 && at <= 10))))
        const written = {
          out: before + after,
          twice: before + here + here + after,
          swap: before + after.charAt(0) + here + after.slice(1),
          other: before + letter + after,
        }[how]
        expect([written, find(written)]).toEqual([written, name])
      }),
    )
  })
})
