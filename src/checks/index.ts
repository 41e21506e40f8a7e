import { allowedHosts } from './allowed-hosts.ts'
import { argvSecrets } from './argv-secrets.ts'
import { artifactDirectory } from './artifact-directory.ts'
import { artifactLocations } from './artifact-locations.ts'
import { artifactsOnly } from './artifacts-only.ts'
import { behindGate } from './behind-gate.ts'
import { bindOption } from './bind-option.ts'
import { bucket } from './bucket.ts'
import type { Check } from './check.ts'
import { databaseDriver } from './database-driver.ts'
import { databaseFile } from './database-file.ts'
import { databaseLogin } from './database-login.ts'
import { databaseRights } from './database-rights.ts'
import { databaseSchema } from './database-schema.ts'
import { fileStore } from './file-store.ts'
import { mlflowVersion } from './mlflow-version.ts'
import { nodeDebug } from './node-debug.ts'
import { passthroughArgs } from './passthrough-args.ts'
import { presignedVariables } from './presigned-variables.ts'
import { pythonPackages } from './python-packages.ts'
import { replacedModules } from './replaced-modules.ts'
import { s3Endpoint } from './s3-endpoint.ts'
import { tlsFiles } from './tls-files.ts'
import { uploadArguments } from './upload-arguments.ts'
import { uriSchemes } from './uri-schemes.ts'
import { variableTypes } from './variable-types.ts'
import { workspace } from './workspace.ts'

/** Every check. Within a stage they run in this order, and a start is refused for the first error. */
export const CHECKS: readonly Check[] = [
  nodeDebug,
  workspace,
  variableTypes,
  s3Endpoint,
  uploadArguments,
  artifactsOnly,
  presignedVariables,
  passthroughArgs,
  behindGate,
  bindOption,
  argvSecrets,
  replacedModules,
  tlsFiles,
  artifactDirectory,
  mlflowVersion,
  uriSchemes,
  fileStore,
  databaseDriver,
  pythonPackages,
  allowedHosts,
  databaseFile,
  databaseLogin,
  databaseRights,
  databaseSchema,
  artifactLocations,
  bucket,
]
