// Runs the launcher's parts on Node with a stand-in for the executable's host, in one everyday project, and prints which
// functions were called, as JSON. In a process of its own: everyday.mjs FOLDER-OF-PARTS NUMBER-OF-CASE
import {
  accessSync,
  closeSync,
  constants,
  existsSync,
  fstatSync,
  lstatSync,
  mkdirSync,
  mkdtempSync,
  openSync,
  readdirSync,
  readFileSync,
  readlinkSync,
  readSync,
  realpathSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'

const ID = `AKIA${'A'.repeat(16)}`
const OTHER_ID = `AKIA${'B'.repeat(16)}`
const KEYS = `MLFLOW_AWS_ACCESS_KEY_ID=${ID}\nMLFLOW_AWS_SECRET_ACCESS_KEY=${'s'.repeat(40)}\n`
const MORE = `# A comment\nMLFLOW_AWS_DEFAULT_REGION=us-east-1\nMLFLOW_ARTIFACT_ROOT=s3://bucket/path\nNAME="two words"\nDEBUG=false\n`
const SERVER = 'http://127.0.0.1:5001'
const NEAR = `MLFLOW_TRACKING_URI=${SERVER}\n`
const FAR = 'MLFLOW_TRACKING_URI=https://mlflow.example.org/team\n'
const SHELL = { AWS_ACCESS_KEY_ID: OTHER_ID, AWS_SECRET_ACCESS_KEY: 'x'.repeat(40), AWS_DEFAULT_REGION: 'eu-west-1' }
const PYTHON = ['python', 'train.py', '--epochs', '3']

const MODES = [[], ['--quiet'], ['--launch', 'supervise'], ['--quiet', '--launch=supervise'], ['--launch', 'exec']]
const BARE = ['/bin/true']

/** @type {readonly { files: Record<string, string>, env?: Record<string, string>, args: string[], cwd?: string, isServed?: boolean, hasServer?: boolean }[]} */
export const CASES = [
  ...MODES.map((options) => ({ files: { '.env': KEYS + MORE + NEAR }, env: SHELL, args: [...options, ...BARE] })),
  { files: { '.env': KEYS + MORE + NEAR }, env: SHELL, args: PYTHON, isServed: true },
  { files: { '.env': KEYS + MORE + NEAR }, args: PYTHON, isServed: true, hasServer: true },
  { files: { '.env': KEYS + MORE }, args: ['--quiet', ...PYTHON], isServed: true, hasServer: true },
  { files: {}, args: ['--version'] },
  { files: { '.env.mlflow': KEYS + FAR, '.env': MORE, 'sub/x': '' }, args: PYTHON, cwd: 'sub' },
  { files: { '.env': `MLFLOW_AWS_PROFILE=team\n${FAR}` }, args: ['--quiet', 'mlflow', 'runs', 'list'] },
  {
    files: { '.env': MORE + FAR },
    env: { MLFLOW_AWS_ACCESS_KEY_ID: ID, MLFLOW_AWS_SECRET_ACCESS_KEY: 's'.repeat(40) },
    args: PYTHON,
  },
]

if (process.argv[1] === fileURLToPath(import.meta.url)) await runCase()

async function runCase() {
  const [, , parts = '', number = '0'] = process.argv
  const chosen = CASES[Number(number)]
  if (chosen === undefined) throw new Error(`there is no case ${number}`)
  const { files, env = {}, args, cwd = '.', isServed = false, hasServer = false } = chosen
  const folder = realpathSync(mkdtempSync(join(tmpdir(), 'everyday-')))
  const called = new Set()
  const end = () => {
    rmSync(folder, { recursive: true, force: true })
    process.stdout.write(JSON.stringify([...called]))
    process.exit(0)
  }
  for (const name of ['.git', 'home/.aws', 'bin']) mkdirSync(join(folder, name), { recursive: true })
  writeFileSync(
    join(folder, 'home/.aws/config'),
    '[profile team]\nregion = us-east-1\naws_access_key_id = x\naws_secret_access_key = y\n',
    { mode: 0o600 },
  )
  for (const name of ['python', 'mlflow']) writeFileSync(join(folder, 'bin', name), '\x7fELF', { mode: 0o755 })
  for (const [name, text] of Object.entries(files)) {
    mkdirSync(join(folder, name, '..'), { recursive: true })
    writeFileSync(join(folder, name), text, { mode: 0o600 })
  }
  if (hasServer) keepNote(folder)
  const variables = {
    XDG_RUNTIME_DIR: join(folder, 'run'),
    PATH: join(folder, 'bin'),
    HOME: join(folder, 'home'),
    TMPDIR: '/tmp',
    TERM: 'xterm',
    LANG: 'C.UTF-8',
    SHELL: '/bin/sh',
    ...env,
  }
  globalThis.__called = (id) => void called.add(id)
  globalThis.nativeHost = standIn({ folder: join(folder, cwd), args, variables, end, isServed })
  await import(pathToFileURL(join(parts, 'cli.js')).href)
}

/** Leaves the note of a server of the project that runs, which is this process. See src/mlflow/server-note.ts. */
function keepNote(folder) {
  if (!existsSync('/proc/self/ns/pid')) return
  const notes = join(folder, 'run', 'with-mlflow-env')
  mkdirSync(notes, { recursive: true, mode: 0o700 })
  const { pid } = process
  const namespace = /\d+/.exec(readlinkSync('/proc/self/ns/pid'))?.[0]
  const startTime = Number(readFileSync('/proc/self/stat', 'utf8').split(') ')[1]?.split(' ')[19])
  const note = { address: SERVER, prefix: '', project: folder, pid, startTime, version: '3.0.0', needsKey: false }
  writeFileSync(join(notes, `server-${pid}-${namespace}-0123abcd.json`), JSON.stringify(note), { mode: 0o600 })
}

/** What src/host/native/binding.ts describes, as far as an ordinary run asks for it. */
function standIn({ folder, args, variables, end, isServed }) {
  const orUndefined = (look) => {
    try {
      const stats = look()
      const kind = stats.isFile()
        ? 'file'
        : stats.isDirectory()
          ? 'directory'
          : stats.isSymbolicLink()
            ? 'symlink'
            : 'device'
      return { kind, mode: stats.mode & 0o7777, uid: stats.uid, size: stats.size }
    } catch (thrown) {
      const error = /** @type {NodeJS.ErrnoException} */ (thrown)
      if (error.code === 'ENOENT' || error.code === 'ENOTDIR') return undefined
      throw error
    }
  }
  const modes = { exists: constants.F_OK, read: constants.R_OK, write: constants.W_OK, execute: constants.X_OK }
  return {
    platform: 'linux',
    pid: process.pid,
    parentPid: 1,
    uid: process.getuid?.() ?? 0,
    args: () => args,
    environBlock: () =>
      Object.entries(variables)
        .map(([name, value]) => `${name}=${value}\0`)
        .join(''),
    cwd: () => folder,
    passwdHome: () => variables.HOME,
    terminalColumns: () => 0,
    isTerminal: () => false,
    group: () => process.pid,
    foregroundGroup: () => 1,
    execve: end,
    exit: end,
    exitBySignal: end,
    kill: () => {},
    stat: (path) => orUndefined(() => statSync(path)),
    // A server that runs where this is built must not change the build.
    lstat: (path) => (path.startsWith('/tmp/with-mlflow-env-') ? undefined : orUndefined(() => lstatSync(path))),
    fstat: (descriptor) => orUndefined(() => fstatSync(descriptor)),
    access: (path, kind) => accessSync(path, modes[kind]),
    open: (path) => openSync(path, 'r'),
    close: closeSync,
    read: (descriptor, bytes) => readSync(descriptor, bytes),
    write: (_descriptor, bytes) => bytes.length,
    readText: (path) => readFileSync(path, 'utf8'),
    readHead: (path, max) => readFileSync(path).subarray(0, max),
    readDirectory: (path) => readdirSync(path),
    readLink: (path) => readlinkSync(path),
    realPath: (path) => realpathSync(path),
    fileSystemType: () => 0xef53,
    isNullDevice: () => false,
    decodeUtf8: (bytes) => Buffer.from(bytes).toString('utf8'),
    isUtf8: () => true,
    decodeLatin1: (bytes) => Buffer.from(bytes).toString('latin1'),
    encodeUtf8: (text) => Buffer.from(text),
    utf8Length: (text) => Buffer.byteLength(text),
    signalNumber: () => 15,
    catchSignal: () => {},
    isIgnored: () => false,
    waitForSignal: () => 'SIGCHLD',
    sleep: () => {},
    spawn() {
      setImmediate(() => this.idle())
      return 3
    },
    reap: () => [0, null],
    accepts: () => isServed,
    hostName: () => 'machine',
    interfaceAddresses: () => [],
  }
}
