import { type Environment, environmentSource, fileSource } from '../model/source.ts'
import { type EnvFile, parseEnvFile } from './env-file.ts'
import type { EnvFileText } from './env-file-text.ts'

/**
 * Reads several files as a row of `load_dotenv()` calls would: in each file, `${NAME}` means the real environment's value
 * or that of a file above. With `override`, as a row of `load_dotenv(override=True)` calls, the file that wins last: a
 * file's own lines come first, then the files below, then the real environment.
 *
 * @param texts the file that wins first
 */
export function parseEnvFiles(texts: readonly EnvFileText[], env: Environment, override = false): EnvFile[] {
  const environment = environmentSource(env)
  const files: EnvFile[] = []
  for (const text of override ? [...texts].reverse() : texts) {
    const read = files.map(fileSource)
    const sources = override ? [...read, environment] : [environment, ...read]
    const file = parseEnvFile(text, (name) => sources.find((source) => source.get(name))?.get(name)?.value, override)
    if (override) files.unshift(file)
    else files.push(file)
  }
  return files
}
