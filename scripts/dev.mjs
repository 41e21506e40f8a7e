// Runs the launcher from its source: `npm run dev -- config`. Node before 22.18 cannot read TypeScript, and runs a fresh
// build instead.
import { createRequire } from 'node:module'

// npm changes the directory.
if (process.env.INIT_CWD) process.chdir(process.env.INIT_CWD)
process.on('SIGUSR1', () => {})
if ('typescript' in process.features && process.features.typescript) {
  await import('../src/cli.ts')
} else {
  await import('./build.mjs')
  createRequire(import.meta.url)('../bin/with-mlflow-env.js')
}
