/** What the tests use of `node:process`, in the engine. */
import { native } from '../../../../src/host/native/binding.ts'
import { env as own } from '../../../../src/host/native/environment.ts'

export const env = { ...own() }
export const argv: string[] = []
export const { pid, platform } = native
export const versions: { readonly node?: string } = {}
export const cwd = (): string => native.cwd()
export const geteuid = (): number => native.uid
