// The part of playwright-core that the tests use. Its own types are in test/browser, which a first `npm ci` does not install.
export interface Chromium {
  launch(options: object): Promise<{
    newPage(options: object): Promise<PlaywrightPage>
    close(): Promise<void>
  }>
}

export interface PlaywrightPage {
  goto(url: string): Promise<{ status(): number } | null>
  getByText(text: string | RegExp): Locator
  locator(selector: string): Locator
  waitForFunction(expression: string, argument: undefined, options: { timeout: number }): Promise<unknown>
  evaluate(expression: string): Promise<unknown>
  screenshot(options: object): Promise<Buffer>
  on(event: 'requestfailed', listener: (request: PlaywrightRequest) => void): void
  on(event: 'pageerror', listener: (error: Error) => void): void
  on(event: 'response', listener: (response: PlaywrightResponse) => void): void
  url(): string
  waitForURL(pattern: RegExp): Promise<void>
}

interface PlaywrightRequest {
  url(): string
  failure(): { errorText: string } | null
}

interface PlaywrightResponse {
  url(): string
  status(): number
  request(): { method(): string }
}

interface Locator {
  first(): Locator
  waitFor(options?: { timeout: number }): Promise<void>
  click(): Promise<void>
  fill(text: string): Promise<void>
  innerText(): Promise<string>
}
