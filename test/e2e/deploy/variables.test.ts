// The variables that the image and the manifests set: what the launcher makes of them, and that it knows each.
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { PROJECT_VARIABLES } from '../../../src/configure/index.ts'
import { isServerVariable } from '../../../src/mlflow/variables.ts'
import { environmentSource } from '../../../src/model/source.ts'
import { GLOBAL_OPTIONS } from '../../../src/options/global-options.ts'
import { variablesOf } from '../../../src/options/option.ts'
import { SERVER_OPTIONS } from '../../../src/options/server-options.ts'
import { findUnknownVariables } from '../../../src/options/unknown-variables.ts'
import { pythonBin, root } from '../../rig/paths.ts'
import { PROJECT_KEYS, Project } from '../../rig/project.ts'
import { readDockerfile } from './dockerfile.ts'
import { composeFile, type Manifest, readJson, readKubernetes, readYaml } from './manifests.ts'

const PASSWORD = 'p4ssw0rd'
/** The settings that the image brings along. */
const image = Object.fromEntries(
  readDockerfile(join(root, 'Dockerfile'))
    .filter(({ word }) => word === 'ENV')
    .flatMap(({ rest }) =>
      [...rest.matchAll(/(MLFLOW_\w+|WITH_\w+)=(\S+)/g)].map(([, name = '', value = '']) => [name, value]),
    ),
)

/** What the launcher makes of an environment, as `server --dry-run` tells it. */
async function dryRun(args: readonly string[], env: Readonly<Record<string, string>>) {
  const project = new Project()
  try {
    // Its port may be in use here.
    const words = ['--port', '0', ...args]
    const PATH = `${pythonBin}:/usr/bin:/bin`
    const { stdout, stderr, status } = await project.run(['server', '--dry-run', ...words], { env: { ...env, PATH } })
    expect([status, stderr]).toEqual([0, ''])
    return stdout
  } finally {
    project.remove()
  }
}

describe('the launcher with the variables', () => {
  const pairs = (entries: readonly Manifest[]): Record<string, string> =>
    Object.fromEntries(
      entries.map(({ name, value }) => [
        name,
        value.replace('${BUCKET}', 'my-bucket').replace('${AWS_REGION}', 'eu-central-1'),
      ]),
    )
  const uri = `postgresql://mlflow:${PASSWORD}@database:5432/mlflow`
  const keys = { WITH_MLFLOW_ENV_KEYS: `postgresql://mlflow_gate:${PASSWORD}@database:5432/mlflow_keys` }
  const [ecs] = readJson('ecs', 'task-definition.json').containerDefinitions
  const [kubernetes] = readKubernetes('deployment.yaml').spec.template.spec.containers
  const { server } = readYaml(composeFile)[0].services

  it.each([
    [
      'of ECS and a task role',
      's3://my-bucket/mlflow',
      'ambient',
      ecs.command,
      () => ({
        ...pairs(ecs.environment),
        BACKEND_STORE_URI: uri,
        AWS_CONTAINER_CREDENTIALS_RELATIVE_URI: '/v2/credentials/x',
      }),
    ],
    [
      'of Kubernetes and a service account',
      's3://my-bucket/mlflow',
      'ambient',
      kubernetes.args,
      () => ({
        ...readKubernetes('settings.yaml').data,
        BACKEND_STORE_URI: uri,
        AWS_ROLE_ARN: 'arn:aws:iam::111122223333:role/mlflow-task',
        AWS_WEB_IDENTITY_TOKEN_FILE: '/var/run/secrets/token',
      }),
    ],
    [
      'of Kubernetes and static keys',
      's3://my-bucket/mlflow',
      'project-specific',
      kubernetes.args,
      () => ({
        ...readKubernetes('settings.yaml').data,
        ...PROJECT_KEYS,
        WITH_MLFLOW_ENV_STRICT: '1',
        BACKEND_STORE_URI: uri,
      }),
    ],
    [
      'of compose.yaml',
      's3://mlflow/artifacts',
      'project-specific',
      server.command,
      () => ({ ...server.environment, ...PROJECT_KEYS, BACKEND_STORE_URI: uri }),
    ],
  ])('%s proxies artifacts to %s with credentials that are %s', async (_, artifacts, mode, args, env) => {
    const told = await dryRun(args, { ...image, ...env(), ...keys })
    expect(told).toContain(`AWS Credentials: ${mode}`)
    expect(told).toContain(
      `through the server to ${artifacts}, clients need no AWS credentials and no access to the store`,
    )
    expect({ ...image, ...env() }).toMatchObject({ WITH_MLFLOW_ENV_AUTH: '1' })
    expect(told).toContain('MLFLOW_HOST=0.0.0.0')
    expect(told).not.toContain(PASSWORD)
    expect(told).not.toContain(PROJECT_KEYS.MLFLOW_AWS_SECRET_ACCESS_KEY)
  })
})

describe('the variables', () => {
  const [compose] = readYaml(composeFile)
  const inImage = readDockerfile(join(root, 'Dockerfile')).filter(({ word }) => word === 'ENV')
  const [ecs] = readJson('ecs', 'task-definition.json').containerDefinitions
  const [kubernetes] = readKubernetes('deployment.yaml').spec.template.spec.containers
  const [patch] = readKubernetes('optional/static-keys.patch.yaml').spec.template.spec.containers
  const names = (entries: readonly Manifest[]): string[] => entries.map(({ name }) => name)
  const settings = Object.keys(readKubernetes('settings.yaml').data)

  const places = {
    'the image': inImage.flatMap(({ rest }) => [...rest.matchAll(/(?:^|\s)(\w+)=/g)].map(([, name]) => name ?? '')),
    'compose.yaml': Object.keys(compose.services.server.environment),
    ECS: [...names(ecs.environment), ...names(ecs.secrets)],
    Kubernetes: [...settings, ...names(kubernetes.env), ...names(patch.env)],
  }
  const known = new Set([
    ...SERVER_OPTIONS.flatMap(variablesOf),
    ...GLOBAL_OPTIONS.map(({ variable }) => variable),
    ...['MLFLOW_S3_ENDPOINT_URL', 'PATH', 'HOME', 'TMPDIR', 'PYTHONUNBUFFERED'],
  ])

  it.each(Object.entries(places))('of %s are all read by the launcher or the server', (_, given) => {
    expect(given.length).toBeGreaterThan(0)
    const environment = environmentSource(Object.fromEntries(given.map((name) => [name, 'x'])))
    const slips = findUnknownVariables([environment], PROJECT_VARIABLES)
    expect(slips).toEqual([])
    const unknown = given.filter((name) => !known.has(name) && !isServerVariable(name) && !/^MLFLOW_AWS_/.test(name))
    expect(unknown).toEqual([])
  })

  it.each(Object.entries(places).slice(1))("of %s name the stores by the launcher's names", (_, given) => {
    expect(given).toEqual(expect.arrayContaining(['BACKEND_STORE_URI', 'DEFAULT_ARTIFACT_ROOT']))
  })

  it.each(Object.entries(places).slice(1))(
    'of %s name the database of the keys, and no hosts: the gate takes any',
    (_, given) => {
      expect(given).toContain('WITH_MLFLOW_ENV_KEYS')
      expect(given).not.toContain('MLFLOW_SERVER_ALLOWED_HOSTS')
    },
  )
})
