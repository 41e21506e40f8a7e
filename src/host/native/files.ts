import { hasPermissions } from '../file-systems.ts'
import type { FileAccess, FileStatus, OpenFlag } from '../host.ts'
import { native } from './binding.ts'
import { noteClosed, noteOpened, notePipe, noteRead } from './handed-on.ts'

export function stat(path: string): FileStatus | null {
  return native.stat(path) ?? null
}

export function lstat(path: string): FileStatus | null {
  return native.lstat(path) ?? null
}

export function fstat(descriptor: number): FileStatus {
  const status = native.fstat(descriptor)
  if (status.kind === 'fifo') notePipe(descriptor)
  return status
}

export function access(path: string, access: FileAccess): void {
  native.access(path, access)
}

export function open(path: string, ...flags: readonly OpenFlag[]): number {
  const descriptor = native.open(path, ...flags)
  noteOpened(descriptor, path)
  return descriptor
}

export function close(descriptor: number): void {
  native.close(descriptor)
  noteClosed(descriptor)
}

export function read(descriptor: number, bytes: Uint8Array): number {
  const length = native.read(descriptor, bytes)
  noteRead(descriptor, bytes, length)
  return length
}

export function write(descriptor: number, bytes: Uint8Array): number {
  return native.write(descriptor, bytes)
}

export function readText(path: string): string {
  return native.readText(path)
}

export function readHead(path: string, maxBytes: number): Uint8Array | null {
  try {
    return native.readHead(path, maxBytes)
  } catch {
    return null
  }
}

export function readDirectory(path: string): string[] {
  return native.readDirectory(path)
}

export function readLink(path: string): string {
  return native.readLink(path)
}

export function realPath(path: string): string {
  return native.realPath(path)
}

export function keepsPermissions(path: string): boolean {
  try {
    const type = native.fileSystemType(path)
    return type === undefined || hasPermissions(type)
  } catch {
    return true
  }
}
