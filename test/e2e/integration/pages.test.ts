// MLflow's own pages in a real browser behind the gate, with what the example that registers a model has left there.
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type Browser, noBrowser, startBrowser } from '../../rig/browser.ts'
import type { BrowserPage } from '../../rig/browser-page.ts'
import { Cleanup } from '../../rig/cleanup.ts'
import { giveDatabase } from '../../rig/database.ts'
import { bearer, openTestGate, TEST_KEYS } from '../../rig/gate.ts'
import { startServer } from '../../rig/mlflow-server.ts'
import { pythonBin, root } from '../../rig/paths.ts'
import { freePorts } from '../../rig/ports.ts'
import { makeFolder } from '../../rig/private-folder.ts'
import { collect, type Result } from '../../rig/project.ts'
import { clientScript } from './client-script.ts'

const cleanup = new Cleanup()
const PREFIX = '/api/mlflow/ajax-api/2.0/mlflow'
let folder: string
let gate: Awaited<ReturnType<typeof openTestGate>>
let example: Result
let painted: { readonly experiment: string; readonly run: string }

/** Runs a Python script with nothing but the gate's address and a key. */
function runWithKey(...args: string[]): Promise<Result> {
  const env = {
    ...{ PATH: '/usr/bin:/bin', HOME: folder, DO_NOT_TRACK: 'true', MLFLOW_HTTP_REQUEST_MAX_RETRIES: '1' },
    ...{ MLFLOW_TRACKING_URI: gate.url, MLFLOW_TRACKING_TOKEN: TEST_KEYS.write },
  }
  return collect(spawn(join(pythonBin, 'python'), args, { env, cwd: folder, stdio: ['ignore', 'pipe', 'pipe'] }))
}

beforeAll(async () => {
  folder = await makeFolder(cleanup)
  const [port = 0] = await freePorts(1)
  giveDatabase(join(folder, 'mlflow.db'))
  const store = ['--backend-store-uri', `sqlite:///${join(folder, 'mlflow.db')}`, '--artifacts-destination', folder]
  await startServer(
    cleanup,
    port,
    [join(pythonBin, 'mlflow'), 'server', '--port', `${port}`, '--workers', '1', ...store],
    {
      cwd: folder,
      env: {
        PATH: `${pythonBin}:/usr/bin:/bin`,
        HOME: folder,
        MLFLOW_SERVER_ENABLE_JOB_EXECUTION: 'false',
        DO_NOT_TRACK: 'true',
      },
    },
  )
  gate = await openTestGate(port)
  await cleanup.add(() => gate.gate.close(0))
  const [registered, logged] = await Promise.all([
    runWithKey(join(root, 'examples', 'register_model.py')),
    runWithKey(clientScript('page_run.py'), gate.url),
  ])
  example = registered
  expect(logged).toMatchObject({ status: 0 })
  painted = JSON.parse(logged.stdout.trimEnd().split('\n').at(-1) ?? '')
})
afterAll(() => cleanup.run())

it('examples/register_model.py registers a model through the gate, and loads it back', async () => {
  expect(example).toMatchObject({ status: 0 })
  expect(example.stdout).toContain('registered: thermometer, version 1\nloaded: 100 degrees Celsius are 212 degrees')
  expect(example.stdout + example.stderr).not.toContain(TEST_KEYS.write)
})

describe('answers', () => {
  const artifact = () => `${gate.url}/get-artifact?path=page.html&run_uuid=${painted.run}`
  const ask = (url: string, headers: Record<string, string> = {}) =>
    fetch(url, { headers: { ...bearer('read'), ...headers } })

  it('with a logged page are no page of the server’s, and for nobody else', async () => {
    const path = `${gate.url}/api/2.0/mlflow-artifacts/artifacts/${painted.experiment}/${painted.run}/artifacts/page.html`
    for (const url of [artifact(), path]) {
      const { status, headers } = await ask(url)
      expect(status).toBe(200)
      expect(headers.get('content-disposition')).toMatch(/^attachment; filename=/)
      expect(headers.get('x-content-type-options')).toBe('nosniff')
      expect(headers.get('cache-control')).toMatch(/^private(?:, no-cache)?$/)
    }
  })

  it('can be a part of a file', async () => {
    const part = await ask(artifact(), { range: 'bytes=0-14' })
    expect([part.status, await part.text()]).toEqual([206, '<!doctype html>'])
    expect(part.headers.get('content-range')).toMatch(/^bytes 0-14\/\d+$/)
  })

  it('of the pages’ files can be kept by a browser and are not sent twice', async () => {
    const page = await (await ask(`${gate.url}/`)).text()
    const [, script = ''] = /src="([^"]+\.js)"/.exec(page) ?? []
    const first = await ask(`${gate.url}/${script}`)
    await first.body?.cancel()
    expect(first.headers.get('cache-control')).toMatch(/^private, max-age=\d+$/)
    const again = await ask(`${gate.url}/${script}`, { 'if-none-match': first.headers.get('etag') ?? '' })
    expect([again.status, await again.text()]).toEqual([304, ''])
  })
})

