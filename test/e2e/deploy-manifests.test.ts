// What examples/deploy and compose.yaml ask of ECS, compose and Kubernetes, against their published models.
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { findUnknownNames } from '../../src/resolve/names.ts'
import { OPTIONS } from '../../src/resolve/option-table.ts'
import { isServerVariable } from '../../src/resolve/server/inherited.ts'
import { SERVER_OPTIONS } from '../../src/resolve/server/option-table.ts'
import { environmentSource } from '../../src/resolve/source.ts'
import { root } from '../rig/paths.ts'
import { PROJECT_KEYS, Project } from '../rig/project.ts'
import { readDockerfile } from './deploy/dockerfile.ts'
import {
  deploy,
  kubernetesFiles,
  type Manifest,
  problems,
  readJson,
  readKubernetes,
  readYaml,
} from './deploy/manifests.ts'

const composeFile = join(root, 'compose.yaml')
const taskFile = join(deploy, 'ecs', 'task-definition.json')
const HEALTH = ['python3', '/opt/with-mlflow-env/health.py']
const SPOOL = '/var/tmp/mlflow'

let folder: string
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'with-mlflow-env-deploy-'))
})
afterAll(() => rmSync(folder, { recursive: true, force: true }))

/** A file like the given one, with one thing in it changed: the models have to see it. */
function altered(path: string, from: string, to: string): string {
  const text = readFileSync(path, 'utf8')
  expect(text).toContain(from)
  const copy = join(folder, `${readdirSync(folder).length}-${path.split('/').at(-1)}`)
  writeFileSync(copy, text.replace(from, to))
  return copy
}

