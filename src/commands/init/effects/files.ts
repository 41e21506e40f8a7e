import {
  chmodSync,
  closeSync,
  existsSync,
  fchmodSync,
  fsyncSync,
  lstatSync,
  mkdtempSync,
  openSync,
  readdirSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs'
import { basename, dirname, join } from 'node:path'
import process from 'node:process'

const OWNER_ONLY = 0o600
/** How the folders of `replaceSecretFile` begin, which only a launcher that was killed leaves. */
const temporaryPrefix = (path: string) => `${path}-writing-`
/** Another launcher may be at work in a younger one. */
const STALE_MS = 60_000

/** In its place from the beginning: killed in between, it leaves an empty file, and never the secret under another name. */
export function createSecretFile(path: string, text: string): void {
  removeStale(path)
  writeNew(path, text, OWNER_ONLY)
}

export function replaceSecretFile(path: string, text: string): void {
  removeStale(path)
  writeNextTo(path, text, (temporary) => renameSync(temporary, path))
}

export function createFile(path: string, text: string): void {
  writeNew(path, text, 0o644)
}

export function appendToFile(path: string, text: string): void {
  const isNew = !existsSync(path)
  try {
    writeFileSync(path, text, { flag: 'a' })
  } catch (error) {
    if (isNew) rmSync(path, { force: true })
    throw error
  }
}

/** Removes what is left of a replacement that was killed: its secret would stay for good. */
function removeStale(path: string): void {
  const folder = dirname(path)
  for (const name of readdirSync(folder)) {
    const left = join(folder, name)
    if (!left.startsWith(temporaryPrefix(path))) continue
    const status = lstatSync(left)
    const isOwn = status.isDirectory() && status.uid === process.getuid?.() && Date.now() - status.mtimeMs > STALE_MS
    if (isOwn && readdirSync(left).every((inside) => inside === basename(path))) {
      rmSync(left, { recursive: true, force: true })
    }
  }
}

/**
 * Writes a temporary file on the same file system, and moves it. It has the same name in a folder of its own, so that git
 * ignores it too if the launcher is killed in between.
 */
function writeNextTo(path: string, text: string, move: (temporary: string) => void): void {
  const folder = mkdtempSync(temporaryPrefix(path))
  try {
    // The umask may have taken the owner's own rights.
    chmodSync(folder, 0o700)
    const temporary = join(folder, basename(path))
    writeNew(temporary, text, OWNER_ONLY)
    move(temporary)
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

function writeNew(path: string, text: string, mode: number): void {
  const descriptor = openSync(path, 'wx', mode)
  try {
    writeFileSync(descriptor, text)
    if (mode === OWNER_ONLY) fchmodSync(descriptor, mode)
    fsyncSync(descriptor)
  } catch (error) {
    rmSync(path, { force: true })
    throw error
  } finally {
    closeSync(descriptor)
  }
}
