// RESULTS.md: the tables of the last run that was worth keeping, and below a marker what people have written.
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { here } from './paths.mjs'

const file = join(here, 'RESULTS.md')
const marker = '<!-- Written by hand from here on: `npm run bench -- --write` keeps it. -->'

export function writeResults(report) {
  const text = readFileSync(file, 'utf8')
  const at = text.indexOf(marker)
  if (at === -1) throw new Error(`bench/RESULTS.md lacks its marker line: ${marker}`)
  writeFileSync(file, `# What a start costs\n\nMade by \`npm run bench -- --write\`.\n\n${report}\n${text.slice(at)}`)
}
