import { pathExists } from '../../../host/fs-probe.ts'
import * as host from '../../../host/index.ts'

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
  writeNextTo(path, text, (temporary) => host.rename(temporary, path))
}

export function createFile(path: string, text: string): void {
  writeNew(path, text, 0o644)
}

export function appendToFile(path: string, text: string): void {
  const isNew = !pathExists(path)
  const descriptor = host.openToAppend(path)
  try {
    writeAll(descriptor, text)
  } catch (error) {
    if (isNew) tryRemove(path)
    throw error
  } finally {
    host.close(descriptor)
  }
}

/** Removes what is left of a replacement that was killed: its secret would stay for good. */
function removeStale(path: string): void {
  const folder = host.dirname(path)
  for (const name of host.readDirectory(folder)) {
    const left = host.joinPath(folder, name)
    if (!left.startsWith(temporaryPrefix(path))) continue
    const status = host.lstat(left)
    if (status?.kind !== 'directory' || status.uid !== host.uid || Date.now() - host.modified(left) <= STALE_MS)
      continue
    const inside = host.readDirectory(left)
    if (!inside.every((entry) => entry === host.basename(path))) continue
    for (const entry of inside) host.remove(host.joinPath(left, entry))
    host.remove(left)
  }
}

/**
 * Writes a temporary file on the same file system, and moves it. It has the same name in a folder of its own, so that git
 * ignores it too if the launcher is killed in between.
 */
function writeNextTo(path: string, text: string, move: (temporary: string) => void): void {
  const folder = host.makePrivateFolder(temporaryPrefix(path))
  const temporary = host.joinPath(folder, host.basename(path))
  try {
    writeNew(temporary, text, OWNER_ONLY)
    move(temporary)
  } finally {
    tryRemove(temporary)
    tryRemove(folder)
  }
}

function writeNew(path: string, text: string, mode: number): void {
  const descriptor = host.createFile(path, mode)
  try {
    writeAll(descriptor, text)
    if (mode === OWNER_ONLY) host.setMode(descriptor, mode)
    host.sync(descriptor)
  } catch (error) {
    tryRemove(path)
    throw error
  } finally {
    host.close(descriptor)
  }
}

function writeAll(descriptor: number, text: string): void {
  const bytes = host.encodeUtf8(text)
  for (let at = 0; at < bytes.length; ) at += host.write(descriptor, bytes.subarray(at))
}

function tryRemove(path: string): void {
  try {
    host.remove(path)
  } catch {
    // It is not there, or what went wrong is told already.
  }
}
