// The launchers that the benchmark compares with, exactly as bench/package-lock.json names them.
import { join } from 'node:path'
import { root } from './environment.mjs'
import { npm } from './npm.mjs'
import { step } from './progress.mjs'
import { fingerprint, readStamp, writeStamp } from './stamp.mjs'

export async function prepareBench() {
  const folder = join(root, 'bench', 'node_modules')
  const wanted = fingerprint('bench/package-lock.json')
  if (readStamp(folder) === wanted) return
  await step('Launchers to compare with', async () => {
    await npm(['ci', '--prefix', 'bench', '--ignore-scripts', '--no-audit', '--no-fund'])
    writeStamp(folder, wanted)
  })
}
