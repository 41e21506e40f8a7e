import { tools } from './tools.ts'

export function createFile(path: string, mode: number): number {
  return tools().create(path, mode)
}

export function openToAppend(path: string): number {
  return tools().openToAppend(path)
}

export function setMode(descriptor: number, mode: number): void {
  tools().setMode(descriptor, mode)
}

export function sync(descriptor: number): void {
  tools().sync(descriptor)
}

export function rename(from: string, to: string): void {
  tools().rename(from, to)
}

export function remove(path: string): void {
  tools().remove(path)
}

export function makePrivateFolder(prefix: string): string {
  return tools().makePrivateFolder(prefix)
}

export function modified(path: string): number {
  return tools().modified(path)
}
