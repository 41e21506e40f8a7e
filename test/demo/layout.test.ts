// Every line of the demo fits 80 columns, whatever a command prints.
import fc from 'fast-check'
import { expect, it } from 'vitest'
import { excerpt } from '../../demo/terminal/excerpt.ts'
import { widthOf, wrap, wrapCommand } from '../../demo/terminal/layout.ts'

it('breaks any text at its blanks, and no line is wider than asked for', () => {
  const word = fc.string({ unit: 'grapheme', maxLength: 100 }).map((text) => text.replaceAll(/\s/g, 'x'))
  fc.assert(
    fc.property(fc.array(word), fc.integer({ min: 30, max: 80 }), (words, width) => {
      for (const line of [...wrap(words.join(' '), width), ...wrapCommand(words.join(' '), width)])
        expect(widthOf(line)).toBeLessThanOrEqual(width)
    }),
  )
})

it('indents what goes on, and cuts a word that is longer than a line', () => {
  expect(wrap('  key: one two three', 14)).toEqual(['  key: one two', '      three'])
  expect(wrap('at http://127.0.0.1:5000/long', 15)).toEqual(['at http://127…'])
  expect(wrapCommand('python train.py --c 1', 12)).toEqual(['python \\', '    train… \\', '    --c 1'])
})

it('counts two columns for an emoji', () => {
  expect(widthOf('🏃 View run')).toBe(11)
})

it('says how many lines of a long output are left out', () => {
  const isOne = (line: string) => line.startsWith('INFO')
  expect(excerpt('INFO a\none\n\ntwo\nthree\nfour\n', { first: 2, without: { isOne, name: 'the log' } })).toEqual([
    ...['one', 'two'],
    ...['… 2 more lines', '… 1 more line: the log'],
  ])
  expect(excerpt('one\ntwo\nthree\n3 ok\n', { first: 1, withLast: true })).toEqual(['one', '… 2 more lines', '3 ok'])
})
