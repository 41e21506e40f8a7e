// The main job on real parts: one S3 store with two accounts, one project, MLflow; before and after. Every line of the
// table at the end was measured in this run.
import { writeFileSync } from 'node:fs'
import { parseArgs } from 'node:util'
import { Cleanup } from '../test/rig/cleanup.ts'
import { Shell } from '../test/rig/shell.ts'
import { Findings } from './findings.ts'
import { makeMachine } from './machine.ts'
import { drawBeforeAndAfter } from './picture/before-and-after.ts'
import type { Scene } from './scene.ts'
import { stopRequested } from './stop.ts'
import { tell } from './story.ts'
import { Page } from './terminal/page.ts'

const page = new Page(process.stdout, process.env)
const cleanup = new Cleanup()

async function setTheScene(): Promise<Scene> {
  const place = await page.during('a store starts', makeMachine(cleanup))
  page.hide([place.store.global, place.store.mlflow])
  const shell = await Shell.open(cleanup, place)
  return { cleanup, findings: new Findings(), page, place, shell, printed: [] }
}

async function main({ after: onlyAfter = false, keep = false, svg }: Options): Promise<void> {
  const started = performance.now()
  const scene = await setTheScene()
  const { before, ...told } = await tell(scene, !onlyAfter)
  if (svg !== undefined && before !== null) writeFileSync(svg, drawBeforeAndAfter({ before, ...told }, scene.place))
  status = scene.findings.hold ? 0 : 1
  page.remark(`It took ${Math.round((performance.now() - started) / 1000)} s.`)
  if (!keep) return
  page.title(`The server is up: ${told.address}`)
  page.line('^C ends it, and everything else that was started.')
  await stopped
}

interface Options {
  readonly after?: boolean
  readonly keep?: boolean
  readonly svg?: string
}

function readArguments(): Options {
  try {
    const booleans = { after: { type: 'boolean' }, keep: { type: 'boolean' } } as const
    const { values } = parseArgs({ options: { ...booleans, svg: { type: 'string' } } })
    if (values.after && values.svg !== undefined) throw new Error('--svg draws both, before and after')
    return values
  } catch (error) {
    process.stderr.write(`${(error as Error).message}\nusage: npm run demo [-- [--after] [--keep] [--svg FILE]]\n`)
    process.exit(2)
  }
}

const options = readArguments()
const stopped = stopRequested()
// Known when the table is; a stop before that decides it.
let status: number | undefined
try {
  const stop = await Promise.race([main(options), stopped])
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
