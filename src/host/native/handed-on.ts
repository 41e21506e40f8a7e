import { tools } from './tools.ts'

interface Reading {
  readonly path: string
  readonly chunks: Uint8Array[]
}

/** What was read from pipes, whose content nobody can read a second time. */
const readings: Reading[] = []
/** The files that are open, by descriptor; of a pipe, what was read from it. */
const open = new Map<number, string | Reading>()

export function noteOpened(descriptor: number, path: string): void {
  open.set(descriptor, path)
}

export function notePipe(descriptor: number): void {
  const path = open.get(descriptor)
  if (typeof path !== 'string') return
  const reading = { path, chunks: [] }
  readings.push(reading)
  open.set(descriptor, reading)
}

export function noteRead(descriptor: number, bytes: Uint8Array, length: number): void {
  const reading = open.get(descriptor)
  if (typeof reading === 'object') reading.chunks.push(bytes.slice(0, length))
}

export function noteClosed(descriptor: number): void {
  open.delete(descriptor)
}

/** Puts it back, for the program that takes this one's place. */
export function handOn(): void {
  for (const { path, chunks } of readings) {
    if (chunks.length === 0) continue
    const [, number] = /^\/(?:dev|proc\/self)\/fd\/(\d+)$/.exec(path) ?? []
    const descriptor = path === '/dev/stdin' ? 0 : Number(number)
    if (Number.isNaN(descriptor)) tools().writeAgain(path, chunks)
    else tools().refill(descriptor, chunks)
  }
}
