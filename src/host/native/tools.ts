import { type NativeTools, native } from './binding.ts'

let made: NativeTools | null = null

/** What few runs need. */
export function tools(): NativeTools {
  made ??= native.tools()
  return made
}
