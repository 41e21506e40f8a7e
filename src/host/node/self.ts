import { fstatSync, statSync } from 'node:fs'
import process from 'node:process'
import type { Runtime } from '../host.ts'
import { readEnvironment } from './environment.ts'

export const { platform, pid, ppid: parentPid } = process
export const args: readonly string[] = process.argv.slice(2)
export const uid = process.geteuid?.() ?? null
export const nullDevice = platform === 'win32' ? '\\\\.\\nul' : '/dev/null'

export async function runtime(): Promise<Runtime> {
  return { kind: 'node', version: process.versions.node, path: process.execPath }
}

export function env() {
  return readEnvironment(process.env, process.execArgv.length === 0 && !process.env.NODE_OPTIONS)
}

export function cwd(): string {
  return process.cwd()
}

export function home(): string | null {
  if (process.env.HOME) return process.env.HOME
  try {
    return process.getBuiltinModule('node:os').homedir()
  } catch {
    // A user without an entry in passwd, as in a container with `--user 12345`.
    return null
  }
}

export function columns(): number | null {
  const { COLUMNS = '' } = process.env
  return process.stdout.columns || process.stderr.columns || (/^\d{1,6}$/.test(COLUMNS) && Number(COLUMNS)) || null
}

export function isTerminal(descriptor: number): boolean {
  return process.getBuiltinModule('node:tty').isatty(descriptor)
}

export function isNullDevice(descriptor: number): boolean {
  try {
    const stats = fstatSync(descriptor)
    return stats.isCharacterDevice() && stats.rdev === statSync(nullDevice).rdev
  } catch {
    return false
  }
}
