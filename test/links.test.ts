// The links in the project's pages: each names a file that exists, and a heading that it has.
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { dirname, join, relative } from 'node:path'
import { describe, expect, it } from 'vitest'
import { root } from './rig/paths.ts'

const PAGES = [
  ...pagesIn('.', false),
  ...['docs', 'examples', 'bench', 'src', '.github', 'test/fixtures'].flatMap((folder) => pagesIn(folder, true)),
]

function pagesIn(folder: string, recursive: boolean): string[] {
  const names = readdirSync(join(root, folder), { recursive, encoding: 'utf8' })
  const own = names.filter((name) => name.endsWith('.md') && !name.split('/').includes('node_modules'))
  return own.map((name) => join(folder, name))
}

/** A page without what looks like Markdown and is code. */
function prose(page: string): string {
  return readFileSync(join(root, page), 'utf8')
    .replace(/^ *(`{3,})[^\n]*\n.*?^ *\1$/gms, '')
    .replace(/<!--.*?-->/gs, '')
}

/** The targets of the links of a page, except those on the web. */
function linksIn(page: string): string[] {
  const text = prose(page).replace(/`[^`\n]*`/g, '')
  return Array.from(text.matchAll(/\]\(\s*([^)\s]+)/g), ([, target = '']) => target).filter(
    (target) => !/^[a-z][a-z0-9+.-]*:/i.test(target),
  )
}

/** The anchors of a page as GitHub makes them: a heading in lower case without punctuation, numbered if it repeats. */
function anchorsIn(page: string): string[] {
  const seen = new Map<string, number>()
  return Array.from(prose(page).matchAll(/^#{1,6} +(.+?) *$/gm), ([, heading = '']) => {
    const plain = heading.replace(/\[([^\]]*)\]\([^)]*\)/g, '$1').toLowerCase()
    const anchor = plain.replace(/[^\p{L}\p{N}\p{M} _-]/gu, '').replaceAll(' ', '-')
    const times = seen.get(anchor) ?? 0
    seen.set(anchor, times + 1)
    return times === 0 ? anchor : `${anchor}-${times}`
  })
}

/** What a link does not find; null if it finds everything. */
function missing(page: string, target: string): string | null {
  const [path = '', anchor] = decodeURIComponent(target).split('#')
  const full = path === '' ? join(root, page) : join(root, path.startsWith('/') ? '.' : dirname(page), path)
  if (!existsSync(full)) return `there is no ${target}`
  if (anchor === undefined || !full.endsWith('.md')) return null
  return anchorsIn(relative(root, full)).includes(anchor) ? null : `no heading for ${target}`
}

describe('the links', () => {
  it.each(PAGES)('of %s lead somewhere', (page) => {
    expect(linksIn(page).flatMap((target) => missing(page, target) ?? [])).toEqual([])
  })

  it('are many, so that this test cannot pass because it finds none', () => {
    const links = PAGES.flatMap(linksIn)
    expect(links.length).toBeGreaterThan(30)
    expect(links.some((target) => target.includes('#'))).toBe(true)
    expect(missing('README.md', 'docs/no-such-page.md')).not.toBeNull()
    expect(missing('README.md', '#no-such-heading')).not.toBeNull()
  })
})
