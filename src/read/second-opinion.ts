import { parse } from 'dotenv'

/**
 * How the common JavaScript reader reads a `.env` text.
 *
 * Its expression looks at every line break of a long row from every one before it, so long rows of blank lines, which
 * change nothing, are shortened.
 */
export function secondOpinion(text: string): Record<string, string> {
  return parse(text.replace(/\r\n?/g, '\n').replace(/\n{100,}/g, '\n\n'))
}
