// What is made from the sources: the launcher in dist/, and the demo in .build/.
import { run } from './command.mjs'
import { root } from './environment.mjs'
import { step } from './progress.mjs'

export async function build() {
  await step('Build', () => run(process.execPath, ['scripts/build.mjs']))
}

export async function bundleDemo() {
  // Loaded here and not above: in a clean clone it is not there before the packages are.
  const esbuild = await import('esbuild')
  await esbuild.build({
    absWorkingDir: root,
    entryPoints: ['demo/main.ts'],
    outfile: '.build/demo.mjs',
    bundle: true,
    packages: 'external',
    platform: 'node',
    format: 'esm',
    target: 'node20.19',
    logLevel: 'warning',
  })
}
