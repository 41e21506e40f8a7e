/** What the tests use of `node:fs`, in the engine: to make files for the launcher, and to look at the repository's. */
import { native } from '../../../../src/host/native/binding.ts'
import { joinPath } from '../../../../src/host/native/paths.ts'
import { nativeTests } from '../native-tests.ts'

interface Options {
  readonly recursive?: boolean
  readonly mode?: number
  readonly force?: boolean
}

export const existsSync = (path: string): boolean => native.stat(path) !== undefined
export const readFileSync = (path: string, _encoding: 'utf8'): string => native.readText(path)
export const realpathSync = (path: string): string => native.realPath(path)
export const mkdtempSync = (prefix: string): string => native.tools().makePrivateFolder(prefix)
export const symlinkSync = (target: string, path: string): void => nativeTests.link(target, path)
export const chmodSync = (path: string, mode: number): void => nativeTests.setMode(path, mode)
export const lchownSync = (path: string, user: number, group: number): void => nativeTests.setOwner(path, user, group)
export const chownSync = lchownSync

export function mkdirSync(path: string, { recursive = false, mode = 0o777 }: Options = {}): void {
  nativeTests.makeFolder(path, recursive, mode)
}

export function writeFileSync(path: string, content: string | Uint8Array, { mode = 0o666 }: Options = {}): void {
  nativeTests.writeFile(path, typeof content === 'string' ? native.encodeUtf8(content) : content, mode)
}

export function rmSync(path: string, { force = false }: Options = {}): void {
  if (force && native.lstat(path) === undefined) return
  nativeTests.remove(path)
}

export function readdirSync(path: string, { recursive = false }: Options = {}): string[] {
  return native.readDirectory(path).flatMap((name) => {
    const inside = joinPath(path, name)
    if (!recursive || native.lstat(inside)?.kind !== 'directory') return [name]
    return [name, ...readdirSync(inside, { recursive }).map((more) => joinPath(name, more))]
  })
}
