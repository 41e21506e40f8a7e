// The run's page in MLflow, in a real browser if there is one.
import { mkdirSync } from 'node:fs'
import { dirname, join, relative } from 'node:path'
import { noBrowser, startBrowser } from '../../test/rig/browser.ts'
import { root } from '../../test/rig/paths.ts'
import type { Scene, Typed } from '../scene.ts'

const PICTURE = join(root, '.build', 'demo', 'run.png')
/** How large train.py draws it, in pixels. */
const PLOT = { width: 500, height: 400 }

/** @returns the page's address */
export async function runPage(scene: Scene, url: string, trained: Typed): Promise<string> {
  const { page } = scene
  page.title("The run's page")
  const experiment = /\/experiments\/\d+\/runs\/\w+/.exec(trained.output)?.[0] ?? '/experiments'
  const address = `${url}/#${experiment}`
  page.line(address)
  if (noBrowser === null) await page.during('a browser looks at it', look(scene, address))
  else page.line(`No browser here to look at it with: ${noBrowser}.`)
  return address
}

async function look({ cleanup, findings, page }: Scene, address: string): Promise<void> {
  const browser = await startBrowser(cleanup)
  const view = await browser.open(address)
  await view.shows('log_loss', 60_000)
  const text = await view.text()
  const metrics = /accuracy\s+(0\.9\d*)/.exec(text)?.[1] ?? 'no accuracy'
  await view.goto(`${address}/artifacts/confusion.png`)
  await view.shows(/Path: s3:\/\/mlflow-bucket\/iris\//)
  await view.showsPicture(PLOT.width, 60_000)
  const plot = (await view.pictures()).find(({ width, height }) => width === PLOT.width && height === PLOT.height)
  mkdirSync(dirname(PICTURE), { recursive: true })
  await view.screenshot(PICTURE)
  page.line(`A picture of it: ${relative(root, PICTURE)}`)
  findings.add(
    'after',
    "the run's page shows metrics and plot",
    text.includes('Finished') && metrics !== 'no accuracy' && plot !== undefined && view.errors.length === 0,
    `accuracy ${metrics.slice(0, 5)}, ${plot?.width ?? 0}×${plot?.height ?? 0}`,
  )
}