/** The NAME of each `${NAME}` that whoever deploys has to fill in. */
const placeholders = (text: string) => [...text.matchAll(/\$\{(\w+)/g)].map(([, name]) => name ?? '')

describe('the ECS files', () => {
  const [container] = readJson('ecs', 'task-definition.json').containerDefinitions

  it('are what botocore’s model of ECS takes', () => {
    expect(problems('ecs', 'RegisterTaskDefinition', taskFile)).toEqual([])
    expect(problems('ecs', 'CreateService', join(deploy, 'ecs', 'service.json'))).toEqual([])
  })

  it.each([
    ['an unknown name', '"stopTimeout"', '"stopTimeOut"'],
    ['a wrong type', '"stopTimeout": 60', '"stopTimeout": "60"'],
    ['an unknown word', '"awsvpc"', '"vpc"'],
    ['a missing name', '"family": "mlflow",', ''],
  ])('would be refused for %s', (_, from, to) => {
    expect(problems('ecs', 'RegisterTaskDefinition', altered(taskFile, from, to))).not.toEqual([])
  })

  it('take S3 by a role and the database from a secret: no key and no password stands in them', () => {
    const text = readFileSync(taskFile, 'utf8')
    expect(text).not.toMatch(/ACCESS_KEY|SECRET_KEY|SESSION_TOKEN|PASSWORD|STRICT|:\/\/[^"]*:[^"/]*@/)
    expect(readJson('ecs', 'task-definition.json').taskRoleArn).toMatch(/^arn:aws:iam::/)
    expect(container.secrets).toEqual([{ name: 'BACKEND_STORE_URI', valueFrom: '${DATABASE_SECRET_ARN}' }])
    expect(container.environment.map(({ name }: Manifest) => name)).not.toContain('BACKEND_STORE_URI')
  })

  it('give Fargate a size that it has, and the time that it allows', () => {
    const { cpu, memory, ephemeralStorage } = readJson('ecs', 'task-definition.json')
    expect(Number(cpu)).toBe(1024)
    expect([2048, 3072, 4096, 5120, 6144, 7168, 8192]).toContain(Number(memory))
    expect(ephemeralStorage.sizeInGiB).toBeGreaterThanOrEqual(21)
    expect(ephemeralStorage.sizeInGiB).toBeLessThanOrEqual(200)
    expect(container.stopTimeout).toBeLessThanOrEqual(120)
    expect(container.healthCheck.startPeriod).toBeLessThanOrEqual(300)
  })

  it('fit the image', () => {
    expect(container.healthCheck.command).toEqual(['CMD', ...HEALTH])
    expect(container.readonlyRootFilesystem).toBe(true)
    expect(container.mountPoints).toEqual([{ sourceVolume: 'spool', containerPath: SPOOL, readOnly: false }])
    const service = readJson('ecs', 'service.json')
    expect(service.loadBalancers[0].containerName).toBe(container.name)
    expect(service.loadBalancers[0].containerPort).toBe(container.portMappings[0].containerPort)
    expect(service.taskDefinition).toBe(readJson('ecs', 'task-definition.json').family)
  })

  it('have placeholders that the guide gives values to', () => {
    const guide = readFileSync(join(root, 'docs', 'deployment.md'), 'utf8')
    const texts = [
      ...readdirSync(join(deploy, 'ecs')).map((name) => join(deploy, 'ecs', name)),
      join(deploy, 'kubernetes', 'optional', 'irsa-trust-policy.json'),
    ].map((path) => readFileSync(path, 'utf8'))
    for (const name of new Set(texts.flatMap(placeholders))) expect(guide).toMatch(new RegExp(`^export ${name}=`, 'm'))
  })
})

describe('the policies', () => {
  const policies = ['task-role-policy.json', 'execution-role-policy.json', 'trust-policy.json'].map(
    (name) => [name, readJson('ecs', name)] as const,
  )
  const irsa = readJson('kubernetes', 'optional', 'irsa-trust-policy.json')

  it.each([...policies, ['irsa-trust-policy.json', irsa] as const])('%s is a policy', (_, policy) => {
    expect(policy.Version).toBe('2012-10-17')
    for (const statement of policy.Statement) {
      expect(statement.Effect).toBe('Allow')
      expect(Object.hasOwn(statement, 'Resource')).not.toBe(Object.hasOwn(statement, 'Principal'))
      for (const action of [statement.Action].flat()) expect(action).toMatch(/^(s3|ecr|logs|secretsmanager|sts):\w+$/)
    }
  })

  it('give the task its bucket and nothing else', () => {
    const { Statement } = readJson('ecs', 'task-role-policy.json')
    const pairs = Statement.flatMap(({ Action, Resource }: Manifest) =>
      [Action].flat().map((action: string) => [action, Resource]),
    )
    for (const [action, resource] of pairs) {
      expect(action).toMatch(/^s3:/)
      expect(resource).toMatch(/^arn:aws:s3:::\$\{BUCKET\}(\/mlflow\/\*)?$/)
    }
    const { value } = readJson('ecs', 'task-definition.json').containerDefinitions[0].environment.find(
      ({ name }: Manifest) => name === 'DEFAULT_ARTIFACT_ROOT',
    )
    expect(value).toBe('s3://${BUCKET}/mlflow')
  })

  it('give the execution role the image, the secret and the log, and no S3', () => {
    const { Statement } = readJson('ecs', 'execution-role-policy.json')
    const everywhere = Statement.filter(({ Resource }: Manifest) => Resource === '*')
    expect(everywhere.map(({ Action }: Manifest) => Action)).toEqual(['ecr:GetAuthorizationToken'])
    expect(JSON.stringify(Statement)).not.toContain('s3')
  })
})

describe('compose.yaml', () => {
  const [compose] = readYaml(composeFile)
  const { server, postgres, store } = compose.services

  it('is what the compose specification takes', () => {
    expect(problems('compose', composeFile)).toEqual([])
  })

  it.each([
    ['an unknown name', 'read_only:', 'readonly:'],
    ['a wrong word', 'condition: service_healthy', 'condition: healthy'],
    ['a wrong type', 'cap_drop: [ALL]', 'cap_drop: ALL'],
  ])('would be refused for %s', (_, from, to) => {
    expect(problems('compose', altered(composeFile, from, to))).not.toEqual([])
  })

  it('publishes the server alone, on this machine only', () => {
    expect(server.ports).toEqual(['127.0.0.1:${MLFLOW_PUBLISHED_PORT:-5000}:5000'])
    expect(postgres.ports ?? store.ports).toBeUndefined()
    expect(compose.networks).toEqual({ database: { internal: true }, store: { internal: true } })
    expect([postgres.networks, store.networks]).toEqual([['database'], ['store']])
  })

  it('has its secrets from the env file, and no value for one if that is not filled in', () => {
    const example = readFileSync(join(root, '.env.compose.example'), 'utf8')
    const names = new Set(placeholders(readFileSync(composeFile, 'utf8')))
    for (const name of names) expect(example).toMatch(new RegExp(`^${name}=`, 'm'))
    const text = readFileSync(composeFile, 'utf8')
    for (const name of names) {
      if (name === 'MLFLOW_PUBLISHED_PORT') continue
      expect(example).toMatch(new RegExp(`^${name}=$`, 'm'))
      expect(text.replaceAll(`\${${name}:?see .env.compose.example}`, '')).not.toContain(`\${${name}`)
    }
  })

  it('waits for a database and a bucket that are really there', () => {
    expect(server.depends_on).toEqual({
      postgres: { condition: 'service_healthy' },
      store: { condition: 'service_healthy' },
    })
    expect(postgres.healthcheck.test).toContain('--host=127.0.0.1')
    expect(store.healthcheck.test.at(-1)).toContain('/buckets/mlflow/')
  })

  it('gives the server one bucket, by an account that may use no other', () => {
    const filled = compose.configs.accounts.content.replace(/\$\{(\w+):\?[^}]*\}/g, '$1')
    const [identity, ...others] = JSON.parse(filled).identities
    expect(others).toEqual([])
    expect(identity.actions).toEqual(['Read:mlflow', 'Write:mlflow', 'List:mlflow', 'Tagging:mlflow'])
    expect(store.command).toContain('-bucket=mlflow')
    expect(store.environment).toBeUndefined()
    expect(server.environment.DEFAULT_ARTIFACT_ROOT).toMatch(/^s3:\/\/mlflow\//)
    expect(identity.credentials).toEqual([
      { accessKey: 'MLFLOW_AWS_ACCESS_KEY_ID', secretKey: 'MLFLOW_AWS_SECRET_ACCESS_KEY' },
    ])
  })

  it('keeps what it stores in volumes that it declares', () => {
    const mounts = [server, postgres, store].flatMap(({ volumes }) => volumes).map((mount: string) => mount.split(':'))
    expect(mounts.map(([name]) => name).sort()).toEqual(Object.keys(compose.volumes).sort())
    // The folder of PostgreSQL's image from version 18 on.
    expect(Object.fromEntries(mounts).database).toBe('/var/lib/postgresql')
    expect(Object.fromEntries(mounts).spool).toBe(SPOOL)
  })
})

describe('the Kubernetes manifests', () => {
  const deployment = readKubernetes('deployment.yaml')
  const pod = deployment.spec.template.spec
  const [container] = pod.containers
  const settings = readKubernetes('settings.yaml').data

  it('are what Kubernetes’ published types take', () => {
    expect(problems('kubernetes', ...kubernetesFiles())).toEqual([])
  })

  it.each([
    ['an unknown name', 'deployment.yaml', 'enableServiceLinks', 'enableServiceLink'],
    ['a wrong type', 'deployment.yaml', 'replicas: 1', 'replicas: one'],
    ['a value that is no text', 'settings.yaml', 'MLFLOW_WORKERS: "2"', 'MLFLOW_WORKERS: 2'],
    ['a missing name', 'optional/ingress.yaml', 'pathType: Prefix', ''],
    ['another version', 'network-policy.yaml', 'networking.k8s.io/v1', 'extensions/v1beta1'],
    ['a name that stands twice', 'service.yaml', 'name: http\n', 'name: http\n      name: other\n'],
  ])('would be refused for %s', (_, name, from, to) => {
    const file = altered(join(deploy, 'kubernetes', name), from, to)
    expect(problems('kubernetes', file)).not.toEqual([])
  })

  it('are all applied, but for what is optional', () => {
    const { resources, images } = readKubernetes('kustomization.yaml')
    const optional = join('kubernetes', 'optional')
    const files = kubernetesFiles().filter((path) => !path.includes(optional))
    expect(resources.map((name: string) => join(deploy, 'kubernetes', name)).sort()).toEqual(files.sort())
    expect(images[0].name).toBe(container.image)
  })

  it('run as the image’s user, with no right that is not needed', () => {
    const user = readDockerfile(join(root, 'Dockerfile')).find(({ word }) => word === 'USER')?.rest
    expect(`${pod.securityContext.runAsUser}:${pod.securityContext.runAsGroup}`).toBe(user)
    expect(pod.securityContext).toMatchObject({ runAsNonRoot: true, seccompProfile: { type: 'RuntimeDefault' } })
    expect(container.securityContext).toEqual({
      allowPrivilegeEscalation: false,
      readOnlyRootFilesystem: true,
      capabilities: { drop: ['ALL'] },
    })
    expect(pod.automountServiceAccountToken).toBe(false)
  })

  it('keep Kubernetes from setting MLFLOW_PORT for the Service', () => {
    expect(readKubernetes('service.yaml').metadata.name).toBe('mlflow')
    expect(pod.enableServiceLinks).toBe(false)
  })

  it('ask for health under the prefix, and give it the time that a start takes', () => {
    const { startupProbe, readinessProbe, livenessProbe } = container
    for (const probe of [startupProbe, readinessProbe, livenessProbe]) {
      expect(probe.httpGet).toEqual({ path: `${settings.MLFLOW_STATIC_PREFIX}/health`, port: 'http' })
    }
    expect(startupProbe.periodSeconds * startupProbe.failureThreshold).toBeGreaterThanOrEqual(120)
    expect(pod.terminationGracePeriodSeconds).toBeGreaterThan(30 + Number(container.lifecycle.preStop.exec.command[1]))
    const [rule] = readKubernetes('optional/ingress.yaml').spec.rules
    expect(rule.http.paths[0].path).toBe(settings.MLFLOW_STATIC_PREFIX)
    expect(settings.MLFLOW_SERVER_ALLOWED_HOSTS.split(',')).toContain(rule.host)
  })

  it('name each other by names that are there', () => {
    const service = readKubernetes('service.yaml')
    const policy = readKubernetes('network-policy.yaml')
    const { labels } = deployment.spec.template.metadata
    for (const selector of [
      deployment.spec.selector.matchLabels,
      service.spec.selector,
      policy.spec.podSelector.matchLabels,
    ])
      expect(labels).toMatchObject(selector)
    expect(service.spec.ports[0].targetPort).toBe(container.ports[0].name)
    expect(policy.spec.ingress[0].ports[0].port).toBe(container.ports[0].containerPort)
    expect(readKubernetes('service-account.yaml').metadata.name).toBe(pod.serviceAccountName)
    expect(container.envFrom).toEqual([{ configMapRef: { name: readKubernetes('settings.yaml').metadata.name } }])
    expect(pod.volumes.map(({ name }: Manifest) => name)).toEqual(
      container.volumeMounts.map(({ name }: Manifest) => name),
    )
    expect(container.volumeMounts[0].mountPath).toBe(SPOOL)
  })

  it('have their secrets in Secrets, of which the example holds a placeholder only', () => {
    const { kind, stringData } = readKubernetes('optional/secret.example.yaml')
    expect(kind).toBe('Secret')
    expect(Object.keys(stringData)).toEqual([container.env[0].valueFrom.secretKeyRef.key])
    expect(stringData.BACKEND_STORE_URI).toContain('your-password')
    for (const { valueFrom } of [...container.env, ...staticKeys().env].filter(({ name }) => !/STRICT/.test(name)))
      expect(Object.keys(valueFrom)).toEqual(['secretKeyRef'])
    expect(JSON.stringify(settings)).not.toMatch(/KEY|PASSWORD|:\/\/[^",]*@/)
  })

  it('take static keys by the patch, which leaves a manifest that holds', () => {
    const merged = structuredClone(deployment)
    merged.spec.template.spec.containers[0].env.push(...staticKeys().env)
    expect(staticKeys().name).toBe(container.name)
    const file = join(folder, 'merged.yaml')
    writeFileSync(file, JSON.stringify(merged))
    expect(problems('kubernetes', file)).toEqual([])
  })

  function staticKeys() {
    return readKubernetes('optional/static-keys.patch.yaml').spec.template.spec.containers[0]
  }
})

/** What the launcher makes of an environment, as `server --dry-run` tells it. */
async function dryRun(env: Readonly<Record<string, string>>) {
  const project = new Project()
  try {
    const { stdout, stderr, status } = await project.run(['server', '--dry-run'], { env })
    expect([status, stderr]).toEqual([0, ''])
    return stdout
  } finally {
    project.remove()
  }
}

const PASSWORD = 'p4ssw0rd'
const image = Object.fromEntries(
  readDockerfile(join(root, 'Dockerfile'))
    .filter(({ word }) => word === 'ENV')
    .flatMap(({ rest }) =>
      [...rest.matchAll(/(MLFLOW_\w+|WITH_\w+)=(\S+)/g)].map(([, name = '', value = '']) => [name, value]),
    ),
)

describe('the launcher, given the variables', () => {
  const pairs = (entries: readonly Manifest[]): Record<string, string> =>
    Object.fromEntries(
      entries.map(({ name, value }) => [
        name,
        value.replace('${BUCKET}', 'my-bucket').replace('${AWS_REGION}', 'eu-central-1'),
      ]),
    )
  const uri = `postgresql://mlflow:${PASSWORD}@database:5432/mlflow`

  it.each([
    [
      'of ECS and a task role',
      's3://my-bucket/mlflow',
      'ambient',
      () => ({
        ...pairs(readJson('ecs', 'task-definition.json').containerDefinitions[0].environment),
        BACKEND_STORE_URI: uri,
        AWS_CONTAINER_CREDENTIALS_RELATIVE_URI: '/v2/credentials/x',
      }),
    ],
    [
      'of Kubernetes and a service account',
      's3://my-bucket/mlflow',
      'ambient',
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
      () => {
        const { environment } = readYaml(composeFile)[0].services.server
        return { ...environment, ...PROJECT_KEYS, BACKEND_STORE_URI: uri }
      },
    ],
  ])('%s, proxies artifacts to %s with credentials that are %s', async (_, artifacts, mode, env) => {
    const told = await dryRun({ ...image, ...env() })
    expect(told).toContain(`AWS Credentials: ${mode}`)
    expect(told).toContain(`through the server to ${artifacts}, clients need no AWS credentials`)
    expect(told).toContain('Launch: exec')
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
    ...SERVER_OPTIONS.flatMap(({ variable, aliases }) => [variable, ...aliases]),
    ...OPTIONS.map(({ variable }) => variable),
    ...['MLFLOW_S3_ENDPOINT_URL', 'PATH', 'HOME', 'TMPDIR', 'PYTHONUNBUFFERED'],
  ])

  it.each(Object.entries(places))('of %s are known to the launcher or to the server', (_, given) => {
    expect(given.length).toBeGreaterThan(0)
    const slips = findUnknownNames([environmentSource(Object.fromEntries(given.map((name) => [name, 'x'])))])
    expect(slips).toEqual([])
    const unknown = given.filter((name) => !known.has(name) && !isServerVariable(name) && !/^MLFLOW_AWS_/.test(name))
    expect(unknown).toEqual([])
  })

  it.each(Object.entries(places).slice(1))('of %s name the stores as teams do', (_, given) => {
    expect(given).toEqual(expect.arrayContaining(['BACKEND_STORE_URI', 'DEFAULT_ARTIFACT_ROOT']))
  })

  it('let MLflow’s own jobs reach the server, wherever the allowed hosts are named', () => {
    const lists = [
      compose.services.server.environment.MLFLOW_SERVER_ALLOWED_HOSTS,
      ecs.environment.find(({ name }: Manifest) => name === 'MLFLOW_SERVER_ALLOWED_HOSTS').value,
      readKubernetes('settings.yaml').data.MLFLOW_SERVER_ALLOWED_HOSTS,
    ]
    for (const list of lists) expect(list).toMatch(/^localhost,localhost:\*,127\.0\.0\.1,127\.0\.0\.1:\*,/)
  })
})
