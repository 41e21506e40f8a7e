// Splits the parts of an everyday run, by what such runs call: see split.mjs and everyday.mjs.
import { execFileSync } from 'node:child_process'
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { CASES } from './everyday.mjs'
import { analyze, instrument, split } from './split.mjs'

const runner = fileURLToPath(new URL('everyday.mjs', import.meta.url))

/** @param {string} folder with the parts as modules */
export function splitColdParts(folder) {
  const names = readdirSync(folder).filter((name) => name.endsWith('.js'))
  const modules = new Map(names.map((name) => [name, analyze(readFileSync(join(folder, name), 'utf8'))]))
  const called = findCalled(modules)
  for (const [name, module] of modules) {
    // Of a part that no everyday run loads, nothing is more rare than the rest.
    if (!module.movable.some((_, number) => called.has(`${name}:${number}`))) continue
    const coldName = name.replace(/\.js$/, '-cold.js')
    const { hot, cold } = split(module, (number) => called.has(`${name}:${number}`), name, coldName)
    writeFileSync(join(folder, name), hot)
    writeFileSync(join(folder, coldName), cold)
  }
}

function findCalled(modules) {
  const scratch = mkdtempSync(join(tmpdir(), 'parts-'))
  try {
    // So that Node takes them for modules.
    writeFileSync(join(scratch, 'package.json'), '{ "type": "module" }')
    for (const [name, module] of modules) writeFileSync(join(scratch, name), instrument(module, name))
    const run = (_, at) =>
      JSON.parse(execFileSync(process.execPath, [runner, scratch, String(at)], { encoding: 'utf8' }))
    return new Set(CASES.flatMap(run))
  } finally {
    rmSync(scratch, { recursive: true, force: true })
  }
}
