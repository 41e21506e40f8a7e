// The main job on real parts: one S3 store with two accounts, one MLflow server, one training run; refused before,
// stored after. Every line of the table at the end was measured in this run.
import { copyFileSync } from 'node:fs'
import { join } from 'node:path'
import { Cleanup } from '../test/rig/cleanup.ts'
import { makeDeveloperMachine } from '../test/rig/developer-machine.ts'
import { root } from '../test/rig/paths.ts'
import { Shell } from '../test/rig/shell.ts'
import { after } from './after.ts'
import { before } from './before.ts'
import { Findings } from './findings.ts'
import { Page } from './page.ts'
import type { Scene } from './scene.ts'
import { stopRequested } from './stop.ts'

const page = new Page(process.stdout, process.env)
const cleanup = new Cleanup()

async function setUp(): Promise<Scene> {
  page.title('Two AWS accounts on one machine')
  const place = await makeDeveloperMachine(cleanup)
  const { store, project } = place
  page.hide([store.global, store.mlflow])
  copyFileSync(join(root, 'demo', 'report_job.py'), join(project, 'report_job.py'))
  page.line(`An S3 store, SeaweedFS, at ${store.endpoint}:`)
  page.line(`  account global, key ${store.global.keyId}, may use main-bucket only`)
  page.line(`  account mlflow, key ${store.mlflow.keyId}, may use mlflow-bucket only`)
  const aws = Object.entries(place.shell).filter(([name]) => name.startsWith('AWS_'))
  page.line('The shell holds the global account, and what else shells hold:')
  for (const [name, value] of aws) page.line(`  ${name}=${value}`)
  page.line(`The project, ${project}, has a .env with MLFLOW_AWS_ACCESS_KEY_ID=${store.mlflow.keyId},`)
  page.line('its secret, MLFLOW_S3_ENDPOINT_URL and MLFLOW_TRACKING_URI.')
  const shell = await Shell.open(cleanup, place)
  return { cleanup, findings: new Findings(), page, place, shell, printed: [] }
}

async function run(): Promise<Scene & { url: string }> {
  const scene = await setUp()
  const { findings, place, printed, shell } = scene
  const environment = await shell.environment()
  await before(scene)
  const { url } = await after(scene)

  const now = await shell.environment()
  const same = environment.equals(now) && environment.includes(`AWS_ACCESS_KEY_ID=${place.store.global.keyId}\0`)
  findings.add(
    'after',
    "the shell's environment is unchanged, byte for byte",
    same,
    same ? `${now.length} bytes, all the same` : `${environment.length} bytes before, ${now.length} after`,
  )
  const everything = printed.join('\n')
  const leaks = [place.store.global, place.store.mlflow].filter(({ secret }) => everything.includes(secret))
  findings.add(
    'both',
    'no command has printed a secret',
    leaks.length === 0,
    `${everything.length} characters searched`,
  )

  page.title('What this run has shown')
  for (const { when, claim, holds, seen } of findings.all) {
    page.verdict(holds, `${when.padEnd(8)}${claim.padEnd(54)}${seen}`)
  }
  return { ...scene, url }
}

async function main(keep: boolean): Promise<void> {
  const { findings, url } = await run()
  status = findings.hold ? 0 : 1
  if (!keep) return
  page.title(`The server is up: ${url}`)
  page.line('^C ends it, and everything else that was started.')
  await stopped
}

const args = process.argv.slice(2)
if (args.some((arg) => arg !== '--keep')) {
  process.stderr.write('usage: npm run demo [-- --keep]\n')
  process.exit(2)
}
const stopped = stopRequested()
// Known when the table is; a stop before that decides it.
let status: number | undefined
try {
  const stop = await Promise.race([main(args.includes('--keep')), stopped])
  status ??= stop ?? 1
} catch (error) {
  page.failure(`The demo broke off: ${error instanceof Error ? error.message : error}`)
} finally {
  page.title('Ending what was started …')
  await cleanup.run().catch((error: Error) => {
    page.failure(error.message)
    status = 1
  })
}
process.exit(status ?? 1)
