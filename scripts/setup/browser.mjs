// A browser for the end-to-end tests, exactly as test/browser/package-lock.json names it. Chromium comes packed in an npm
// package for one kind of system, with the libraries and the fonts that it needs; elsewhere the tests look for an installed
// one.
import { createReadStream, createWriteStream, existsSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { join } from 'node:path'
import { pipeline } from 'node:stream/promises'
import { createBrotliDecompress } from 'node:zlib'
import { CommandFailed } from './command.mjs'
import { root } from './environment.mjs'
import { npm } from './npm.mjs'
import { step, together } from './progress.mjs'
import { fingerprint, readStamp, writeStamp } from './stamp.mjs'

const home = join('test', 'browser')
const folder = join(root, home, 'node_modules')
const packed = process.platform === 'linux' && process.arch === 'x64'

/** The package's own looks in folders of AWS Lambda. */
const FONTS = `<?xml version="1.0"?>
<!DOCTYPE fontconfig SYSTEM "fonts.dtd">
<fontconfig>
  <dir prefix="relative">fonts</dir>
  <cachedir prefix="xdg">fontconfig</cachedir>
</fontconfig>
`

export async function prepareBrowser() {
  const wanted = fingerprint(join(home, 'package-lock.json'), 'scripts/setup/browser.mjs')
  if (readStamp(folder) === wanted) return
  await step('A browser (Chromium)', async () => {
    const optional = packed ? '--include=optional' : '--omit=optional'
    await npm(['ci', '--prefix', home, optional, '--ignore-scripts', '--no-audit', '--no-fund'])
    if (packed) await unpack()
    writeStamp(folder, wanted)
  })
}

/** Unpacks it into node_modules, which `npm ci` removes with all that is in it. */
async function unpack() {
  const archives = join(folder, '@sparticuz', 'chromium', 'bin')
  // npm passes over an optional package that it cannot fetch, and ends with 0.
  if (!existsSync(archives)) throw new CommandFailed(`chromium: not fetched; 'npm ci' in ${home} says why`)
  const tar = createRequire(join(folder, 'index.js'))('tar-fs')
  const extract = (path) => tar.extract(path, { chown: false })
  const from = (name) => createReadStream(join(archives, `${name}.br`))
  const write = (name, target) => () => pipeline(from(name), createBrotliDecompress(), target)
  await together(
    write('chromium', createWriteStream(join(folder, 'chromium'), { mode: 0o755 })),
    write('al2023.tar', extract(join(folder, 'chromium-libraries'))),
    write('fonts.tar', extract(join(folder, 'chromium-fonts'))),
  )
  writeFileSync(join(folder, 'chromium-fonts', 'fonts.conf'), FONTS)
}
