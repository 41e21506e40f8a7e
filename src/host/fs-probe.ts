import { accessSync, type Stats, statSync } from 'node:fs'
import { dirname } from 'node:path'

/** What stands at a path, links followed; null where nothing does, or where nobody may look. */
export function statOf(path: string): Stats | null {
  try {
    return statSync(path)
  } catch {
    return null
  }
}

/** Whether this user may do something at a path. @param access of `constants` in node:fs */
export function may(path: string, access: number): boolean {
  try {
    accessSync(path, access)
    return true
  } catch {
    return false
  }
}

/** The path itself, or the nearest folder above it that stands: the one in which the rest would be made. */
export function findNearest(path: string): string {
  let nearest = path
  while (!statOf(nearest) && dirname(nearest) !== nearest) nearest = dirname(nearest)
  return nearest
}
