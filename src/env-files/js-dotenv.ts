import { join } from 'node:path'
import process from 'node:process'

/**
 * How the common JavaScript reader reads a `.env` text. It is loaded here and not above: few files need it, and it
 * takes as long to load as all of the launcher.
 *
 * Its expression looks at every line break of a long row from every one before it, so long rows of blank lines, which
 * change nothing, are shortened.
 */
export function secondOpinion(text: string): Record<string, string> {
  const { createRequire } = process.getBuiltinModule('node:module')
  const { parse }: typeof import('dotenv') = createRequire(join(import.meta.dirname, 'here'))('dotenv')
  return parse(text.replace(/\r\n?/g, '\n').replace(/\n{100,}/g, '\n\n'))
}
