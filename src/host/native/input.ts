import type { Input, InputListener } from '../host.ts'
import { follow } from './follow.ts'
import { tools } from './tools.ts'

const STDIN = 0

export function openInput(listener: InputListener): Input {
  const close = follow(
    STDIN,
    (bytes) => listener.onBytes(bytes),
    () => listener.onEnd(),
  )
  return { hideKeys: () => tools().hideKeys(STDIN), showKeys: () => tools().showKeys(), close }
}
