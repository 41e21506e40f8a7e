// The picture at the top of the README in a browser, as a web page shows it: as an image, on a light and on a dark page.
import { once } from 'node:events'
import { readFileSync } from 'node:fs'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type Browser, noBrowser, startBrowser } from '../rig/browser.ts'
import { Cleanup } from '../rig/cleanup.ts'
import { root } from '../rig/paths.ts'
import { lookAt } from '../rig/picture.ts'

const svg = readFileSync(join(root, 'docs', 'images', 'before-and-after.svg'))
const [, width = 0, height = 0] = (/ viewBox="0 0 (\d+) (\d+)"/.exec(svg.toString()) ?? []).map(Number)
const PAGE = `<!doctype html><meta name="color-scheme" content="light dark"><title>x</title>
<body style="margin: 20px"><img src="/picture.svg" alt="before and after" width="800">`
const cleanup = new Cleanup()

describe.skipIf(noBrowser !== null)('the picture of before and after', () => {
  let browser: Browser
  let url: string

  beforeAll(async () => {
    const server = createServer(({ url: path }, response) => {
      const isPage = path === '/'
      response.writeHead(200, { 'content-type': isPage ? 'text/html' : 'image/svg+xml' }).end(isPage ? PAGE : svg)
    })
    await once(server.listen(0, '127.0.0.1'), 'listening')
    await cleanup.add(() => void server.close())
    url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/`
    browser = await startBrowser(cleanup)
  })
  afterAll(() => cleanup.run())

  it('loads as an image, dark on a dark page and light on a light one', async () => {
    const shots: Buffer[] = []
    for (const colorScheme of ['light', 'dark'] as const) {
      const page = await browser.open(url, { colorScheme })
      expect(await page.pictures()).toMatchObject([{ width, height }])
      shots.push(await page.screenshot(process.env.PICTURES && join(process.env.PICTURES, `${colorScheme}.png`)))
    }
    const [light, dark] = lookAt(shots)
    expect(light?.brightness).toBeGreaterThan(200)
    expect(dark?.brightness).toBeLessThan(60)
    for (const facts of [light, dark]) expect(facts?.contrast).toBeGreaterThan(10)
  })
})
