import { defineConfig } from 'vitest/config'

/**
 * Tests with real servers, which compute on one core or wait: three files at a time keep two cores busy. They allow for a
 * machine that is twice as busy.
 */
const SERVERS = 'test/e2e/{{server,integration,deploy,botocore,dotenv}/**/*,clients,demo-story}.test.ts'
const patience = { testTimeout: 180_000, hookTimeout: 180_000 }

export default defineConfig({
  test: {
    projects: [
      {
        test: {
          name: 'unit',
          // Many of them wait for processes; by default there would be one worker on two cores.
          maxWorkers: 2,
          isolate: false,
          include: ['test/**/*.test.ts'],
          exclude: ['test/e2e/**'],
          // The property tests compute for seconds, longer on a busy machine.
          testTimeout: 60_000,
        },
      },
      {
        test: {
          name: 'e2e',
          include: ['test/e2e/**/*.test.ts'],
          exclude: [SERVERS],
          ...patience,
          // Terminals, process groups, and ends that must come soon: the files take turns.
          fileParallelism: false,
          sequence: { groupOrder: 1 },
        },
      },
      {
        test: { name: 'servers', include: [SERVERS], ...patience, maxWorkers: 3, sequence: { groupOrder: 2 } },
      },
    ],
  },
})
