// The npm packages, exactly as package-lock.json names them.
import { basename, join } from 'node:path'
import { run } from './command.mjs'
import { root } from './environment.mjs'
import { step } from './progress.mjs'
import { fingerprint, readStamp, writeStamp } from './stamp.mjs'

export async function installPackages() {
  const folder = join(root, 'node_modules')
  const wanted = fingerprint('package-lock.json')
  if (readStamp(folder) === wanted) return
  await step('npm packages', async () => {
    // Development packages whatever NODE_ENV or npm's own settings say: the build and the tests are made of them.
    const args = ['ci', '--include=dev', '--no-audit', '--no-fund']
    // npm names its own program, so that the same npm is used; another package manager's name is no use here.
    const npm = process.env.npm_execpath ?? ''
    if (basename(npm) === 'npm-cli.js') await run(process.execPath, [npm, ...args])
    else await run('npm', args)
    writeStamp(folder, wanted)
  })
}
