// The npm packages, exactly as package-lock.json names them.
import { join } from 'node:path'
import { root } from './environment.mjs'
import { npm } from './npm.mjs'
import { step } from './progress.mjs'
import { fingerprint, readStamp, writeStamp } from './stamp.mjs'

export async function installPackages() {
  const folder = join(root, 'node_modules')
  const wanted = fingerprint('package-lock.json')
  if (readStamp(folder) === wanted) return
  await step('npm packages', async () => {
    // Development packages whatever NODE_ENV or npm's own settings say: the build and the tests are made of them.
    const args = ['ci', '--include=dev', '--no-audit', '--no-fund']
    await npm(args)
    writeStamp(folder, wanted)
  })
}
