// A server that speaks TLS, as uvicorn's options ask for it: the launcher asks and names it by https.
import { execFile, execFileSync } from 'node:child_process'
import { createPrivateKey } from 'node:crypto'
import { readFileSync, writeFileSync } from 'node:fs'
import { get } from 'node:https'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { giveDatabase } from '../../rig/database.ts'
import { ManagedServer, serverEnv, WITHOUT_JOBS } from '../../rig/managed-server.ts'
import { pythonBin } from '../../rig/paths.ts'
import { Project, type Result } from '../../rig/project.ts'

/** A key and a certificate that it has signed itself, for 127.0.0.1 and one day. */
const MAKER = `
import datetime, ipaddress, sys
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
key = ec.generate_private_key(ec.SECP256R1())
name = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, "127.0.0.1")])
now = datetime.datetime.now(datetime.timezone.utc)
certificate = (
    x509.CertificateBuilder(name, name, key.public_key(), x509.random_serial_number())
    .not_valid_before(now - datetime.timedelta(hours=1))
    .not_valid_after(now + datetime.timedelta(days=1))
    .add_extension(x509.SubjectAlternativeName([x509.IPAddress(ipaddress.ip_address("127.0.0.1"))]), False)
    .sign(key, hashes.SHA256())
)
encoding = serialization.Encoding.PEM
form = (serialization.PrivateFormat.PKCS8, serialization.NoEncryption())
open(sys.argv[1], "wb").write(key.private_bytes(encoding, *form))
open(sys.argv[2], "wb").write(certificate.public_bytes(encoding))
`
/** MLflow's own client, which believes no certificate but the named one. */
const CLIENT = 'import mlflow; print("made", mlflow.create_experiment("by TLS"))'

const project = new Project({
  'tls/damaged.pem': '-----BEGIN CERTIFICATE-----\nMIIB\n-----END CERTIFICATE-----\n',
  'of another/README': '',
})
const [key, certificate] = [project.path('tls', 'key.pem'), project.path('tls', 'certificate.pem')]
// A blank in the path is uvicorn's to read, and the launcher's not to stumble over.
const [otherKey, otherCertificate] = [project.path('of another', 'key.pem'), project.path('of another', 'cert.pem')]
const OPTIONS = `--ssl-keyfile ${key} --ssl-certfile ${certificate}`
const PASSWORD = 'a key 5eCr3t'
const locked = project.path('tls', 'locked.pem')
const LOCKED = OPTIONS.replace(key, locked)
const EXPOSED = `${LOCKED} --ssl-keyfile-password '${PASSWORD}'`
const OTHER = `--ssl-keyfile='${project.path('of another', 'locked.pem')}' --ssl-certfile='${otherCertificate}' --ssl-keyfile-password='${PASSWORD}'`
const DAMAGED = OPTIONS.replace(certificate, project.path('tls', 'damaged.pem'))
let server: ManagedServer

beforeAll(() => {
  giveDatabase(project.path('mlflow.db'))
  make(key, certificate)
  make(otherKey, otherCertificate)
  lock(key, locked)
  lock(otherKey, project.path('of another', 'locked.pem'))
})
afterEach(() => server.close())
afterAll(() => project.remove())

function make(...files: readonly string[]): void {
  execFileSync(join(pythonBin, 'python'), ['-c', MAKER, ...files], { env: {} })
}

/** Writes a key again, encrypted with the password. */
function lock(from: string, to: string): void {
  const opened = createPrivateKey(readFileSync(from))
  const encryption = { type: 'pkcs8', format: 'pem', cipher: 'aes-256-cbc', passphrase: PASSWORD } as const
  do writeFileSync(to, opened.export(encryption))
  while (!isRefusedByPassword(to))
}

/** One padding in 256 is right by chance, and then the text inside is no key, which nobody can tell from an odd one. */
function isRefusedByPassword(file: string): boolean {
  try {
    return !createPrivateKey({ key: readFileSync(file), passphrase: 'wrong' })
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'ERR_OSSL_BAD_DECRYPT'
  }
}

/** What a client gets that checks the certificate. */
function ask(page: string, trusted: string): Promise<string> {
  return new Promise((resolve, reject) => {
    const options = { ca: readFileSync(trusted), agent: false } as const
    get(page, options, (response) => {
      response.setEncoding('utf8').once('data', (text: string) => resolve(`${response.statusCode} ${text}`))
    }).once('error', reject)
  })
}

function start(words: readonly string[], env: Readonly<Record<string, string>> = {}): ManagedServer {
  server = new ManagedServer(project, ['--quiet', 'server', '--port', '0', ...words], { ...WITHOUT_JOBS, ...env })
  return server
}

function expectPasswordHidden(): void {
  const commands = server.family().map(({ command }) => command)
  expect(commands.join()).toContain('--ssl-certfile')
  expect(commands.join()).not.toContain(PASSWORD)
  expect(server.shown).not.toContain(PASSWORD)
}

