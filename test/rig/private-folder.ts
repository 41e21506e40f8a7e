// A private folder for one run.
import { mkdirSync, mkdtempSync, realpathSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Cleanup } from './cleanup.ts'
import { watchOver } from './watchdog.ts'

/** Makes a folder that only this user can enter, with the named folders inside. */
export async function makeFolder(cleanup: Cleanup, ...inside: string[]): Promise<string> {
  const folder = realpathSync(mkdtempSync(join(tmpdir(), 'with-mlflow-env-')))
  // It will hold keys: it goes even if this process is killed.
  const dismiss = watchOver('none', [folder])
  await cleanup.add(() => {
    rmSync(folder, { recursive: true, force: true, maxRetries: 5 })
    dismiss()
  })
  for (const name of inside) mkdirSync(join(folder, name), { recursive: true })
  return folder
}