describe.skipIf(noBrowser !== null)(`the browser${noBrowser === null ? '' : ` (${noBrowser})`}`, () => {
  let browser: Browser
  beforeAll(async () => {
    browser = await startBrowser(cleanup)
  })

  const open = (path: string, scope: keyof typeof TEST_KEYS = 'read'): Promise<BrowserPage> =>
    browser.open(gate.url + path, { httpCredentials: { username: 'anybody', password: TEST_KEYS[scope] } })

  /** MLflow's pages ask for a user, which its own server has only with users and passwords. */
  const expectNoErrors = ({ refused, failed, errors }: BrowserPage) => {
    const others = refused.filter((each) => each !== `404 GET ${PREFIX}/users/current`)
    expect({ refused: others, failed, errors }).toEqual({ refused: [], failed: [], errors: [] })
  }

  it('is asked for a key, and shows what the gate says', async () => {
    const page = await browser.open(`${gate.url}/`)
    expect(await page.text()).toContain('"error_code":"UNAUTHENTICATED"')
    expect(page.refused).toContain('401 GET /api/mlflow/')
    const { headers } = await fetch(gate.url)
    expect(headers.get('www-authenticate')).toContain('Basic realm="mlflow"')
  })

  it('comes from the bare prefix to the pages, and shows the experiments', async () => {
    const page = await open('')
    expect(page.url).toBe(`${gate.url}/`)
    await page.shows('Welcome to MLflow')
    await page.click('Experiments')
    await page.shows('register-model')
    expectNoErrors(page)
  })

  it('shows a run with its metrics, their chart and a picture', async () => {
    const address = `/#/experiments/${painted.experiment}/runs/${painted.run}`
    const page = await open(address)
    await page.shows('painted')
    await page.shows('0.25')
    await page.click('Model metrics')
    await page.showsElement('.js-plotly-plot .scatterlayer path')
    expectNoErrors(page)
    const preview = await open(`${address}/artifacts/picture.png`)
    await preview.showsPicture(300)
    expectNoErrors(preview)
  })

  it('shows the registered model', async () => {
    const list = await open('/#/models')
    await list.shows('thermometer')
    expectNoErrors(list)
    const version = await open('/#/models/thermometer/versions/1')
    await version.shows('Registered At')
    await version.shows('Source Model')
    expectNoErrors(version)
  })

  async function createExperiment(scope: 'read' | 'write', name: string): Promise<BrowserPage> {
    const page = await open('/#/experiments', scope)
    await page.press('[data-component-id$=new_experiment_button]')
    await page.fill('[role=dialog] #experimentName', name)
    await page.press('[role=dialog] button:has-text("Create")')
    return page
  }

  it('is told why a change is refused, and the page goes on', async () => {
    const page = await createExperiment('read', 'refused')
    await page.shows("The API key's scope is 'read', and this needs 'write'")
    await page.press('[role=dialog] [aria-label=Close]')
    await page.click('register-model')
    await page.shows('Training runs')
    expect(page.refused.filter((each) => each.startsWith('403'))).toEqual([`403 POST ${PREFIX}/experiments/create`])
    expect(page.errors).toEqual([])
  })

  it('changes what the key permits', async () => {
    const page = await createExperiment('write', 'made by hand')
    await page.showsUrl(/#\/experiments\/\d+/)
    const answer = await fetch(`${gate.url}/api/2.0/mlflow/experiments/get-by-name?experiment_name=made+by+hand`, {
      headers: bearer('read'),
    })
    expect(answer.status).toBe(200)
  })

  it('changes nothing for a page that somebody has logged, nor for another server’s', async () => {
    const target = `${gate.url}/ajax-api/2.0/mlflow/registered-models/create`
    const refused = () => gate.entries.filter(({ status, key }) => status === 403 && key === 'id-write').length
    const other = createServer((_, response) => {
      const request = { method: 'POST', mode: 'no-cors', credentials: 'include', body: '{"name": "harm"}' }
      const script = `<script>fetch(${JSON.stringify(target)}, ${JSON.stringify(request)})</script>`
      response.setHeader('content-type', 'text/html').end(`<!doctype html>${script}`)
    })
    await once(other.listen(0, '127.0.0.1'), 'listening')
    await cleanup.add(() => void other.close())
    const page = await open(`/#/experiments/${painted.experiment}/runs/${painted.run}/artifacts/page.html`, 'write')
    while (refused() < 1) await gate.ended(gate.entries.length + 1)
    await page.goto(`http://127.0.0.1:${(other.address() as AddressInfo).port}/`)
    while (refused() < 2) await gate.ended(gate.entries.length + 1)
    const models = await fetch(`${gate.url}/api/2.0/mlflow/registered-models/search`, { headers: bearer('read') })
    const answer = await models.text()
    expect(answer).toContain('thermometer')
    expect(answer).not.toContain('harm')
  })
})
