import type { DoctorCheck } from '../../check.ts'
import { envFileLines } from './env-file-lines.ts'
import { envFilePermissions } from './env-file-permissions.ts'
import { envFiles } from './env-files.ts'
import { exampleFile } from './example-file.ts'
import { gitHistory } from './git-history.ts'
import { gitIgnored } from './git-ignored.ts'
import { placeholders } from './placeholders.ts'
import { variableNames } from './variable-names.ts'

/** In the order in which results are shown. */
export const FILES_CHECKS: readonly DoctorCheck[] = [
  envFiles,
  envFilePermissions,
  gitIgnored,
  gitHistory,
  exampleFile,
  envFileLines,
  variableNames,
  placeholders,
]
