// A project folder with a home of its own, and the launcher run in it.
import { type ChildProcess, execFileSync, spawn } from 'node:child_process'
import { mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { type Build, NODE_BUILD } from './node-build.ts'

export interface Result {
  readonly status: number | null
  readonly signal: NodeJS.Signals | null
  readonly stdout: string
  readonly stderr: string
}

export interface RunOptions {
  readonly env?: Readonly<Record<string, string>>
  readonly cwd?: string
  readonly input?: string
}

/** Keys that look like AWS's own, each with a secret that a leak test can look for. */
export const PROJECT_KEYS = {
  MLFLOW_AWS_ACCESS_KEY_ID: 'AKIAPROJECTPROJECT01',
  MLFLOW_AWS_SECRET_ACCESS_KEY: 'project-Secret/5eCr3t+AAAAAAAAAAAAAAAAAAA',
} as const
export const GLOBAL_KEYS = {
  AWS_ACCESS_KEY_ID: 'AKIAGLOBALGLOBAL0002',
  AWS_SECRET_ACCESS_KEY: 'global-Secret/5eCr3t+BBBBBBBBBBBBBBBBBBBB',
} as const

export class Project {
  readonly folder: string
  readonly home: string
  readonly #build: Build
  readonly #root: string

  /**
   * @param files contents by path inside the project; the project is a git root
   * @param build the launcher that is run in it
   */
  constructor(files: Readonly<Record<string, string | Buffer>> = {}, build = NODE_BUILD) {
    this.#build = build
    this.#root = realpathSync(mkdtempSync(join(tmpdir(), 'with-mlflow-env-')))
    this.folder = join(this.#root, 'work', 'project')
    this.home = join(this.#root, 'home')
    mkdirSync(join(this.folder, '.git'), { recursive: true })
    mkdirSync(this.home)
    for (const [path, content] of Object.entries(files)) this.write(path, content)
  }

  path(...parts: string[]): string {
    return join(this.folder, ...parts)
  }

  write(path: string, content: string | Buffer, mode = 0o644): string {
    const full = this.path(path)
    mkdirSync(dirname(full), { recursive: true })
    writeFileSync(full, content, { mode })
    return full
  }

  /** The environment of a shell with nothing in it but a PATH and a home. */
  environment(env: Readonly<Record<string, string>> = {}): Record<string, string> {
    return { PATH: process.env.PATH ?? '', HOME: this.home, MLFLOW_TRACKING_URI: 'http://mlflow.invalid', ...env }
  }

  /** Starts the launcher; the caller looks after it. */
  start(args: readonly string[], { env = {}, cwd = this.folder }: RunOptions = {}): ChildProcess {
    const [command, ...words] = this.#build.words
    return spawn(command, [...words, ...args], { cwd, env: this.environment(env), stdio: 'pipe' })
  }

  /** Runs the launcher to its end. */
  run(args: readonly string[], options: RunOptions = {}): Promise<Result> {
    const child = this.start(args, options)
    child.stdin?.on('error', () => {})
    child.stdin?.end(options.input ?? '')
    return collect(child)
  }

  /** Runs a script of bash in which `"$0"` is the launcher. Returns what it prints. */
  bash(script: string): string {
    const options = { cwd: this.folder, env: this.environment(), encoding: 'utf8' } as const
    return execFileSync('bash', ['-c', script, this.#build.file], options)
  }

  /** The child's environment, as a real child saw it. */
  async child(args: readonly string[] = [], options: RunOptions = {}): Promise<Record<string, string>> {
    const { stdout, stderr, status } = await this.run([...args, 'env', '-0'], options)
    if (status !== 0) throw new Error(`the launcher ended with ${status}: ${stderr}`)
    const strings = stdout.split('\0').filter((string) => string !== '')
    return Object.fromEntries(
      strings.map((string) => [string.slice(0, string.indexOf('=')), string.slice(string.indexOf('=') + 1)]),
    )
  }

  remove(): void {
    rmSync(this.#root, { recursive: true, force: true })
  }
}

/** Waits for a process's end and keeps what it wrote. */
export function collect(child: ChildProcess): Promise<Result> {
  let stdout = ''
  let stderr = ''
  child.stdout?.setEncoding('utf8').on('data', (text: string) => {
    stdout += text
  })
  child.stderr?.setEncoding('utf8').on('data', (text: string) => {
    stderr += text
  })
  return new Promise((resolve, reject) => {
    child.once('error', reject)
    child.once('close', (status, signal) => resolve({ status, signal, stdout, stderr }))
  })
}

/** Makes a `.env` text. */
export function lines(values: Readonly<Record<string, string>>): string {
  return Object.entries(values)
    .map(([name, value]) => `${name}=${value}\n`)
    .join('')
}
