// The checks of `npm test`. Each runs even if one before it failed, so that one run shows all there is to repair.
import { mkdirSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { endIfStopped, runTool } from './command.mjs'
import { root } from './environment.mjs'

export const reports = join(root, '.build', 'reports')

export const checks = {
  lint: ['biome', 'check', '.'],
  'lint of Python': [process.execPath, 'scripts/lint-python.mjs', '--required'],
  types: ['tsc', '--noEmit'],
  'types of scripts': ['tsc', '--noEmit', '-p', 'scripts'],
  unit: vitest('unit', ['unit']),
  e2e: vitest('e2e', ['alone', 'e2e', 'servers']),
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

/** Runs the checks in turn. Gives 0 if all passed. */
export async function runChecks(wanted, args = []) {
  // Reports of an earlier run would be counted as this one's.
  rmSync(reports, { recursive: true, force: true })
  mkdirSync(reports, { recursive: true })
  const failed = []
  for (const [name, [tool, ...rest]] of Object.entries(wanted)) {
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
