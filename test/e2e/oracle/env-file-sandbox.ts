// A project whose `.env` files are replaced for each case, and what the launcher makes of them.
import { join } from 'node:path'
import { getMlflowConfig, getMlflowEnv, MlflowConfigError } from '../../../src/index.ts'
import type { Env } from '../../oracle/accounts.ts'
import { makeSandbox, type Sandbox } from './sandbox.ts'

/** The warnings about a line of a file. */
const ABOUT_LINES = ['env-file-syntax', 'env-file-value-unset', 'env-file-version-dependent', 'env-file-ambiguous']

export interface Reading {
  /** The code of the refusal, or null. */
  readonly refused: string | null
  readonly env: Env
  /** The lines that a reading was warned about. */
  readonly warned: ReadonlySet<number>
}

/** A folder whose `.env.mlflow` and `.env` are replaced for each case. */
export class EnvFileSandbox {
  #sandbox: Sandbox = makeSandbox({})
  readonly cwd = this.#sandbox.project
  readonly parent: Env = { HOME: this.#sandbox.home, PATH: '/usr/bin:/bin' }

  write(files: Readonly<Record<string, string | Uint8Array>>): string[] {
    const entries = Object.entries(files)
    this.#sandbox.add(Object.fromEntries(entries.map(([name, content]) => [`outer/project/${name}`, content])))
    return entries.map(([name]) => join(this.cwd, name))
  }

  read(env: Env): Reading {
    try {
      const { warnings } = getMlflowConfig({ env, cwd: this.cwd })
      const readings = warnings.filter(({ code }) => ABOUT_LINES.includes(code))
      const warned = new Set(readings.map(({ message }) => Number(/^\.env(?:\.mlflow)?:(\d+): /.exec(message)?.[1])))
      return { refused: null, env: getMlflowEnv({ env, cwd: this.cwd }), warned }
    } catch (error) {
      if (!(error instanceof MlflowConfigError)) throw error
      return { refused: error.code, env: {}, warned: new Set() }
    }
  }

  clear(): void {
    this.#sandbox.remove()
  }
}
