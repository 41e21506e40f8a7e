import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { createKey, hashKey } from '../../src/keys/api-key.ts'
import { KEY_PREFIX, parseKeyId } from '../../src/keys/key-form.ts'

const FORM = /^wmle_[0-9A-Za-z]{12}_[0-9A-Za-z]{49}$/

describe('a new key', () => {
  it('has prefix, id, secret and checksum, and is found by its id', () => {
    const { key, id } = createKey()
    expect(key.reveal()).toMatch(FORM)
    expect(key.reveal().startsWith(`${KEY_PREFIX}_${id}_`)).toBe(true)
    expect(parseKeyId(key.reveal())).toBe(id)
  })

  it('shows as a placeholder until it is revealed', () => {
    const { key } = createKey()
    expect(`${key} ${JSON.stringify({ key })}`).not.toContain(KEY_PREFIX)
  })

  it('is another one each time, in its id and in its secret', () => {
    const keys = Array.from({ length: 500 }, () => createKey())
    expect(new Set(keys.map(({ id }) => id)).size).toBe(500)
    expect(new Set(keys.map(({ key }) => key.reveal().slice(18, 61))).size).toBe(500)
  })

  it('is stored as a hash that has neither the key nor its secret in it', () => {
    const { key, id, hash } = createKey()
    expect(hash).toMatch(/^[0-9a-f]{64}$/)
    expect(hash).toBe(hashKey(key.reveal()))
    for (const part of [id, key.reveal().slice(18, 61)]) expect(hash).not.toContain(part)
  })
})

describe('the checksum', () => {
  it('refuses a key with any one character changed, wherever it is', () => {
    const { key } = createKey()
    const text = key.reveal()
    fc.assert(
      fc.property(fc.nat(text.length - 1), fc.string({ minLength: 1, maxLength: 1, unit: 'grapheme' }), (at, other) => {
        fc.pre(text[at] !== other)
        expect(parseKeyId(text.slice(0, at) + other + text.slice(at + 1))).toBeNull()
      }),
      { numRuns: 1000 },
    )
  })

  it('refuses each digit and letter in each place but the right one', () => {
    const text = createKey().key.reveal()
    const digits = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz'
    const accepted = Array.from(text).flatMap((own, at) =>
      Array.from(digits).filter((other) => other !== own && parseKeyId(text.slice(0, at) + other + text.slice(at + 1))),
    )
    expect(accepted).toEqual([])
  })

  it('covers the id: a secret does not fit to the id of another key', () => {
    const [one, other] = [createKey(), createKey()]
    expect(parseKeyId(one.key.reveal().replace(one.id, other.id))).toBeNull()
  })

  it('refuses two neighbours that were swapped, a character more and one less', () => {
    const text = createKey().key.reveal()
    for (let at = 0; at < text.length; at++) {
      const [first = '', second = ''] = [text[at], text[at + 1]]
      const swapped = text.slice(0, at) + second + first + text.slice(at + 2)
      if (swapped !== text && second !== '') expect(parseKeyId(swapped)).toBeNull()
      expect(parseKeyId(text.slice(0, at) + text.slice(at + 1))).toBeNull()
      expect(parseKeyId(`${text.slice(0, at)}0${text.slice(at)}`)).toBeNull()
    }
  })
})

describe('what is no key', () => {
  it('has no id, whatever it is', () => {
    // Cheaper than fc.string({ unit: 'binary' }), which first makes a table of all characters.
    const codePoints = fc.array(fc.integer({ min: 0, max: 0x10ffff }))
    fc.assert(fc.property(codePoints, (points) => parseKeyId(String.fromCodePoint(...points)) === null))
  })

  it.each([' ', '\n', '\0', '\r\n'])('is also a key with %j before or after it', (more) => {
    const text = createKey().key.reveal()
    expect([parseKeyId(text + more), parseKeyId(more + text)]).toEqual([null, null])
  })
})
