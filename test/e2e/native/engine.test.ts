// The tests of the folders that the executable has, inside its engine and on its host.
import { describe, expect, it } from 'vitest'
import { FOLDERS } from '../../rig/engine/bundle.ts'
import { absent, evaluateTests } from '../../rig/engine/evaluate.ts'
import type { Outcome } from '../../rig/engine/outcome.ts'

/** What runs at least, of 116 files with 5,500 tests. */
const LEAST = { files: 105, tests: 5000 }

const outcomes = new Map<string, Promise<Outcome>>()

/** Each folder's once. */
function outcomeOf(folder: string): Promise<Outcome> {
  const outcome = outcomes.get(folder) ?? evaluateTests(folder)
  outcomes.set(folder, outcome)
  return outcome
}

describe.skipIf(absent !== null)(`in the engine of the executable${absent ? ` (${absent})` : ''}`, () => {
  it.each(FOLDERS)('the tests of %s pass', async (folder) => {
    const { failures, passed } = await outcomeOf(folder)
    expect(failures.map(({ title, message }) => `${title}\n${message}`)).toEqual([])
    expect(passed).toBeGreaterThan(0)
  })

  it('nearly all of them can run, and those that cannot are named', async () => {
    const all = await Promise.all(FOLDERS.map(outcomeOf))
    const sum = (count: (outcome: Outcome) => number) => all.reduce((total, outcome) => total + count(outcome), 0)
    const [files, passed] = [sum(({ filesRun }) => filesRun), sum(({ passed }) => passed)]
    const leftOut = all.flatMap(({ leftOut }) => leftOut)
    const lines = leftOut.map(({ file, tests, reason }) => `${file}: ${tests ?? 'all'} tests, because of ${reason}`)
    const heading = `${files} of ${sum(({ files }) => files)} files ran, ${passed} tests passed. Left out:`
    console.info([heading, ...lines].join('\n  '))
    expect(files).toBeGreaterThan(LEAST.files)
    expect(passed).toBeGreaterThan(LEAST.tests)
  })
})
