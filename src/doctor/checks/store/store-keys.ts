import { formatOrigin, printable } from '../../../model/format.ts'
import { ok } from '../../check.ts'
import { storeCheck } from './store-check.ts'

/** Whether the store knows the keys, and takes what they sign. */
export const storeKeys = storeCheck({
  id: 'store-keys',
  title: 'Keys for the store',
  run({ context: { run } }) {
    const { credentials } = run.configuration ?? {}
    const suffix = credentials?.accessKeyIdSuffix
    const [origin] = credentials?.origins.values() ?? []
    return ok(
      `the store takes ${suffix ? `the key …${printable(suffix)}` : 'the keys'}`,
      origin ? formatOrigin(origin) : '',
    )
  },
})
