// A program in the place of Python with MLflow: it listens, exits or hangs as it is told, within milliseconds. What is
// under test is the launcher's side; test/e2e/server has the real MLflow.
import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { KeyStore } from '../../src/keys/key-store.ts'
import { privateGate } from '../../src/server/gate-plan.ts'
import type { ServerPlan } from '../../src/server/server-plan.ts'
import { INSTALLATION } from './check-context.ts'
import { RecordingReporter } from './recording-reporter.ts'
import { resolved } from './server-settings.ts'

/** What follows `mlflow server` is JavaScript, run with these helpers. */
const PROGRAM = `#!${process.execPath}
const [option, name, word, code = ''] = process.argv.slice(2)
// The checks run scripts of their own: they find nothing, except for what the test says of the bucket.
if (option !== '-m' || name !== 'mlflow' || word !== 'server') {
  const respond = (text) => require('node:fs').writeSync(1, '\\nwith-mlflow-env:' + text + '\\n')
  const end = () => { respond('{"kind":"done"}'); process.exit(0) }
  const { BUCKET_RESPONSE: response, BUCKET_SIGN: sign = '' } = process.env
  if (!response || !process.argv.some((word) => word.endsWith('check_bucket.py'))) end()
  // The response comes once the sign is there.
  setInterval(() => { if (sign === '' || require('node:fs').existsSync(sign)) { respond(response); end() } }, 10)
  return
}
const listen = (status = 200, text = 'OK') =>
  require('node:http').createServer((request, response) => {
    // Its answer ends when the test says so.
    if (request.url.endsWith('/held')) {
      response.write('a part')
      process.once('SIGUSR2', () => response.end(' and the rest'))
      return
    }
    response.statusCode = request.url.endsWith('/health') ? status : 404
    response.end(text)
  }).listen(process.env.UVICORN_UDS ?? { port: Number(process.env.MLFLOW_PORT), host: '127.0.0.1' })
const ignore = (signal) => process.on(signal, () => {})
const stay = () => setInterval(() => {}, 1_000)
eval(code)
`

export class StandIn {
  readonly folder = mkdtempSync(join(tmpdir(), 'with-mlflow-env-stand-in-'))
  readonly reporter = new RecordingReporter()
  readonly python = join(this.folder, 'python')

  constructor() {
    writeFileSync(join(this.folder, 'package.json'), '{ "type": "commonjs" }')
    writeFileSync(this.python, PROGRAM)
    chmodSync(this.python, 0o700)
  }

  /** @param code what it does, as JavaScript. @param words the server's options */
  plan(code: string, words: readonly string[] = [], env: Readonly<Record<string, string>> = {}): ServerPlan {
    const { settings } = resolved({ words: ['--port', '0', ...words] })
    const launch = { value: 'auto', origin: { kind: 'default' } } as const
    return {
      settings,
      launch,
      gate: null,
      installation: { ...INSTALLATION, python: this.python },
      databaseFile: null,
      registryFile: null,
      env: { PATH: process.env.PATH ?? '', ...env },
      launcherEnv: { PATH: process.env.PATH ?? '', TMPDIR: this.folder },
      passthroughArgs: [code],
      cwd: this.folder,
      platform: process.platform,
      pid: process.pid,
      parentPid: 1,
      reporter: this.reporter,
      notedFor: null,
      announce: () => {},
    }
  }

  /** The same, behind a gate. @param store with the keys; null for none but those of this life */
  gatedPlan(code: string, words: readonly string[] = [], store: KeyStore | null = null): ServerPlan {
    const describeFailure = (error: unknown) => {
      throw error
    }
    const gate = {
      ...privateGate(describeFailure),
      store,
      hasLocalKey: words.includes('--local-token'),
      logsRequests: true,
    }
    return { ...this.plan(code, ['--auth', ...words]), gate }
  }

  remove(): void {
    rmSync(this.folder, { recursive: true, force: true })
  }
}
