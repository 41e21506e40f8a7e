/** What the tests use of `node:os`, in the engine. */
import { env } from '../../../../src/host/native/environment.ts'

export const tmpdir = (): string => env().TMPDIR ?? '/tmp'
