// What all scenes share.
import type { Cleanup } from '../test/rig/cleanup.ts'
import type { DeveloperMachine } from '../test/rig/developer-machine.ts'
import type { Result, Shell } from '../test/rig/shell.ts'
import type { Findings } from './findings.ts'
import { type Excerpt, excerpt } from './terminal/excerpt.ts'
import type { Page } from './terminal/page.ts'

export interface Scene {
  readonly cleanup: Cleanup
  readonly findings: Findings
  readonly page: Page
  readonly place: DeveloperMachine
  /** The terminal in which everything but the server is typed. */
  readonly shell: Shell
  /** Everything that any command printed, for the search for secrets. */
  readonly printed: string[]
}

export interface Typed extends Result {
  readonly line: string
}

/** Types a command line into the shell, and shows what it prints. */
export async function type({ page, printed, shell }: Scene, line: string, shown?: Excerpt): Promise<Typed> {
  page.command(line)
  const result = await page.during('it runs', shell.run(line))
  printed.push(result.output)
  if (result.output.trim() !== '') page.quote(excerpt(result.output, shown))
  return { line, ...result }
}

/** The same for what holds secrets and is asked for them. They are masked on the page. */
export function show(scene: Scene, line: string, shown?: Excerpt): Promise<Typed> {
  return type({ ...scene, printed: [] }, line, shown)
}
