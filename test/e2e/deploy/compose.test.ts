// What compose.yaml asks of compose, against its published specification.
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'
import { root } from '../../rig/paths.ts'
import { Copies } from './copies.ts'
import { composeFile, placeholders, problems, readYaml, SPOOL } from './manifests.ts'

const copies = new Copies()
afterAll(() => copies.remove())

describe('compose.yaml', () => {
  const [compose] = readYaml(composeFile)
  const { server, postgres, store } = compose.services

  it('is valid under the Compose specification', () => {
    expect(problems('compose', composeFile)).toEqual([])
  })

  it.each([
    ['an unknown name', 'read_only:', 'readonly:'],
    ['a wrong word', 'condition: service_healthy', 'condition: healthy'],
    ['a wrong type', 'cap_drop: [ALL]', 'cap_drop: ALL'],
  ])('would be invalid with %s', (_, from, to) => {
    expect(problems('compose', copies.altered(composeFile, from, to))).not.toEqual([])
  })

  it('publishes only the server, on this machine only', () => {
    expect(server.ports).toEqual(['127.0.0.1:${MLFLOW_PUBLISHED_PORT:-5000}:5000'])
    expect(postgres.ports ?? store.ports).toBeUndefined()
    expect(compose.networks).toEqual({ database: { internal: true }, store: { internal: true } })
    expect([postgres.networks, store.networks]).toEqual([['database'], ['store']])
  })

  it('takes its secrets from the env file, and has no default for one that is missing', () => {
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

  it('lets in API keys only, and makes them an account and a database before MLflow has any', () => {
    expect(server.command).toEqual(['--auth'])
    const uri = new URL(server.environment.WITH_MLFLOW_ENV_KEYS.replace(/\$\{(\w+):\?[^}]*\}/, '$1'))
    expect([uri.username, uri.password, uri.pathname]).toEqual(['mlflow_keys', 'KEYS_PASSWORD', '/mlflow_keys'])
    expect(server.environment.BACKEND_STORE_URI).not.toContain('keys')
    expect(postgres.configs).toEqual([{ source: 'keys', target: '/docker-entrypoint-initdb.d/keys.sh' }])
    expect(postgres.environment.KEYS_PASSWORD).toMatch(/^\$\{KEYS_PASSWORD:/)
    expect(compose.configs.keys.content).not.toMatch(/(?<!\$)\$(?!\$)/)
  })

  it('stops the server more slowly than --grace is', () => {
    expect(Number.parseInt(server.stop_grace_period, 10)).toBeGreaterThan(30)
  })

  it('starts the server after the database and the bucket are ready', () => {
    expect(server.depends_on).toEqual({
      postgres: { condition: 'service_healthy' },
      store: { condition: 'service_healthy' },
    })
    expect(postgres.healthcheck.test).toContain('--host=127.0.0.1')
    expect(store.healthcheck.test.at(-1)).toContain('/buckets/mlflow/')
  })

  it('gives the server an account that can use one bucket only', () => {
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

  it('stores its data in volumes that it declares', () => {
    const mounts = [server, postgres, store].flatMap(({ volumes }) => volumes).map((mount: string) => mount.split(':'))
    expect(mounts.map(([name]) => name).sort()).toEqual(Object.keys(compose.volumes).sort())
    // The folder of PostgreSQL's image from version 18 on.
    expect(Object.fromEntries(mounts).database).toBe('/var/lib/postgresql')
    expect(Object.fromEntries(mounts).spool).toBe(SPOOL)
  })
})
