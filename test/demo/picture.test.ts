// The picture at the top of the README: what the file itself must keep. Whether it is out of date is told by the demo's test.
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { root } from '../rig/paths.ts'

const svg = readFileSync(join(root, 'docs', 'images', 'before-and-after.svg'), 'utf8')

it('has text and a description, is small, and needs nothing else', () => {
  expect(svg.length).toBeLessThan(60_000)
  expect(svg).toMatch(/<title id="title">\S/)
  expect(svg).toMatch(/<desc id="desc">\S/)
  expect(svg).toContain('prefers-color-scheme: dark')
  expect(svg).not.toMatch(/<script|<image|<foreignObject|@import|@font-face|url\(|href=|\son\w+=/i)
})

it('names no path of a machine, and no key beyond its last four', () => {
  expect(svg).not.toMatch(/\/tmp\/|\/home\/|\/root\/|\/work\//)
  expect(svg).not.toMatch(/AKIA|ASIA/)
  const secrets = svg.match(/SECRET_ACCESS_KEY=[^\n<]*/g) ?? []
  expect(new Set(secrets)).toEqual(new Set(['SECRET_ACCESS_KEY=********']))
})

it('keeps every line inside of its window, and off the notes', () => {
  const readable = (text: string) => text.replace(/<[^>]+>/g, '').replace(/&\w+;/g, '"')
  // Monospaced fonts of 14 px are at most 8.6 wide.
  const lines = [...svg.matchAll(/<text x="(\d+)" y="(\d+)">(.*)<\/text>/g)].map(([, x, y, text = '']) => {
    return { text: readable(text), right: Number(x) + readable(text).length * 8.6, y: Number(y) }
  })
  const notes = [...svg.matchAll(/-fill" x="(\d+)" y="(\d+)"/g)].map(([, x, y]) => [Number(x), Number(y)] as const)
  expect(lines.length).toBeGreaterThan(12)
  expect(notes).toHaveLength(2)
  for (const { text, right, y } of lines) {
    const [limit] = notes.find(([, top]) => y > top && y < top + 20) ?? [800 - 16]
    expect({ text, fits: right < limit }).toEqual({ text, fits: true })
  }
})
