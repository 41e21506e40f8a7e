// The checks of `npm test`. Each runs even if one before it failed, so that one run shows all there is to repair.
import { mkdirSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { endIfStopped, runTool } from './command.mjs'
import { root } from './environment.mjs'
import { stopCounting } from './progress.mjs'

export const reports = join(root, '.build', 'reports')

export const checks = {
  lint: ['biome', 'check', '.'],
  types: ['tsc', '--noEmit'],
  'types of scripts': ['tsc', '--noEmit', '-p', 'scripts'],
  unit: vitest('unit', ['unit']),
  'lint of Python': [process.execPath, 'scripts/lint-python.mjs', '--required'],
  e2e: vitest('e2e', ['processes', 'e2e', 'servers']),
}

function vitest(name, projects) {
  const json = `--outputFile.json=${join(reports, `${name}.json`)}`
  return [
    'vitest',
    'run',
    ...projects.map((project) => `--project=${project}`),
    '--reporter=default',
    '--reporter=json',
    json,
  ]
}

/**
 * Runs the checks in turn. Gives 0 if all passed.
 *
 * @param ready waits for what a check needs, by its name. Its failure ends all
 */
export async function runChecks(wanted, args = [], ready = async (_name) => {}) {
  // Reports of an earlier run would be counted as this one's.
  rmSync(reports, { recursive: true, force: true })
  mkdirSync(reports, { recursive: true })
  const failed = []
  stopCounting()
  for (const [name, [tool, ...rest]] of Object.entries(wanted)) {
    await ready(name)
    process.stderr.write(`\n— ${name}\n`)
    const status = await runTool(tool === process.execPath ? tool : join(root, 'node_modules', '.bin', tool), [
      ...rest,
      ...args,
    ])
    endIfStopped()
    if (status !== 0) failed.push(name)
  }
  process.stderr.write(failed.length === 0 ? '\nAll checks passed.\n' : `\nFailed: ${failed.join(', ')}\n`)
  return failed.length === 0 ? 0 : 1
}
