import fs from 'node:fs'
import { syncBuiltinESMExports } from 'node:module'
import { onTestFinished, vi } from 'vitest'

/**
 * Watches a function of `node:fs` until the end of the test, in every module that has imported it. What it returns can
 * replace the function: the host is a namespace, whose own functions cannot be replaced.
 */
export function watchFs<Name extends 'readSync' | 'statfsSync'>(name: Name) {
  const spy = vi.spyOn(fs, name)
  syncBuiltinESMExports()
  onTestFinished(() => {
    spy.mockRestore()
    syncBuiltinESMExports()
  })
  return spy
}
