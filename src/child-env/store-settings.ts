/**
 * What Rust's `object_store` (`src/aws/builder.rs`) and botocore take from the environment about a bucket and its objects. It
 * decides neither the account, nor where requests go, nor whether they are signed.
 */
export const STORE_SETTINGS = [
  'AWS_BUCKET',
  'AWS_BUCKET_NAME',
  'AWS_VIRTUAL_HOSTED_STYLE_REQUEST',
  'AWS_UNSIGNED_PAYLOAD',
  'AWS_CHECKSUM_ALGORITHM',
  'AWS_COPY_IF_NOT_EXISTS',
  'AWS_CONDITIONAL_PUT',
  'AWS_DISABLE_TAGGING',
  'AWS_REQUEST_PAYER',
  'AWS_SERVER_SIDE_ENCRYPTION',
  'AWS_SSE_*',
  'AWS_REQUEST_MIN_COMPRESSION_SIZE_BYTES',
  'AWS_DISABLE_REQUEST_COMPRESSION',
]
