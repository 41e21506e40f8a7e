import {
  chmodSync,
  closeSync,
  fchmodSync,
  fsyncSync,
  linkSync,
  mkdtempSync,
  openSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs'
import { basename, join } from 'node:path'

const OWNER_ONLY = 0o600
/** Errors of file systems that have no hard links. */
const NO_LINKS = ['EPERM', 'ENOTSUP', 'EOPNOTSUPP', 'ENOSYS', 'EMLINK']

export function createSecretFile(path: string, text: string): void {
  writeNextTo(path, text, (temporary) => {
    try {
      // Unlike a rename it never replaces a file.
      linkSync(temporary, path)
    } catch (error) {
      if (!NO_LINKS.includes((error as NodeJS.ErrnoException).code ?? '')) throw error
      writeNew(path, text, OWNER_ONLY)
    }
  })
}

export function replaceSecretFile(path: string, text: string): void {
  writeNextTo(path, text, (temporary) => renameSync(temporary, path))
}

export function createFile(path: string, text: string): void {
  writeNew(path, text, 0o644)
}

export function appendToFile(path: string, text: string): void {
  writeFileSync(path, text, { flag: 'a' })
}

/**
 * Writes a temporary file on the same file system, and moves it. It has the same name in a folder of its own, so that git
 * ignores it too if the launcher is killed in between.
 */
function writeNextTo(path: string, text: string, move: (temporary: string) => void): void {
  const folder = mkdtempSync(`${path}-`)
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
