import { defineConfig } from 'vitest/config'
import type { Vite } from 'vitest/node'
import { LongestFirst } from './test/rig/longest-first.ts'

/** Tests with real servers. They have databases that are made before. */
const SERVERS =
  'test/e2e/{{server,integration,deploy,botocore,dotenv,docs,examples}/**/*,clients,demo,demo-story}.test.ts'
/** Tests of one folder of src/ that start programs and wait for them. Without these the unit tests take seconds. */
const PROCESSES = 'test/**/*.process.test.ts'
/** What starts programs computes on one core or waits for them: four files at a time keep two cores busy. */
const STARTING = {
  // For a machine that is twice as busy.
  testTimeout: 180_000,
  hookTimeout: 180_000,
  maxWorkers: 4,
  // One group: no file waits until all of another project have ended.
  sequence: { groupOrder: 1 },
}

/** What a glob finds changes without the file that has it: a new one would be missed. */
const globsAreNotKept: Vite.Plugin = {
  name: 'globs-are-not-kept',
  configureVitest: ({ experimental_defineCacheKeyGenerator: defineKey }) =>
    defineKey(({ sourceCode }) => (sourceCode.includes('import.meta.glob') ? false : undefined)),
}

export default defineConfig({
  test: {
    sequence: { sequencer: LongestFirst },
    projects: [
      {
        plugins: [globsAreNotKept],
        test: {
          name: 'unit',
          // By default there would be one worker on two cores.
          maxWorkers: 2,
          isolate: false,
          globalSetup: ['test/rig/temporary-folder.ts'],
          // What was transformed from TypeScript is kept by its content: a second of each run.
          experimental: { fsModuleCache: true },
          include: ['test/**/*.test.ts'],
          exclude: ['test/e2e/**', PROCESSES],
          // The property tests compute for seconds, longer on a busy machine.
          testTimeout: 60_000,
        },
      },
      {
        test: {
          name: 'processes',
          include: [PROCESSES],
          ...STARTING,
        },
      },
      {
        test: {
          name: 'e2e',
          include: ['test/e2e/**/*.test.ts'],
          exclude: [SERVERS],
          ...STARTING,
        },
      },
      {
        test: {
          name: 'servers',
          include: [SERVERS],
          globalSetup: ['test/rig/prepare-databases.ts'],
          ...STARTING,
        },
      },
    ],
  },
})
