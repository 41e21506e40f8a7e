import { page as completion } from '../completion/page.ts'
import { page as config } from '../config/page.ts'
import { page as doctor } from '../doctor/page.ts'
import { page as init } from '../init/page.ts'
import { page as keys } from '../keys/page.ts'
import { page as proxy } from '../proxy/page.ts'
import { page as server } from '../server/page.ts'
import type { HelpPage } from './page.ts'

/** The page of each of the launcher's own words. Help and completion need no more of a command. */
const PAGES: Readonly<Record<string, HelpPage>> = { completion, config, doctor, init, keys, proxy, server }

/** @param word one that can be used */
export function pageOf(word: string): HelpPage {
  const page = PAGES[word]
  if (page === undefined) throw new TypeError(`'${word}' has no page`)
  return page
}
