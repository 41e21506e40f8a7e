// The launchers that the benchmark compares with, exactly as bench/package-lock.json and bench/go/go.sum name them.
import { spawnSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { CommandFailed, run } from './command.mjs'
import { root } from './environment.mjs'
import { npm } from './npm.mjs'
import { step } from './progress.mjs'
import { fingerprint, readStamp, writeStamp } from './stamp.mjs'

export async function prepareBench() {
  await preparePackages()
  await prepareGoTools()
}

async function preparePackages() {
  const folder = join(root, 'bench', 'node_modules')
  const wanted = fingerprint('bench/package-lock.json')
  if (readStamp(folder) === wanted) return
  await step('Launchers to compare with', async () => {
    await npm(['ci', '--prefix', 'bench', '--ignore-scripts', '--no-audit', '--no-fund'])
    writeStamp(folder, wanted)
  })
}

/** Without Go, or where its modules cannot be had, it is left out of the comparison. */
async function prepareGoTools() {
  const folder = join(root, 'bench', 'go')
  const bin = join(folder, 'bin')
  const wanted = fingerprint('bench/go/go.mod', 'bench/go/go.sum')
  if (readStamp(bin) === wanted || spawnSync('go', ['version']).status !== 0) return
  try {
    await step('godotenv', () =>
      run('go', ['build', '-C', folder, '-o', join(bin, 'godotenv'), 'github.com/joho/godotenv/cmd/godotenv']),
    )
  } catch (error) {
    if (!(error instanceof CommandFailed)) throw error
  }
  if (existsSync(bin)) writeStamp(bin, wanted)
}
