// The browser that other tests look at pages with: it sees what a person sees, and reaches nothing but this machine.
import { once } from 'node:events'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type Browser, noBrowser, startBrowser } from '../rig/browser.ts'
import { Cleanup } from '../rig/cleanup.ts'

const cleanup = new Cleanup()
const WIDE = "data:image/svg+xml,%3Csvg xmlns='http://www.w3.org/2000/svg' width='70' height='30'/%3E"
const LATER = "<svg xmlns='http://www.w3.org/2000/svg' width='90' height='30'/>"
/** Names and addresses of others. */
const OUTSIDE = ['https://example.com/', 'http://localhost.example/', 'http://192.0.2.1/', 'http://[2001:db8::1]/']
/** The button is above everything that loads: a picture that moved it between mouse down and up would swallow the click. */
const PAGE = `<!doctype html><title>x</title><body>
<p><button onclick="this.outerHTML = 'pressed<img src=later>'; throw new Error('on purpose')">Press</button></p>
<img src="${WIDE}" alt="wide"><div style="height: 9000px"></div>
<img src="${WIDE}#far" alt="far" loading="lazy"><img src="/gone.png" alt="gone"><script>
Promise.all(${JSON.stringify(OUTSIDE)}.map((url) => fetch(url, { mode: 'no-cors' }).then(() => url, () => 'refused')))
  .then((answers) => document.body.append('answers: ' + answers))</script>`

describe.skipIf(noBrowser !== null)(`the browser${noBrowser === null ? '' : ` (${noBrowser})`}`, () => {
  let browser: Browser
  let url: string

  beforeAll(async () => {
    const server = createServer(({ url: path }, response) => {
      const later = () => response.setHeader('content-type', 'image/svg+xml').end(LATER)
      if (path === '/later') setTimeout(later, 100)
      else response.writeHead(path === '/' ? 200 : 404, { 'content-type': 'text/html' }).end(path === '/' ? PAGE : '')
    })
    await once(server.listen(0, '127.0.0.1'), 'listening')
    await cleanup.add(() => void server.close())
    url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/`
    browser = await startBrowser(cleanup)
  })
  afterAll(() => cleanup.run())

  it('loads pictures, also those far below, and tells which did not load', async () => {
    const page = await browser.open(url)
    const seen = (await page.pictures()).map(({ text, width, height }) => [text, width, height])
    expect(seen).toEqual([
      ['wide', 70, 30],
      ['far', 70, 30],
      ['gone', 0, 0],
    ])
    expect((await page.screenshot()).subarray(1, 4).toString()).toBe('PNG')
  })

  it('reaches no other machine', async () => {
    const page = await browser.open(url)
    await page.shows(/answers: /)
    expect(await page.text()).toContain(`answers: ${OUTSIDE.map(() => 'refused')}`)
    expect(page.failed.toSorted()).toEqual(OUTSIDE.toSorted().map((address) => `${address} net::ERR_NAME_NOT_RESOLVED`))
  })

  it('shows what a click does, and what a script throws', async () => {
    const page = await browser.open(url)
    await page.click('Press')
    await page.shows('pressed')
    await page.showsPicture(90)
    expect(page.errors).toEqual(['Error: on purpose'])
  })
})
