import {
  chmodSync,
  constants,
  fchmodSync,
  fsyncSync,
  lstatSync,
  mkdtempSync,
  openSync,
  renameSync,
  rmdirSync,
  unlinkSync,
} from 'node:fs'

export function createFile(path: string, mode: number): number {
  return openSync(path, 'wx', mode)
}

export function openToAppend(path: string): number {
  return openSync(path, constants.O_WRONLY | constants.O_CREAT | constants.O_APPEND)
}

export function setMode(descriptor: number, mode: number): void {
  fchmodSync(descriptor, mode)
}

export function sync(descriptor: number): void {
  fsyncSync(descriptor)
}

export function rename(from: string, to: string): void {
  renameSync(from, to)
}

export function remove(path: string): void {
  if (lstatSync(path).isDirectory()) rmdirSync(path)
  else unlinkSync(path)
}

export function makePrivateFolder(prefix: string): string {
  const folder = mkdtempSync(prefix)
  // The umask may have taken the owner's own rights.
  chmodSync(folder, 0o700)
  return folder
}

export function modified(path: string): number {
  return lstatSync(path).mtimeMs
}
