import { defineConfig } from 'vitest/config'

/** Real servers, most of whose time goes by in one process: two files at a time. They have held beside as much again. */
const SERVERS = 'test/e2e/{{server,integration,deploy,botocore,dotenv}/**/*,clients,demo-story}.test.ts'
const patience = { testTimeout: 180_000, hookTimeout: 180_000 }

export default defineConfig({
  test: {
    projects: [
      {
        test: {
          name: 'unit',
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
        test: { name: 'servers', include: [SERVERS], ...patience, maxWorkers: 2, sequence: { groupOrder: 2 } },
      },
    ],
  },
})
