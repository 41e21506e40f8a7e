import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { EMPTY_LINE, type Typed, typeInto } from '../../../src/commands/init/effects/line-editor.ts'

/** What comes of keys that arrive in these pieces. */
function type(...pieces: string[]): Typed {
  let typed: Typed = { kind: 'more', line: EMPTY_LINE }
  for (const piece of pieces) {
    if (typed.kind !== 'more') throw new Error('the line has ended')
    typed = typeInto(typed.line, piece)
  }
  return typed
}

const done = (text: string, rest = '') => ({ kind: 'done', text, rest })

describe('a line that is typed unseen', () => {
  it.each<[string, string[], object]>([
    ['letters and Enter', ['ab', 'c\r'], done('abc')],
    ['Backspace, which terminals send in two ways', ['abx\x7fy\b\r'], done('ab')],
    ['Backspace with nothing to remove', ['\x7f\x7fa\r'], done('a')],
    ['Backspace after a letter beyond the basic plane', ['a😀\x7f\r'], done('a')],
    ['Ctrl-U and Ctrl-W', ['wrong\x15worse\x17right\r'], done('right')],
    ['a paste with its markers', ['\x1b[200~secret\x1b[201~\r'], done('secret')],
    ['a paste of two lines', ['secret\rtoken\r'], done('secret', 'token\r')],
    ['a paste with line ends of Windows', ['secret\r\ntoken\r\n'], done('secret', 'token\r\n')],
    ['cursor keys, Alt and a key that arrives in two pieces', ['a\x1b[D\x1bOCb\x1bxc\x1b', '[3', '~d\r'], done('abcd')],
    ['other control characters', ['a\x00\x01\x1ab\r'], done('ab')],
    ['Ctrl-C anywhere', ['abc\x03'], { kind: 'interrupted' }],
    ['Ctrl-C in a key that did not end', ['abc\x1b\x03'], { kind: 'interrupted' }],
    ['Ctrl-D in an empty line', ['\x04'], { kind: 'ended' }],
    ['Ctrl-D after letters', ['ab\x04c\r'], done('abc')],
  ])('takes %s', (_, pieces, expected) => {
    expect(type(...pieces)).toEqual(expected)
  })

  it('is the same in whatever pieces it arrives', () => {
    const keys = fc.array(fc.constantFrom('a', 'B', '/', '\x7f', '\x1b[C', '\x1b[200~', '\x15', 'ä'))
    fc.assert(
      fc.property(keys, fc.integer({ min: 0, max: 30 }), (list, cut) => {
        const text = list.join('')
        const at = Math.min(cut, text.length)
        expect(type(text.slice(0, at), text.slice(at), '\r')).toEqual(type(`${text}\r`))
      }),
    )
  })
})
