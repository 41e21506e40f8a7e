import type { DoctorCheck } from '../../check.ts'
import { bucket } from './bucket.ts'
import { bucketEncryption } from './bucket-encryption.ts'
import { bucketRegion } from './bucket-region.ts'
import { deleteObject } from './delete-object.ts'
import { getObject } from './get-object.ts'
import { listObjects } from './list-objects.ts'
import { multipartUpload } from './multipart-upload.ts'
import { publicAccess } from './public-access.ts'
import { putObject } from './put-object.ts'
import { storeAnswer } from './store-answer.ts'
import { storeClock } from './store-clock.ts'
import { storeKeys } from './store-keys.ts'

/** In the order in which results are shown. */
export const STORE_CHECKS: readonly DoctorCheck[] = [
  storeAnswer,
  storeClock,
  storeKeys,
  bucket,
  bucketRegion,
  listObjects,
  putObject,
  multipartUpload,
  getObject,
  deleteObject,
  bucketEncryption,
  publicAccess,
]
