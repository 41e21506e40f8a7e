import * as host from '../../../host/index.ts'
import type { StandardInput } from './effects.ts'

/** From the first byte to the end. */
export const END_SECONDS = 10
/** More than any list of keys. */
const MAX_BYTES = 65_536

/** Reads standard input to its end, unless it is silent, or does not end. */
export function readStandardInput(seconds: number): Promise<StandardInput> {
  const bytes: number[] = []
  return new Promise((resolve) => {
    const settle = (result: StandardInput) => {
      clearTimeout(timer)
      input.close()
      resolve(result)
    }
    let timer = setTimeout(() => settle({ late: 'nothing' }), seconds * 1000)
    // What cannot be read says nothing.
    const onEnd = () => settle({ bytes: new Uint8Array(bytes) })
    const onBytes = (chunk: Uint8Array) => {
      if (bytes.length === 0) {
        clearTimeout(timer)
        timer = setTimeout(() => settle({ late: 'no end' }), END_SECONDS * 1000)
      }
      for (const byte of chunk) bytes.push(byte)
      if (bytes.length > MAX_BYTES) onEnd()
    }
    const input = host.openInput({ onBytes, onEnd })
  })
}
