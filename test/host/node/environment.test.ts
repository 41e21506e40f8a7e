import { describe, expect, it } from 'vitest'
import { parseBlock } from '../../../src/host/environ-block.ts'
import { readEnvironment } from '../../../src/host/node/environment.ts'

describe('the environment as a block', () => {
  it.each([
    ['', {}],
    ['A=1\0B=\0', { A: '1', B: '' }],
    ['A=1', { A: '1' }],
    ['A=b=c\0', { A: 'b=c' }],
    ['A=1\0A=2\0', { A: '1' }],
    ['nothing\0=x\0A=1\0', { A: '1' }],
    ['A=two\nlines\0', { A: 'two\nlines' }],
  ])('is read as a process sees it: %j', (text, expected) => {
    expect(parseBlock(text)).toEqual(expected)
  })

  it('can have a variable named __proto__', () => {
    expect(Object.keys(parseBlock('__proto__=x\0A=1\0'))).toEqual(['__proto__', 'A'])
  })
})

describe('this process’s environment', () => {
  it('is the one that Node shows if something may have added to it', () => {
    expect(readEnvironment({ ONLY: 'here' }, false)).toEqual({ ONLY: 'here' })
  })
})
