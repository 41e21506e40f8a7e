// The licences of the packages that are bundled: each asks to be named in copies.
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'

/**
 * @param {string} root
 * @param {readonly string[]} inputs the files in the bundle, relative to `root`
 */
export function thirdPartyNotices(root, inputs) {
  const folders = inputs.flatMap((path) => /^(?:.*\/)?node_modules\/(?:@[^/]+\/)?[^/]+/.exec(path)?.[0] ?? [])
  const notices = [...new Set(folders)].sort().map((folder) => {
    const { name, version, license } = JSON.parse(readFileSync(join(root, folder, 'package.json'), 'utf8'))
    const file = readdirSync(join(root, folder)).find((path) => /^licen[cs]e/i.test(path))
    if (!file) throw new Error(`${name} has no file with its licence`)
    return `${name} ${version} (${license})\n\n${readFileSync(join(root, folder, file), 'utf8').trim()}\n`
  })
  return `with-mlflow-env contains these packages.\n\n${notices.join(`\n${'-'.repeat(80)}\n\n`)}`
}
