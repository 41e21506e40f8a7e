// The licences of the packages that are bundled: each asks to be named in copies.
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'

/**
 * @param {string} root
 * @param {readonly string[]} inputs the files in the bundle, relative to `root`
 */
export function thirdPartyNotices(root, inputs) {
  const folders = inputs.flatMap((path) => /^(?:.*\/)?node_modules\/(?:@[^/]+\/)?[^/]+/.exec(path)?.[0] ?? [])
  const packages = [...new Set(folders)].sort().map((folder) => {
    const { name, version, license } = JSON.parse(readFileSync(join(root, folder, 'package.json'), 'utf8'))
    return { name, version, license, text: licenceText(join(root, folder), name) }
  })
  return formatNotices(packages)
}

const OPENING = 'with-mlflow-env contains these packages.\n\n'
const SEPARATOR = `\n${'-'.repeat(80)}\n\n`

/** @param {readonly { name: string, version?: string | undefined, license: string, text: string }[]} packages */
export function formatNotices(packages) {
  const notices = packages.map(({ name, version, license, text }) => {
    return `${version === undefined ? name : `${name} ${version}`} (${license})\n\n${text}\n`
  })
  return `${OPENING}${notices.join(SEPARATOR)}`
}

/** The packages that such a text names. */
export function packagesIn(text) {
  return text
    .slice(OPENING.length)
    .split(SEPARATOR)
    .map((notice) => {
      const [, name, version, license] = /^(\S+) (\S+) \((.+)\)$/m.exec(notice) ?? []
      if (!name || !version || !license) throw new Error(`no package is named in: ${notice.slice(0, 80)}`)
      return { name, version, license, text: notice.slice(notice.indexOf('\n\n') + 2).trimEnd() }
    })
}

/** The file with the licence, or the part of the README that has it: some packages have no such file. */
function licenceText(folder, name) {
  const files = readdirSync(folder)
  const file = files.find((path) => /^licen[cs]e/i.test(path))
  if (file) return readFileSync(join(folder, file), 'utf8').trim()
  const readme = files.find((path) => /^readme/i.test(path))
  const [, text] = /^#+ *licen[cs]e\s+(.+)$/ims.exec(readme ? readFileSync(join(folder, readme), 'utf8') : '') ?? []
  if (!text) throw new Error(`${name} has no licence in a file or in its README`)
  return text.trim()
}
