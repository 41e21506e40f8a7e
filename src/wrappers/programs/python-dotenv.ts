import * as host from '../../host/index.ts'
import { optionValues } from '../option-words.ts'
import type { Program } from '../program.ts'

/** `uvicorn --env-file F`, `mlflow --env-file F`: they call load_dotenv() with that file. */
export const pythonDotenv: Program = {
  names: ['mlflow', 'uvicorn'],
  inspect({ args }, { cwd }) {
    const files = optionValues(args, '--env-file').map((path) => host.resolvePath(cwd, path))
    return files.length > 0 ? [{ kind: 'dotenv', files }] : []
  },
}
