// A page in the browser, and what a person sees of it.
import type { PlaywrightPage } from './playwright.ts'

export interface Picture {
  readonly source: string
  /** What stands for it, for those who do not see it. */
  readonly text: string
  /** Its own width and height in pixels: 0 if it did not load. */
  readonly width: number
  readonly height: number
}

/** Pictures that load when they come into view are loaded too. */
const PICTURES = `Promise.all(Array.from(document.images, async (image) => {
  image.loading = 'eager'
  await image.decode().catch(() => {})
  return { source: image.src, text: image.alt, width: image.naturalWidth, height: image.naturalHeight }
}))`

export class BrowserPage {
  readonly #page: PlaywrightPage
  /** What it asked for in vain, with the reason: everything outside of 127.0.0.1, and what broke off. */
  readonly failed: string[] = []
  /** What its scripts threw. */
  readonly errors: string[] = []
  /** What was answered with an error: the status, the method and the path. */
  readonly refused: string[] = []

  constructor(page: PlaywrightPage) {
    this.#page = page
    page.on('requestfailed', (request) => this.failed.push(`${request.url()} ${request.failure()?.errorText}`))
    page.on('pageerror', (error) => this.errors.push(String(error)))
    page.on('response', (response) => {
      const { pathname } = new URL(response.url())
      if (response.status() >= 400) this.refused.push(`${response.status()} ${response.request().method()} ${pathname}`)
    })
  }

  /** Goes to an address, waits for the load event, and gives the status. */
  async goto(url: string): Promise<number | undefined> {
    return (await this.#page.goto(url))?.status()
  }

  /** Where it is now: pages that are applications change it by themselves. */
  get url(): string {
    return this.#page.url()
  }

  /** Waits until it has come to such an address. */
  async showsUrl(pattern: RegExp): Promise<void> {
    await this.#page.waitForURL(pattern)
  }

  /** Waits until a text can be seen. For a page that goes on after its load event. */
  async shows(text: string | RegExp, timeout = 30_000): Promise<void> {
    await this.#page.getByText(text).first().waitFor({ timeout })
  }

  /** Waits until something can be seen that has no text, by its CSS selector. */
  async showsElement(selector: string, timeout = 30_000): Promise<void> {
    await this.#page.locator(selector).first().waitFor({ timeout })
  }

  /** Waits until something can be seen, and clicks on it, by its selector. */
  async press(selector: string): Promise<void> {
    await this.#page.locator(selector).first().click()
  }

  /** Types into a field, by its selector. */
  async fill(selector: string, text: string): Promise<void> {
    await this.#page.locator(selector).first().fill(text)
  }

  /** Waits until a text can be seen, and clicks on it. */
  async click(text: string | RegExp): Promise<void> {
    await this.#page.getByText(text).first().click()
  }

  /** All that can be read. */
  text(): Promise<string> {
    return this.#page.locator('body').innerText()
  }

  /** Waits until a picture has loaded that is at least this wide: not an icon. */
  async showsPicture(width = 200, timeout = 30_000): Promise<void> {
    const wide = `Array.from(document.images).some((image) => image.complete && image.naturalWidth >= ${width})`
    await this.#page.waitForFunction(wide, undefined, { timeout })
  }

  /** The pictures, once each of them has loaded or failed. */
  async pictures(): Promise<readonly Picture[]> {
    return (await this.#page.evaluate(PICTURES)) as Picture[]
  }

  /** The whole page as a PNG. @param path a file to write it to, too */
  screenshot(path?: string): Promise<Buffer> {
    return this.#page.screenshot({ fullPage: true, ...(path === undefined ? {} : { path }) })
  }
}
