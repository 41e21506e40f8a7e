import { printable, quote } from '../../../model/format.ts'
import { ok, skip, warn } from '../../check.ts'
import { because } from './because.ts'
import { isDeniedEverywhere } from './denied.ts'
import { parseObjects, parseSettings } from './responses.ts'
import { storeCheck } from './store-check.ts'

const RULES = '{"Rules":[{"ApplyServerSideEncryptionByDefault":{"SSEAlgorithm":"AES256"}}]}'

/** Whether what is written is encrypted. The answer to an upload tells it without a right of its own. */
export const bucketEncryption = storeCheck({
  id: 'bucket-encryption',
  title: 'Encryption',
  asks: ['objects', 'bucketSettings'],
  async run(store) {
    const { context, root, bucket } = store
    const objects = parseObjects(await context.probe.ask('objects'))
    if (isDeniedEverywhere(store, objects)) return because('bucket')
    const { encryption } = parseSettings(await context.probe.ask('bucketSettings'))
    const algorithm = objects.encryption ?? encryption.algorithm
    if (algorithm) return ok(`the store encrypts what is written (${printable(algorithm)})`)
    const isOff = encryption.code === 'ServerSideEncryptionConfigurationNotFoundError'
    if (!isOff) return skip(`the store does not tell (${printable(encryption.code)})`)
    if (!bucket.isAws) return skip(`${quote(root.bucket)} has no encryption of its own`)
    const name = printable(root.bucket)
    const remedy = `aws s3api put-bucket-encryption --bucket ${name} --server-side-encryption-configuration '${RULES}'`
    return warn(`${quote(root.bucket)} does not encrypt what is written`, '', remedy)
  },
})
