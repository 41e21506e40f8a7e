// The set-up of the unit tests: a folder for all that they write, removed at once after the last of them. To remove each
// test's files on its own took a second of processor time for every thousand tests.
import { execFile } from 'node:child_process'
import { chmodSync, mkdtempSync, realpathSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import type { TestProject } from 'vitest/node'

declare module 'vitest' {
  interface ProvidedContext {
    temporaryFolder?: string
  }
}

export default function setup(project: TestProject): () => Promise<unknown> {
  const folder = realpathSync(mkdtempSync(join(tmpdir(), 'with-mlflow-env-unit-')))
  // Tests that end the rights of an administrator reach what is theirs.
  chmodSync(folder, 0o711)
  project.provide('temporaryFolder', folder)
  // Node's own takes twice as long for ten thousand files and folders.
  return () => promisify(execFile)('rm', ['-rf', '--', folder])
}
