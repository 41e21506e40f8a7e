import { mkdirSync } from 'node:fs'
import { isPrivate, isUsable, type RuntimeFolder } from '../host/runtime-folder.ts'

/**
 * Makes the folder if it is not there.
 *
 * @throws the system's error; EACCES if others can enter it
 */
export function openRuntimeFolder(folder: RuntimeFolder, uid: number): void {
  if (folder.parent !== null && !isPrivate(folder.parent, uid)) throw notPrivate()
  try {
    mkdirSync(folder.path, { mode: 0o700 })
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error
  }
  if (!isUsable(folder, uid)) throw notPrivate()
}

function notPrivate(): Error {
  return Object.assign(new Error('the directory is not private'), { code: 'EACCES' })
}
