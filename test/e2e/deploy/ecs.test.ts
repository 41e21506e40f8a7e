// What examples/deploy/ecs asks of ECS and IAM, against their published models.
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'
import { root } from '../../rig/paths.ts'
import { Copies } from './copies.ts'
import { deploy, type Manifest, placeholders, problems, readJson, SPOOL } from './manifests.ts'

const taskFile = join(deploy, 'ecs', 'task-definition.json')
const HEALTH = ['python3', '/opt/with-mlflow-env/health.py']

const copies = new Copies()
afterAll(() => copies.remove())

describe('the ECS files', () => {
  const [container] = readJson('ecs', 'task-definition.json').containerDefinitions

  it('are valid under botocore’s model of ECS', () => {
    expect(problems('ecs', 'RegisterTaskDefinition', taskFile)).toEqual([])
    expect(problems('ecs', 'CreateService', join(deploy, 'ecs', 'service.json'))).toEqual([])
  })

  it.each([
    ['an unknown name', '"stopTimeout"', '"stopTimeOut"'],
    ['a wrong type', '"stopTimeout": 60', '"stopTimeout": "60"'],
    ['an unknown word', '"awsvpc"', '"vpc"'],
    ['a missing name', '"family": "mlflow",', ''],
  ])('would be invalid with %s', (_, from, to) => {
    expect(problems('ecs', 'RegisterTaskDefinition', copies.altered(taskFile, from, to))).not.toEqual([])
  })

  it('contain no key and no password: S3 comes from a role and the URIs of the databases from secrets', () => {
    const text = readFileSync(taskFile, 'utf8')
    expect(text).not.toMatch(/ACCESS_KEY|SECRET_KEY|SESSION_TOKEN|PASSWORD|STRICT|:\/\/[^"]*:[^"/]*@/)
    expect(readJson('ecs', 'task-definition.json').taskRoleArn).toMatch(/^arn:aws:iam::/)
    expect(container.secrets).toEqual([
      { name: 'BACKEND_STORE_URI', valueFrom: '${DATABASE_SECRET_ARN}' },
      { name: 'WITH_MLFLOW_ENV_KEYS', valueFrom: '${KEYS_SECRET_ARN}' },
    ])
    const { Statement } = readJson('ecs', 'execution-role-policy.json')
    const readable = Statement.find(({ Action }: Manifest) => Action === 'secretsmanager:GetSecretValue').Resource
    expect(readable).toEqual(container.secrets.map(({ valueFrom }: Manifest) => valueFrom))
  })

  it('name a size that Fargate has and a stop timeout that it allows', () => {
    const { cpu, memory, ephemeralStorage } = readJson('ecs', 'task-definition.json')
    expect(Number(cpu)).toBe(1024)
    expect([2048, 3072, 4096, 5120, 6144, 7168, 8192]).toContain(Number(memory))
    expect(ephemeralStorage.sizeInGiB).toBeGreaterThanOrEqual(21)
    expect(ephemeralStorage.sizeInGiB).toBeLessThanOrEqual(200)
    expect(container.stopTimeout).toBeLessThanOrEqual(120)
    expect(container.stopTimeout).toBeGreaterThan(30)
    expect(container.healthCheck.startPeriod).toBeLessThanOrEqual(300)
  })

  it('match the image', () => {
    expect(container.command).toEqual(['--auth'])
    expect(container.healthCheck.command).toEqual(['CMD', ...HEALTH])
    expect(container.readonlyRootFilesystem).toBe(true)
    expect(container.mountPoints).toEqual([{ sourceVolume: 'spool', containerPath: SPOOL, readOnly: false }])
    const service = readJson('ecs', 'service.json')
    expect(service.loadBalancers[0].containerName).toBe(container.name)
    expect(service.loadBalancers[0].containerPort).toBe(container.portMappings[0].containerPort)
    expect(service.taskDefinition).toBe(readJson('ecs', 'task-definition.json').family)
  })

  it('have only placeholders that the guide gives values to', () => {
    const guide = readFileSync(join(root, 'docs', 'deployment.md'), 'utf8')
    const texts = [
      ...readdirSync(join(deploy, 'ecs')).map((name) => join(deploy, 'ecs', name)),
      join(deploy, 'kubernetes', 'optional', 'irsa-trust-policy.json'),
    ].map((path) => readFileSync(path, 'utf8'))
    for (const name of new Set(texts.flatMap(placeholders))) expect(guide).toMatch(new RegExp(`^export ${name}=`, 'm'))
  })
})

describe('the IAM policy files', () => {
  const policies = ['task-role-policy.json', 'execution-role-policy.json', 'trust-policy.json'].map(
    (name) => [name, readJson('ecs', name)] as const,
  )
  const irsa = readJson('kubernetes', 'optional', 'irsa-trust-policy.json')

  it.each([...policies, ['irsa-trust-policy.json', irsa] as const])(
    'include %s, which has the form of a policy',
    (_, policy) => {
      expect(policy.Version).toBe('2012-10-17')
      for (const statement of policy.Statement) {
        expect(statement.Effect).toBe('Allow')
        expect(Object.hasOwn(statement, 'Resource')).not.toBe(Object.hasOwn(statement, 'Principal'))
        for (const action of [statement.Action].flat()) expect(action).toMatch(/^(s3|ecr|logs|secretsmanager|sts):\w+$/)
      }
    },
  )

  it('give the task its bucket only', () => {
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

  it('give the execution role the image, the secret and the log, but not S3', () => {
    const { Statement } = readJson('ecs', 'execution-role-policy.json')
    const everywhere = Statement.filter(({ Resource }: Manifest) => Resource === '*')
    expect(everywhere.map(({ Action }: Manifest) => Action)).toEqual(['ecr:GetAuthorizationToken'])
    expect(JSON.stringify(Statement)).not.toContain('s3')
  })
})
