import { printable } from '../../../model/format.ts'
import { ok } from '../../check.ts'
import { storeCheck } from './store-check.ts'

/** Whether what answers at the address is a store. */
export const storeAnswer = storeCheck({
  id: 'store-answer',
  title: 'Store',
  run({ bucket: { endpoint, isAws } }) {
    return ok(`${isAws ? 'AWS' : 'an S3 store'} answers at ${printable(endpoint ?? 'its address')}`)
  },
})
