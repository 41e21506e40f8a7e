import process from 'node:process'
import type { StandardInput } from './effects.ts'

/** From the first byte to the end. */
export const END_SECONDS = 10
/** More than any list of keys. */
const MAX_BYTES = 65_536

/** Reads standard input to its end, unless it is silent, or does not end. */
export function readStandardInput(seconds: number): Promise<StandardInput> {
  const { stdin } = process
  const chunks: Uint8Array[] = []
  let length = 0
  return new Promise((resolve) => {
    const settle = (result: StandardInput) => {
      clearTimeout(timer)
      stdin.removeAllListeners()
      // A late error is nobody's affair.
      stdin.on('error', () => {})
      stdin.destroy()
      resolve(result)
    }
    let timer = setTimeout(() => settle({ late: 'nothing' }), seconds * 1000)
    const finish = () => settle({ bytes: Buffer.concat(chunks) })
    stdin.on('data', (chunk: Uint8Array) => {
      if (length === 0) {
        clearTimeout(timer)
        timer = setTimeout(() => settle({ late: 'no end' }), END_SECONDS * 1000)
      }
      chunks.push(chunk)
      length += chunk.length
      if (length > MAX_BYTES) finish()
    })
    stdin.once('end', finish)
    // What cannot be read says nothing.
    stdin.once('error', finish)
  })
}
