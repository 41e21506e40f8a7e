// MLflow's client in other versions than the server's, as scripts/setup/clients.mjs makes them ready.
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { root } from '../../rig/paths.ts'

export interface Client {
  /** As its lock has it. */
  readonly version: string
  /** The folder with its `python`. */
  readonly bin: string
  readonly python: string
}

/** MLflow answers a missing file with 500; clients try again, for minutes if let. */
export const IMPATIENT = { MLFLOW_HTTP_REQUEST_MAX_RETRIES: '1' }

const locks = join(root, 'requirements', 'clients')

/** The oldest first, as their files are named. */
export const CLIENTS: readonly Client[] = readdirSync(locks)
  .filter((file) => file.endsWith('.txt'))
  .sort()
  .map((file) => {
    const [, version = ''] = /^mlflow-skinny==(\S+)/m.exec(readFileSync(join(locks, file), 'utf8')) ?? []
    const bin = join(root, '.python-clients', file.slice(0, -4), 'bin')
    return { version, bin, python: join(bin, 'python') }
  })
