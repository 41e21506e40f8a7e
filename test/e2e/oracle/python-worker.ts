// The real botocore and python-dotenv in one long-lived process: see python_worker.py.

import { join } from 'node:path'
import process from 'node:process'
import type { Env } from '../../oracle/accounts.ts'
import { pythonBin, root } from '../../rig/paths.ts'
import { PythonWorker } from '../../rig/python-worker.ts'

/** One signed request, as it would have gone out. */
export interface Signed {
  readonly host: string
  readonly scheme: string
  readonly path: string
  /** The scheme of the header: `AWS4-HMAC-SHA256`, `Bearer`. */
  readonly authorization: string
  readonly keyId: string | null
  readonly region: string | null
  readonly token: string | null
  /** Whether it carries one of the newer default checksums. */
  readonly checksum: boolean
}

/** What boto3 makes of an environment. */
export interface BotocoreView {
  /** The class of the exception that it raised. */
  readonly error: string | null
  readonly keyId: string | null
  readonly secret: string | null
  readonly token: string | null
  /** Which of botocore's providers had the credentials: `env`, `shared-credentials-file`, … */
  readonly method: string | null
  readonly region: string | null
  readonly endpoint: string | null
  readonly s3: Signed | null
  readonly bedrock: Signed | null
  readonly dynamodb: Signed | null
  /** The profiles that code could name. */
  readonly profiles: readonly string[] | null
  /** The hosts that it asked for credentials. */
  readonly asked: readonly string[]
  readonly telemetry: boolean
  /** Whether the module oracle_plugin was loaded. */
  readonly imported: boolean
  /** Whether the keys of TLS sessions are written down. */
  readonly keyLog: boolean
}

export interface AwsQuestion {
  readonly env: Env
  readonly cwd: string
  /** The services to sign a request for; S3 if left out. */
  readonly ask?: readonly ('s3' | 'bedrock' | 'dynamodb' | 'tls')[]
  /** Files for `load_dotenv()`; a script makes the call itself; null is the search from the working directory. */
  readonly load?: readonly (string | null)[]
}

/** One statement of a `.env` file, as Python's parser sees it. */
export interface Statement {
  readonly name: string | null
  readonly value: string | null
  readonly dropped: boolean
  readonly line: number
  readonly text: string
}

export interface Parsed {
  readonly statements: readonly Statement[]
  /** The values in the end, with `${NAME}` replaced; null for a name without `=`. */
  readonly values: Readonly<Record<string, string | null>>
}

export class Worker {
  readonly #python: PythonWorker

  constructor() {
    const script = join(root, 'test', 'e2e', 'oracle', 'python_worker.py')
    const env = { PATH: process.env.PATH ?? '', LANG: 'C.UTF-8' }
    this.#python = new PythonWorker([join(pythonBin, 'python'), '-B', script], root, env)
  }

  /** What boto3 sees, and what it sees after `load_dotenv()`. */
  async inspect(
    question: AwsQuestion & { load: readonly (string | null)[] },
  ): Promise<{ first: BotocoreView; loaded: BotocoreView }>
  async inspect(question: AwsQuestion): Promise<{ first: BotocoreView }>
  async inspect(question: AwsQuestion): Promise<{ first: BotocoreView; loaded?: BotocoreView }> {
    return (await this.#ask({ act: 'aws', ...question })) as { first: BotocoreView; loaded?: BotocoreView }
  }

  /** The environment after `load_dotenv()` of the files, one after the other. */
  async load(env: Env, files: readonly string[]): Promise<{ error: string | null; env: Env }> {
    return (await this.#ask({ act: 'dotenv', env, files })) as { error: string | null; env: Env }
  }

  /** A file's text, for this version of python-dotenv and for those before 1.2.4. */
  async parse(text: string, env: Env): Promise<{ now: Parsed; before: Parsed }> {
    return (await this.#ask({ act: 'bindings', text, env })) as { now: Parsed; before: Parsed }
  }

  stop(): Promise<void> {
    return this.#python.stop()
  }

  async #ask(question: object): Promise<unknown> {
    const answer = (await this.#python.ask(question)) as { crash?: string }
    if (answer.crash) throw new Error(`the Python worker: ${answer.crash}`)
    return answer
  }
}
