import { type Driver, driver } from './database-drivers.ts'

const BOTO3 = driver('boto3')

/** What the repositories in `mlflow/store/artifact/` load, by the scheme of their URIs. */
const CLIENTS: Readonly<Record<string, Driver>> = {
  s3: BOTO3,
  r2: BOTO3,
  b2: BOTO3,
  gs: driver('google.cloud.storage', 'google-cloud-storage'),
  wasbs: driver('azure.storage.blob', 'azure-storage-blob'),
  abfss: driver('azure.storage.filedatalake', 'azure-storage-file-datalake'),
  hdfs: driver('pyarrow'),
  viewfs: driver('pyarrow'),
  sftp: driver('pysftp'),
}

/** Every module that a URI may ask for. */
export const CLIENT_MODULES = [...new Set(Object.values(CLIENTS).map(({ module }) => module))]

/** The client of the store behind a scheme; null where none is needed, or where it is not known. */
export function findClient(scheme: string): Driver | null {
  return CLIENTS[scheme] ?? null
}
