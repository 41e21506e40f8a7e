import { native } from './binding.ts'
import { env } from './environment.ts'

/** Put in by the build, from package.json. */
declare const LAUNCHER_VERSION: string

export const { platform, pid, parentPid, uid } = native
export const args: readonly string[] = native.args()
export const nullDevice = '/dev/null'

export function version(_folder: string): string {
  return LAUNCHER_VERSION
}

export function cwd(): string {
  return native.cwd()
}

export function columns(): number | null {
  const { COLUMNS = '' } = env()
  const known = native.terminalColumns(1) || native.terminalColumns(2)
  return known || (/^\d{1,6}$/.test(COLUMNS) && Number(COLUMNS)) || null
}

export function isTerminal(descriptor: number): boolean {
  return native.isTerminal(descriptor)
}

export function isNullDevice(descriptor: number): boolean {
  return native.isNullDevice(descriptor)
}
