// RESULTS.md: the tables of the last run that was worth keeping, and below a marker what people have written.
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { here } from './paths.mjs'

const file = join(here, 'RESULTS.md')
const marker = '<!-- Written by hand from here on: `npm run bench -- --write` keeps it. -->'
const head = '# What a start costs\n\nMade by `npm run bench -- --write`.\n\n'

export function writeResults(report) {
  const [text, at] = readResults()
  writeFileSync(file, `${head}${report}\n${text.slice(at)}`)
}

/** The lines on the machine, above the first section. */
export function writeHead(machine) {
  const [text] = readResults()
  writeFileSync(file, `${head}${machine}\n${text.slice(text.indexOf('### '))}`)
}

/** Puts one section in the place of the one with the same heading, or behind the others. */
export function writeSection(section) {
  const [text, end] = readResults()
  const [heading = ''] = section.split('\n', 1)
  const found = text.indexOf(`${heading}\n`)
  const start = found === -1 ? text.indexOf('### Verdict\n') : found
  const following = text.indexOf('\n### ', found) + 1
  const next = found === -1 ? start : following === 0 || following > end ? end : following
  if (start === -1 || start > end) throw new Error('bench/RESULTS.md lacks its sections')
  writeFileSync(file, `${text.slice(0, start)}${section}\n${text.slice(next)}`)
}

/** @returns {[text: string, end: number]} where what is generated ends */
function readResults() {
  const text = readFileSync(file, 'utf8')
  const end = text.indexOf(marker)
  if (end === -1) throw new Error(`bench/RESULTS.md lacks its marker line: ${marker}`)
  return [text, end]
}
