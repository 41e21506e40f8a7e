// A key in a file, for a gate that the launcher opens.
import process from 'node:process'
import { fileStore } from '../../src/keys/file-store.ts'
import type { Scope } from '../../src/keys/scope.ts'
import { makeKey } from './api-keys.ts'

/** Adds a key to a file, as `keys create` does. */
export async function addKey(path: string, scope: Scope) {
  const { key, record } = makeKey({ scope })
  const store = fileStore({ path, uid: process.getuid?.() ?? null, env: process.env as Record<string, string> })
  await store.add(record)
  const revoke = () => store.revoke(record.id, new Date())
  return { id: record.id, key, authorization: `Bearer ${key}`, revoke }
}
