// The set-up of the unit tests: a folder for all that they write, removed at once after the last of them. To remove each
// test's files on its own took a second of processor time for every thousand tests.
import { chmodSync, mkdtempSync, realpathSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { TestProject } from 'vitest/node'

declare module 'vitest' {
  interface ProvidedContext {
    temporaryFolder?: string
  }
}

export default function setup(project: TestProject): () => void {
  const folder = realpathSync(mkdtempSync(join(tmpdir(), 'with-mlflow-env-unit-')))
  // Tests that end the rights of an administrator reach what is theirs.
  chmodSync(folder, 0o711)
  project.provide('temporaryFolder', folder)
  return () => rmSync(folder, { recursive: true, force: true })
}
