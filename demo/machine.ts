// The machine of the story: a shell full of the account of the day job, and a project whose .env names another one.
import { execFileSync } from 'node:child_process'
import { copyFileSync, readdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { awsKeys } from '../test/rig/account.ts'
import type { Cleanup } from '../test/rig/cleanup.ts'
import { type DeveloperMachine, makeDeveloperMachine } from '../test/rig/developer-machine.ts'
import { root } from '../test/rig/paths.ts'
import { putObject } from '../test/rig/s3.ts'
import type { Store } from '../test/rig/store.ts'

/** Data of the day job, one number a line. */
export const MEASUREMENTS = 'measurements.csv'

export async function makeMachine(cleanup: Cleanup): Promise<DeveloperMachine> {
  // As many shells have it: the bucket goes with the account.
  const machine = await makeDeveloperMachine(cleanup, { fill, exports: { AWS_S3_BUCKET: 'main-bucket' } })
  const { store } = machine
  const { status } = await putObject(store, store.global, store.global.bucket, MEASUREMENTS, '1.5\n2.5\n3.5\n')
  if (status !== 200) throw new Error(`main-bucket: expected the status 200, found ${status}`)
  return machine
}

function fill(project: string, { mlflow }: Store): void {
  execFileSync('git', ['init', '--quiet', project], { env: { PATH: process.env.PATH, GIT_CONFIG_GLOBAL: '/dev/null' } })
  const scripts = join(root, 'demo', 'project')
  for (const name of readdirSync(scripts)) copyFileSync(join(scripts, name), join(project, name))
  copyFileSync(join(root, 'examples', 'two_accounts.py'), join(project, 'two_accounts.py'))
  const settings = { ...awsKeys(mlflow), AWS_S3_BUCKET: mlflow.bucket }
  const lines = Object.entries(settings).map(([name, value]) => `${name}=${value}\n`)
  writeFileSync(join(project, '.env'), lines.join(''), { mode: 0o600 })
  writeFileSync(join(project, '.gitignore'), '.env\nmlflow.db\n')
}
