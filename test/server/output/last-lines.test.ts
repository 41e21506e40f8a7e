import { expect, it } from 'vitest'
import { LastLines } from '../../../src/server/output/last-lines.ts'

function linesOf(...pieces: readonly (readonly [stream: 1 | 2, text: string | Uint8Array])[]): string[] {
  const last = new LastLines()
  for (const [stream, text] of pieces) last.add(stream, Buffer.from(text as string))
  return last.lines
}

it('keeps the last twenty lines', () => {
  const text = Array.from({ length: 30 }, (_, at) => `line ${at}\n`).join('')
  expect(linesOf([1, text])).toEqual(Array.from({ length: 20 }, (_, at) => `line ${at + 10}`))
})

it('joins a line that came in pieces, and shows one that was not finished', () => {
  expect(linesOf([1, 'one '], [1, 'line\nand ha'], [1, 'lf'])).toEqual(['one line', 'and half'])
})

it('does not join half a line of one stream with the other', () => {
  expect(linesOf([1, 'out'], [2, 'error\n'], [1, 'put\n'], [2, 'more'])).toEqual(['error', 'output', 'more'])
})

it('joins a character whose bytes came in two pieces', () => {
  const bytes = Buffer.from('größer\n')
  expect(linesOf([1, bytes.subarray(0, 3)], [1, bytes.subarray(3)])).toEqual(['größer'])
})

it('leaves out empty lines, and cuts long ones', () => {
  expect(linesOf([1, '\n  \nx\n'], [2, 'y'.repeat(10_000)])).toEqual(['x', 'y'.repeat(500)])
  expect(linesOf([2, `${'z'.repeat(10_000)}\n`])).toEqual(['z'.repeat(500)])
})