describe('a server with a certificate', () => {
  it("answers over TLS under its prefix, keeps the password of its key off every command line but the launcher's own, and ends with all its workers if MLflow's first process is killed", async () => {
    const words = ['--static-prefix', '/mlflow', '--workers', '2', '--', '--uvicorn-opts', EXPOSED]
    const url = await start(words).url()
    expect(url).toMatch(/^https:\/\/127\.0\.0\.1:\d+\/mlflow$/)
    expect(await ask(`${url}/health`, certificate)).toBe('200 OK')
    await expect(ask(`${url}/health`, otherCertificate)).rejects.toThrow()
    await expect(fetch(`${url.replace('https:', 'http:')}/health`)).rejects.toThrow()
    expectPasswordHidden()
    process.kill(server.member(/ -m mlflow server/), 'SIGKILL')
    const { stderr, ...end } = await server.ended
    expect(end).toMatchObject({ status: 137, signal: null })
    expect(stderr).toMatch(/^with-mlflow-env: error: MLflow \S+ exited unexpectedly, by SIGKILL$/m)
    expect(server.family()).toEqual([])
  })

  it("is ready by uvicorn's own variables, although it requires client certificates", async () => {
    const own = {
      UVICORN_SSL_KEYFILE: locked,
      UVICORN_SSL_CERTFILE: certificate,
      UVICORN_SSL_KEYFILE_PASSWORD: PASSWORD,
    }
    const words = ['--', `--uvicorn-opts=--ssl-ca-certs ${certificate} --ssl-cert-reqs 2`]
    const url = await start(words, own).url()
    expect(url).toMatch(/^https:/)
    await expect(ask(`${url}/health`, certificate)).rejects.toThrow()
  })

  it.each([
    ['missing', '', 'needs a password: set'],
    ['wrong', 'wrong', 'cannot be opened with the password'],
  ])('is refused if the key is encrypted and its password is %s', async (_, password, says) => {
    const env = { MLFLOW_UVICORN_OPTS: LOCKED, UVICORN_SSL_KEYFILE_PASSWORD: password }
    const { status, stderr } = await start([], env).ended
    expect(status).toBe(125)
    expect(stderr).toMatch(
      new RegExp(`^with-mlflow-env: error: --ssl-keyfile, [^\\n]*: the key in '\\S*' ${says}[^\\n]*\\n$`),
    )
  })

  it("is used by MLflow's client, with the certificate of MLFLOW_UVICORN_OPTS", async () => {
    const url = await start([], { MLFLOW_UVICORN_OPTS: OTHER }).url()
    const env = { ...serverEnv(), MLFLOW_TRACKING_URI: url, MLFLOW_TRACKING_SERVER_CERT_PATH: otherCertificate }
    const made = await promisify(execFile)(join(pythonBin, 'python'), ['-c', CLIENT], { env })
    expect(made.stdout).toMatch(/^made \d+$/m)
    expectPasswordHidden()
  })
})

describe('a server whose certificate cannot be used', () => {
  const own = (text: string) => text.split('\n').filter((line) => line.startsWith('with-mlflow-env: '))

  it.each([
    ['in the variable', [], { MLFLOW_UVICORN_OPTS: `--ssl-certfile="${project.path('of another', 'no.pem')}"` }],
    ["behind '--'", ['--', '--uvicorn-opts', `--ssl-certfile '${project.path('of another', 'no.pem')}'`], {}],
    ["behind '--', in one word", ['--', '--uvicorn-opts=--ssl-certfile tls/no.pem --log-level info'], {}],
  ] as const)('is refused if the file is missing: %s', async (_, words, env) => {
    expect(await start(words, env).ended).toMatchObject({
      status: 125,
      stderr: expect.stringMatching(
        /^with-mlflow-env: error: --ssl-certfile, .*: there is no file '\S*(?:of another|tls)\/no\.pem'\n$/,
      ),
    })
  })

  it('is refused if it belongs to another key', async () => {
    const opts = OPTIONS.replace(certificate, `'${otherCertificate}'`)
    expect(await start(['--workers', '2'], { MLFLOW_UVICORN_OPTS: opts }).ended).toMatchObject({
      status: 125,
      stderr: expect.stringMatching(
        /^with-mlflow-env: error: --ssl-keyfile, .*: the key in '\S*key\.pem' does not belong to the certificate: [^\n]*\n$/,
      ),
    })
  })

  it("ends at once with MLflow's last lines if it is damaged", async () => {
    const { status, stderr } = await start([], { MLFLOW_UVICORN_OPTS: DAMAGED }).ended
    expect(status).toBe(1)
    expect(own(stderr)).toEqual([expect.stringMatching(/: MLflow \S+ exited before it was ready, with status/)])
    expect(stderr).toMatch(/^ {2}ssl\.SSLError: /m)
    expect(stderr).not.toContain('PRIVATE KEY')
    expect(server.family()).toEqual([])
  })

  /** A server that restarts its workers, until some have been restarted. For ever it would take all of the machine's time. */
  async function restarting(seconds: number): Promise<Result> {
    const words = ['--workers', '2', '--wait', `${seconds}`, '--grace', '1', '--', '--uvicorn-opts', DAMAGED]
    const { ended } = start(words)
    const workers = new Set<number>()
    let isOver = false
    void ended.then(() => {
      isOver = true
    })
    const look = () => {
      for (const pid of server.members(/multiprocessing\.spawn /)) workers.add(pid)
      return isOver || workers.size > 4
    }
    await expect.poll(look, { interval: 100, timeout: 120_000 }).toBe(true)
    if (!isOver) process.kill(server.member(/ -m uvicorn /), 'SIGSTOP')
    return ended
  }

  it('ends after the ready timeout if uvicorn restarts its workers for ever', async () => {
    const short = await restarting(15)
    // On a busy machine MLflow may not have come so far.
    const [seconds, { status, stderr }] = /SSLError/.test(short.stderr) ? [15, short] : [60, await restarting(60)]
    expect(status).toBe(1)
    expect(own(stderr)).toEqual([expect.stringMatching(`: MLflow did not answer within ${seconds} s \\(--wait\\): `)])
    expect(stderr.slice(stderr.indexOf('did not answer'))).toMatch(/^ {2}ssl\.SSLError: /m)
    expect(server.family()).toEqual([])
  })
})
