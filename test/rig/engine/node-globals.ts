/** Globals of Node's that tests use, and the launcher must not: a test's module imports them from here. */
import { native } from '../../../src/host/native/binding.ts'
import { concat } from '../../../src/host/native/text.ts'
import { absentModule } from './absent.ts'
import { nativeTests } from './native-tests.ts'
import * as process from './node/process.ts'

export { process }
export const { URL, URLSearchParams } = absentModule('global') as Record<'URL' | 'URLSearchParams', unknown>

/** Tests say how long something may take, whatever else the machine does meanwhile. */
export const performance = { now: () => nativeTests.processorTime() }

/** Of plain data. */
export const structuredClone = <Value>(value: Value): Value => JSON.parse(JSON.stringify(value))

export class TextEncoder {
  encode(text: string): Uint8Array {
    return native.encodeUtf8(text)
  }
}

class Bytes extends Uint8Array {
  /** In place: two bytes change places. */
  swap16(): this {
    for (let at = 0; at < this.length; at += 2) this.set([this[at + 1] ?? 0, this[at] ?? 0], at)
    return this
  }

  override toString(): string {
    return native.decodeUtf8(this)
  }
}

/** A letter is as many bytes as the encoding says, the lowest first. */
function letters(text: string, bytes: 1 | 2): Uint8Array {
  const all = new Uint8Array(text.length * bytes)
  for (let at = 0; at < text.length; at++) {
    const unit = text.charCodeAt(at)
    all[at * bytes] = unit & 0xff
    if (bytes === 2) all[at * 2 + 1] = unit >> 8
  }
  return all
}

const ENCODINGS: Readonly<Record<string, (text: string) => ArrayLike<number>>> = {
  utf8: native.encodeUtf8,
  latin1: (text) => letters(text, 1),
  utf16le: (text) => letters(text, 2),
}

export const Buffer = {
  isBuffer: (value: unknown): boolean => value instanceof Bytes,
  alloc: (length: number, letter: string): Bytes => new Bytes(length).fill(letter.charCodeAt(0)),
  concat: (parts: readonly Uint8Array[]): Bytes => new Bytes(concat(parts)),
  from(content: string | readonly number[], encoding = 'utf8'): Bytes {
    const encoded = typeof content === 'string' ? ENCODINGS[encoding]?.(content) : content
    if (encoded === undefined) throw new Error(`no encoding ${encoding}`)
    return new Bytes(encoded)
  },
}
