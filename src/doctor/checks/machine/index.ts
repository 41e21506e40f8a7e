import type { DoctorCheck } from '../../check.ts'
import { boto3 } from './boto3.ts'
import { mlflow } from './mlflow.ts'
import { node } from './node.ts'
import { proxy } from './proxy.ts'
import { python } from './python.ts'
import { pythonDotenv } from './python-dotenv.ts'
import { replacedModules } from './replaced-modules.ts'
import { temporaryDirectory } from './temporary-directory.ts'

/** In the order in which results are shown. */
export const MACHINE_CHECKS: readonly DoctorCheck[] = [
  node,
  python,
  mlflow,
  boto3,
  pythonDotenv,
  replacedModules,
  proxy,
  temporaryDirectory,
]
