import { artifactDirectory } from './artifact-directory.ts'
import { artifactLocations } from './artifact-locations.ts'
import { bucket } from './bucket.ts'
import type { Check } from './check.ts'
import { databaseDriver } from './database-driver.ts'
import { databaseFile } from './database-file.ts'
import { databaseLogin } from './database-login.ts'
import { databaseSchema } from './database-schema.ts'
import { fileStore } from './file-store.ts'
import { mlflowVersion } from './mlflow-version.ts'
import { pythonPackages } from './python-packages.ts'
import { tlsFiles } from './tls-files.ts'
import { uriSchemes } from './uri-schemes.ts'

/** Every check. Within a stage they run in this order, and a start is refused for the first error. */
export const CHECKS: readonly Check[] = [
  tlsFiles,
  artifactDirectory,
  mlflowVersion,
  uriSchemes,
  fileStore,
  databaseDriver,
  pythonPackages,
  databaseFile,
  databaseLogin,
  databaseSchema,
  artifactLocations,
  bucket,
]
