import { statfsSync } from 'node:fs'
import { hasPermissions } from '../file-systems.ts'

export function keepsPermissions(path: string): boolean {
  try {
    return hasPermissions(statfsSync(path).type)
  } catch {
    return true
  }
}
