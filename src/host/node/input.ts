import process from 'node:process'
import type { Input, InputListener } from '../host.ts'

export function openInput(listener: InputListener): Input {
  const { stdin } = process
  const onBytes = (bytes: Uint8Array) => listener.onBytes(bytes)
  const onEnd = () => listener.onEnd()
  stdin.on('data', onBytes).on('end', onEnd).on('error', onEnd)
  return {
    hideKeys() {
      // Node remembers what it set, and does nothing if the terminal was put back by somebody else.
      stdin.setRawMode(false).setRawMode(true)
    },
    showKeys() {
      stdin.setRawMode(false)
    },
    close() {
      // A late error is nobody's affair.
      stdin
        .off('data', onBytes)
        .off('end', onEnd)
        .off('error', onEnd)
        .on('error', () => {})
      if (stdin.isTTY) stdin.pause()
      else stdin.destroy()
    },
  }
}
