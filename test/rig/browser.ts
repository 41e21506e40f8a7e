// A real browser without a window. It resolves no name and reaches 127.0.0.1 only, so that no page asks anyone else.
import { existsSync } from 'node:fs'
import { createRequire } from 'node:module'
import { delimiter, join } from 'node:path'
import { BrowserPage } from './browser-page.ts'
import type { Cleanup } from './cleanup.ts'
import { root } from './paths.ts'
import type { Chromium } from './playwright.ts'
import { makeFolder } from './private-folder.ts'

/** What scripts/setup/browser.mjs makes ready. */
const folder = join(root, 'test', 'browser', 'node_modules')
const installed = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable']
  .flatMap((name) => (process.env.PATH ?? '').split(delimiter).map((path) => join(path, name)))
  .find(existsSync)
const packed = existsSync(join(folder, 'chromium')) ? join(folder, 'chromium') : undefined
const program = packed ?? installed

/** The packed one brings libraries and fonts, because a small system has neither. */
const ITS_OWN =
  packed === undefined
    ? {}
    : {
        LD_LIBRARY_PATH: join(folder, 'chromium-libraries', 'lib'),
        FONTCONFIG_PATH: join(folder, 'chromium-fonts'),
      }

/** The language is named, because without one in the environment Chromium takes one that pages stumble over. */
const WINDOW = { viewport: { width: 1280, height: 900 }, locale: 'en-US' }

/** Why there is no browser here; null if there is one. */
export const noBrowser: string | null = !existsSync(join(folder, 'playwright-core'))
  ? "test/browser has no playwright-core: 'npm run test:e2e' installs it"
  : program === undefined
    ? `test/browser has no Chromium for ${process.platform} on ${process.arch}, and none is on PATH`
    : null

export interface Browser {
  /** Opens a page in a window of its own, and waits for its load event. */
  open(url: string, options?: WindowOptions): Promise<BrowserPage>
}

export interface WindowOptions {
  readonly colorScheme?: 'light' | 'dark'
  /** What a person types when the browser asks. Without it the window shows what came with the question. */
  readonly httpCredentials?: { readonly username: string; readonly password: string }
}

/** Starts the browser, which ends with the test. Ask `noBrowser` first. */
export async function startBrowser(cleanup: Cleanup): Promise<Browser> {
  if (noBrowser !== null) throw new Error(noBrowser)
  const home = await makeFolder(cleanup)
  const { chromium } = createRequire(join(folder, 'index.js'))('playwright-core') as { chromium: Chromium }
  const browser = await chromium.launch({
    executablePath: program,
    args: ['--no-proxy-server', '--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1'],
    // A stop is for the clean-up. Playwright would end this process.
    handleSIGINT: false,
    handleSIGTERM: false,
    handleSIGHUP: false,
    env: { PATH: '/usr/bin:/bin', HOME: home, TMPDIR: home, ...ITS_OWN },
  })
  await cleanup.add(() => browser.close())
  return {
    open: async (url, options = {}) => {
      const page = new BrowserPage(await browser.newPage({ ...WINDOW, ...options }))
      await page.goto(url)
      return page
    },
  }
}
