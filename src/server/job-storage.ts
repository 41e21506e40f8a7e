import { lstatSync, rmSync } from 'node:fs'
import process from 'node:process'
import type { ProcessTree } from './process-tree.ts'

/** By which MLflow tells its processes where the queues of its jobs are. */
export const JOB_STORAGE_VARIABLE = '_MLFLOW_HUEY_STORAGE_PATH'

/** As Python's `mkdtemp` names a directory. */
const MADE_BY_PYTHON = /^\/.*\/tmp[a-z0-9_]{8}$/

/**
 * The directory with the queues of the server's jobs, in `/dev/shm` or the directory for temporary files. MLflow makes
 * one at each start and never removes it, so each start would cost memory until the machine is restarted.
 */
export class JobStorage {
  readonly #tree: ProcessTree
  readonly #directories = new Set<string>()

  constructor(tree: ProcessTree) {
    this.#tree = tree
  }

  /** Only its processes know its name, so they have to be asked before they end. */
  look(): void {
    for (const value of this.#tree.valuesOf(JOB_STORAGE_VARIABLE)) {
      if (MADE_BY_PYTHON.test(value)) this.#directories.add(value)
    }
  }

  /** Removes it, once all of the server's processes are gone. */
  remove(): void {
    for (const directory of this.#directories) {
      const found = lstatSync(directory, { throwIfNoEntry: false })
      if (found?.isDirectory() !== true || found.uid !== process.getuid?.()) continue
      try {
        rmSync(directory, { recursive: true, force: true })
      } catch {
        // What cannot be removed is no reason to fail at the end.
      }
    }
  }
}
