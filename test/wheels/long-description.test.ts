import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { longDescription } from '../../scripts/wheels/long-description.mjs'
import { root } from '../rig/paths.ts'

const shown = (readme: string) => longDescription(readme).split('\n\nThe pages')[0]

describe('the description on PyPI', () => {
  it('keeps links of the web and of the page, and of others the text', () => {
    const readme = 'See [a](https://x.example/y), [b](#quick-start), [c](docs/c.md#part) and [`d`](LICENSE).'
    expect(shown(readme)).toBe('See [a](https://x.example/y), [b](#quick-start), c and `d`.')
  })

  it('has no picture that only the repository has', () => {
    expect(shown('one\n\n![two (2)](docs/images/x.svg)\n\n![three](https://x.example/y.svg)')).toBe(
      'one\n\n![three](https://x.example/y.svg)',
    )
  })

  it('has nothing that is for the test of the page', () => {
    expect(shown('<!-- no-run: because\nof it -->\n\n```sh no-run\na\n```\n\n```console\nb\n```')).toBe(
      '```sh\na\n```\n\n```console\nb\n```',
    )
  })

  it('of the README has all of its headings', () => {
    const readme = readFileSync(join(root, 'README.md'), 'utf8')
    const headings = (text: string) => text.match(/^#+ .*$/gm)
    expect(headings(longDescription(readme))).toEqual(headings(readme))
  })
})
