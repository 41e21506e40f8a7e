/**
 * Variables by which programs other than the AWS SDKs choose the account, the host or the signature of their requests to
 * S3, from their documentation and sources. What names a store by a name that the user writes again, as `MC_HOST_lab` and
 * `RCLONE_CONFIG_LAB_…`, is not among them.
 */
export const OTHER_READERS = [
  // s5cmd, MosaicML's streaming, torchdata.
  'S3_ENDPOINT_URL',
  // Bun, libs3 and Boto 2.
  'S3_ACCESS_KEY_ID',
  'S3_SECRET_ACCESS_KEY',
  'S3_SESSION_TOKEN',
  'S3_HOSTNAME',
  'S3_USE_SIGV4',
  // KServe's storage initializer.
  'S3_USE_VIRTUAL_BUCKET',
  'S3_USE_ACCELERATE',
  'AWSANONYMOUSCREDENTIAL',
  // s3fs-fuse.
  'AWSACCESSKEYID',
  'AWSSECRETACCESSKEY',
  'AWSSESSIONTOKEN',
  // GDAL and the R package aws.s3.
  'AWS_S3_ENDPOINT',
  'AWS_HTTPS',
  'AWS_VIRTUAL_HOSTING',
  'AWS_NO_SIGN_REQUEST',
  'CPL_AWS_*',
  // delta-rs.
  'AWS_IAM_ROLE_ARN',
  'AWS_IAM_ROLE_SESSION_NAME',
  'AWS_S3_ASSUME_ROLE_ARN',
  'AWS_S3_ROLE_SESSION_NAME',
  'AWS_FORCE_CREDENTIAL_LOAD',
  // MLflow's plugin for SageMaker.
  'SAGEMAKER_MLFLOW_ASSUME_ROLE_ARN',
  // rclone's defaults for S3.
  'RCLONE_S3_ACCESS_KEY_ID',
  'RCLONE_S3_SECRET_ACCESS_KEY',
  'RCLONE_S3_SESSION_TOKEN',
  'RCLONE_S3_PROFILE',
  'RCLONE_S3_SHARED_CREDENTIALS_FILE',
  'RCLONE_S3_ROLE_*',
  'RCLONE_S3_STS_*',
  'RCLONE_S3_REGION',
  'RCLONE_S3_PROVIDER',
  'RCLONE_S3_ENDPOINT',
  'RCLONE_S3_FORCE_PATH_STYLE',
  'RCLONE_S3_USE_*',
  'RCLONE_S3_V2_AUTH',
  'RCLONE_S3_SSE_*',
  // awswrangler, which makes them the hosts of its botocore clients.
  'WR_S3_ENDPOINT_URL',
  'WR_STS_ENDPOINT_URL',
  // DuckDB, TileDB, Snakemake.
  'DUCKDB_S3_*',
  'TILEDB_VFS_S3_AWS_*',
  'TILEDB_VFS_S3_CONFIG_SOURCE',
  'TILEDB_VFS_S3_ENDPOINT_OVERRIDE',
  'TILEDB_VFS_S3_NO_SIGN_REQUEST',
  'TILEDB_VFS_S3_REGION',
  'TILEDB_VFS_S3_SCHEME',
  'TILEDB_VFS_S3_SSE*',
  'TILEDB_VFS_S3_USE_VIRTUAL_ADDRESSING',
  'SNAKEMAKE_STORAGE_S3_ACCESS_KEY',
  'SNAKEMAKE_STORAGE_S3_SECRET_KEY',
  'SNAKEMAKE_STORAGE_S3_TOKEN',
  'SNAKEMAKE_STORAGE_S3_ENDPOINT_URL',
  'SNAKEMAKE_STORAGE_S3_REGION',
  'SNAKEMAKE_STORAGE_S3_SIGNATURE_VERSION',
]
