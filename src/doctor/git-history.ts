import type { Git } from './git.ts'

/** What a commit had of a file. */
export interface Committed {
  /** From the repository's root. */
  readonly path: string
  /** Its short hash. */
  readonly commit: string
  readonly text: string
}

/** Of each file the first versions and the last ones are enough. */
const MAX_VERSIONS = 24
const SHORT = 10
/** No file of this kind is larger. */
const MAX_LENGTH = 256 * 1024

/**
 * The versions of files that were ever committed on any branch, the newest first, also of files that are gone.
 *
 * @param names in the directory
 * @returns null if git gives no answer in time
 */
export async function findCommitted(git: Git, folder: string, names: readonly string[]): Promise<Committed[] | null> {
  const words = ['--all', '--full-history', '-m', '--raw', '--no-abbrev', '--no-renames', '-z', '--format=%x01%h']
  const { exitCode, stdout } = await git(folder, '--literal-pathspecs', 'log', ...words, '--', ...names)
  if (exitCode === null) return null
  const versions = [...parseLog(stdout)]
  const kept =
    versions.length <= MAX_VERSIONS
      ? versions
      : [...versions.slice(0, MAX_VERSIONS / 2), ...versions.slice(-MAX_VERSIONS / 2)]
  const texts = await Promise.all(kept.map(({ blob }) => git(folder, 'cat-file', 'blob', blob)))
  return kept.flatMap(({ path, commit }, at) => {
    const text = texts[at]?.exitCode === 0 ? texts[at].stdout : ''
    return text.length > MAX_LENGTH ? [] : [{ path, commit, text }]
  })
}

interface Version {
  readonly path: string
  readonly commit: string
  readonly blob: string
}

/** Each version once. A link's text is a path, and what was deleted has none. */
function* parseLog(log: string): Generator<Version> {
  const seen = new Set<string>()
  let commit = ''
  const fields = log.split('\0')
  for (let at = 0; at < fields.length; at++) {
    const field = fields[at] ?? ''
    const [, hash] = /\x01([0-9a-f]+)/.exec(field) ?? []
    if (hash) commit = hash.slice(0, SHORT)
    const [, blob = ''] = /:\d{6} 100\d{3} [0-9a-f]+ ([0-9a-f]+) \w/.exec(field) ?? []
    if (blob === '') continue
    const path = fields[++at] ?? ''
    if (!/^0+$/.test(blob) && !seen.has(blob + path)) yield { path, commit, blob }
    seen.add(blob + path)
  }
}
