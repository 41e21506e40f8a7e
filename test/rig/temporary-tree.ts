import {
  chmodSync,
  chownSync,
  lchownSync,
  mkdirSync,
  mkdtempSync,
  realpathSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import process from 'node:process'
import { inject, onTestFinished } from 'vitest'
import { type Diagnostic, LauncherError } from '../../src/model/diagnostic.ts'
import type { HostContext } from '../../src/model/host-context.ts'

/** Files and folders by their paths: a text, bytes, a folder (null), or a link to a path. */
export type Tree = Readonly<Record<string, string | Buffer | null | { readonly link: string }>>

const made = { count: 0 }

function newFolder(): string {
  const top = inject('temporaryFolder')
  if (top !== undefined) {
    const folder = join(top, `${process.pid}-${++made.count}`)
    mkdirSync(folder, { mode: 0o700 })
    return folder
  }
  const folder = realpathSync(mkdtempSync(join(tmpdir(), 'with-mlflow-env-unit-')))
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }))
  return folder
}

/** A private folder for one test, without links in its path, gone after it or after all tests. @param mode of the files */
export function temporaryTree(tree: Tree = {}, mode = 0o666): string {
  const folder = newFolder()
  const folders = new Set([folder])
  for (const [name, content] of Object.entries(tree)) {
    const path = join(folder, name)
    const inside = content === null ? path : dirname(path)
    if (!folders.has(inside)) mkdirSync(inside, { recursive: true })
    folders.add(inside)
    if (content === null) continue
    if (typeof content === 'string' || Buffer.isBuffer(content)) writeFileSync(path, content, { mode })
    else symlinkSync(content.link, path)
  }
  return folder
}

/** A world whose HOME is a folder that nothing stands in, unless it is said. */
export function hostContextIn(cwd: string, more: Partial<HostContext> = {}): HostContext {
  return {
    env: {},
    cwd,
    platform: 'linux',
    home: '/nowhere/home',
    uid: process.geteuid?.() ?? null,
    nullDevice: '/dev/null',
    ...more,
  }
}

/** The failure that something is refused with; null where it is not. */
export function refusal(run: () => unknown): Diagnostic | null {
  try {
    run()
    return null
  } catch (error) {
    if (error instanceof LauncherError) return error.diagnostic
    throw error
  }
}

export const isRoot = process.geteuid?.() === 0

/** A user id to read as and the owner that a path then has: another user's, whoever runs the tests. */
export function giveAway(path: string): { uid: number; owner: number } {
  if (!isRoot) return { uid: (process.geteuid?.() ?? 0) + 1, owner: process.geteuid?.() ?? 0 }
  lchownSync(path, 4321, 4321)
  return { uid: 0, owner: 4321 }
}

/** Makes a folder the same user's as what was given away. */
export function giveFolder(path: string): void {
  if (isRoot) chownSync(path, 4321, 4321)
}

export function makeWritable(path: string): void {
  chmodSync(path, 0o666)
}
