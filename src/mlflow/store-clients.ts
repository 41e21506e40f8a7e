import { type PythonPackage, pythonPackage } from './database-drivers.ts'

const BOTO3 = pythonPackage('boto3')

/** What the repositories in `mlflow/store/artifact/` load, by the scheme of their URIs. */
const CLIENTS: Readonly<Record<string, PythonPackage>> = {
  s3: BOTO3,
  r2: BOTO3,
  b2: BOTO3,
  gs: pythonPackage('google.cloud.storage', 'google-cloud-storage'),
  wasbs: pythonPackage('azure.storage.blob', 'azure-storage-blob'),
  abfss: pythonPackage('azure.storage.filedatalake', 'azure-storage-file-datalake'),
  hdfs: pythonPackage('pyarrow'),
  viewfs: pythonPackage('pyarrow'),
  sftp: pythonPackage('pysftp'),
}

/** Every module that a URI may ask for. */
export const CLIENT_MODULES = [...new Set(Object.values(CLIENTS).map(({ module }) => module))]

/** The client of the store behind a scheme; null where none is needed, or where it is not known. */
export function findClient(scheme: string): PythonPackage | null {
  return CLIENTS[scheme] ?? null
}
