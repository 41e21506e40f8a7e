// What a server does when some of its processes are killed: it replaces them and goes on.
import { expect } from 'vitest'
import type { ManagedServer } from './managed-server.ts'
import { lives } from './process-info.ts'

/** Waits until there are other processes instead of those that were killed. */
export async function replaced(
  server: ManagedServer,
  pattern: RegExp,
  killed: readonly number[],
  count: number,
): Promise<void> {
  const others = () => server.members(pattern).filter((pid) => !killed.includes(pid)).length
  await expect.poll(others, { timeout: 30_000 }).toBe(count)
  await expect.poll(() => killed.filter(lives), { timeout: 30_000 }).toEqual([])
}

/** The launcher stays and has nothing to say, and the server answers. */
export async function goesOn(server: ManagedServer, url: string): Promise<void> {
  expect(await (await fetch(`${url}/health`)).text()).toBe('OK')
  expect([server.launcher.exitCode, server.launcher.signalCode]).toEqual([null, null])
  expect(server.shown).not.toMatch(/^with-mlflow-env: (?!note: )/m)
}
