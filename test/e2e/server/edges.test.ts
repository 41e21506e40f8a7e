// What is odd about the machine, and not the settings: signals, sockets, limits, processes that have stopped.
import { existsSync, readFileSync } from 'node:fs'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { networkInterfaces } from 'node:os'
import { join } from 'node:path'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { giveDatabase } from '../../rig/database.ts'
import { commandOf, ManagedServer, WITHOUT_JOBS } from '../../rig/managed-server.ts'
import { launcher, pythonBin } from '../../rig/paths.ts'
import { freePorts } from '../../rig/ports.ts'
import { childrenOf, lives } from '../../rig/process-info.ts'
import { lines, PROJECT_KEYS, Project } from '../../rig/project.ts'
import { Terminal } from '../../rig/terminal.ts'

/** As several launchers of npm's world: the terminal's ^C reaches both. */
const PASSES_ON = `
const command = require('child_process').spawn(process.execPath, process.argv.slice(1), { stdio: 'inherit' })
process.on('SIGINT', () => command.kill('SIGINT'))
command.on('exit', (status) => process.exit(status ?? 99))
`
const hasIpv6 = Object.values(networkInterfaces()).some((found) => found?.some(({ address }) => address === '::1'))
const project = new Project({ '.env': lines(PROJECT_KEYS) })
let server: ManagedServer | undefined

function start(words: readonly string[], env: Readonly<Record<string, string>> = {}): ManagedServer {
  server = new ManagedServer(project, ['--quiet', ...words], { ...WITHOUT_JOBS, ...env })
  return server
}

beforeAll(() => giveDatabase(project.path('mlflow.db')))
afterEach(() => server?.close())
afterAll(() => project.remove())

describe('a server is refused, with nothing started and no secret shown,', () => {
  it.each([
    ['server', ['server', '--port', '0']],
    ['--with-server', ['--with-server', 'true']],
  ])('if Node would print all variables: %s', async (_, words) => {
    const { status, stdout, stderr } = await start(words, { NODE_DEBUG: 'child_process' }).ended
    expect({ status, stdout }).toEqual({ status: 125, stdout: '' })
    expect(stderr).toMatch(/^with-mlflow-env: error: NODE_DEBUG[^\n]*\n$/)
  })

  it('if the environment is larger than the system allows', async () => {
    const large = Object.fromEntries(Array.from({ length: 30 }, (_, at) => [`LARGE_${at}`, 'x'.repeat(100_000)]))
    project.write('large.env', lines(large))
    const { status, stderr } = await start(['--env-file', 'large.env', 'server', '--port', '0']).ended
    expect({ status, stderr }).toEqual({
      status: 125,
      stderr: expect.stringMatching(
        /^with-mlflow-env: error: the server's environment is larger than the system allows \(3\d{6} bytes; the largest variable is LARGE_/,
      ),
    })
  })

  it.each([
    ['--uds', ['--', '--uvicorn-opts', '--uds mlflow.sock'], {}],
    ['UVICORN_FD', [], { UVICORN_FD: '3' }],
  ] as const)('if it would listen on another address than the launcher waits for: %s', async (option, words, env) => {
    const { status, stderr } = await start(['server', '--port', '0', ...words], env).ended
    expect({ status, stderr }).toEqual({
      status: 125,
      stderr: expect.stringMatching(`^with-mlflow-env: error: ${option}, a setting of uvicorn: [^\\n]*\\n$`),
    })
  })
})

describe('a server', () => {
  it(`is ready on an IPv6 address with a zone${hasIpv6 ? '' : ' (skipped: no ::1)'}, without TLS if an option after '--' replaces the variable that asks for it, and ends with all its processes on SIGXCPU, which would end only the launcher`, async () => {
    const words = [...(hasIpv6 ? ['--host', '::1%1'] : []), '--', '--uvicorn-opts', '--log-level info']
    const tls = { MLFLOW_UVICORN_OPTS: '--ssl-keyfile no-key.pem --ssl-certfile no-certificate.pem' }
    const url = await start(['server', '--port', '0', ...words], tls).url()
    expect(url).toMatch(hasIpv6 ? /^http:\/\/\[::1%1\]:\d+$/ : /^http:/)
    server?.launcher.kill('SIGXCPU')
    expect(await server?.ended).toMatchObject({ status: 0, signal: null })
    expect(server?.family()).toEqual([])
  })
})

describe('a server ends with all its processes', () => {
  it('although the process that creates a new database does not react', async () => {
    const fresh = new Project()
    server = new ManagedServer(fresh, ['--quiet', 'server', '--port', '0', '--grace', '1'], WITHOUT_JOBS)
    const creators = () =>
      childrenOf(server?.launcher.pid ?? 0).filter((pid) => /initialize_sqlite\.py/.test(commandOf(pid)))
    await expect.poll(() => creators().length, { timeout: 20_000 }).toBe(1)
    const [creator = 0] = creators()
    process.kill(creator, 'SIGSTOP')
    try {
      server.launcher.kill('SIGTERM')
      expect(await server.ended).toMatchObject({ status: 143 })
      expect(lives(creator)).toBe(false)
    } finally {
      if (lives(creator)) process.kill(creator, 'SIGKILL')
      fresh.remove()
    }
  })

  it('on SIGTERM although nobody reads its output', async () => {
    const script = '{ "$@"; echo $? >status; } 2>&1 | tail -f /dev/null'
    const [port] = await freePorts(1)
    const words = ['server', '--port', String(port), '--workers', '1', '--grace', '5']
    start(['sh', '-c', script, 'sh', process.execPath, launcher, ...words])
    const ask = (page: string) =>
      fetch(`http://127.0.0.1:${port}/${page}`, { signal: AbortSignal.timeout(3_000) }).then(
        ({ status }) => status,
        () => null,
      )
    await expect.poll(() => ask('health'), { timeout: 120_000 }).toBe(200)
    // Until the lines about them are more than pipes hold.
    await expect.poll(() => ask('x'.repeat(8_000)), { timeout: 60_000, interval: 1 }).toBeNull()
    process.kill(server?.member(/^\S+ \S+ server --port/) ?? 0, 'SIGTERM')
    const status = () => (existsSync(project.path('status')) ? readFileSync(project.path('status'), 'utf8') : null)
    await expect.poll(status, { timeout: 15_000 }).toBe('0\n')
  })

  it('gracefully on one Ctrl-C that a wrapper sends a second time, ready although its port is in use on another address', async () => {
    const other = createServer().listen(0, '127.0.0.9')
    await new Promise((listening) => other.once('listening', listening))
    const { port } = other.address() as AddressInfo
    const inner = [launcher, '--quiet', 'server', '--port', String(port), '--python', join(pythonBin, 'python')]
    const env = ['env', ...Object.entries(WITHOUT_JOBS).map(([name, value]) => `${name}=${value}`)]
    const terminal = new Terminal(project, [...env, process.execPath, '-e', PASSES_ON, ...inner])
    await terminal.shows(/Application startup complete/)
    await terminal.shows(new RegExp(` is ready at http://127\\.0\\.0\\.1:${port} `))
    terminal.type('\x03')
    expect(await terminal.shows(/ended: .*\n/)).toContain('ended: status 0')
    terminal.close()
    other.close()
  })
})
