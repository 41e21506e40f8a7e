import process from 'node:process'
import { afterEach, expect, it, vi } from 'vitest'
import * as host from '../../../src/host/index.ts'

afterEach(() => {
  vi.unstubAllEnvs()
  vi.restoreAllMocks()
})

it('is what HOME says', () => {
  vi.stubEnv('HOME', '/home/somebody')
  expect(host.home()).toBe('/home/somebody')
})

it('is what the system says without HOME', () => {
  vi.stubEnv('HOME', '')
  vi.spyOn(process.getBuiltinModule('node:os'), 'homedir').mockReturnValue('/home/of-passwd')
  expect(host.home()).toBe('/home/of-passwd')
})

it('is null for a user without HOME that passwd does not know', () => {
  vi.stubEnv('HOME', '')
  vi.spyOn(process.getBuiltinModule('node:os'), 'homedir').mockImplementation(() => {
    throw Object.assign(new Error('A system error occurred: uv_os_homedir returned ENOENT'), {
      code: 'ERR_SYSTEM_ERROR',
    })
  })
  expect(host.home()).toBeNull()
})
