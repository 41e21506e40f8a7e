import { type Environment, environmentSource, fileSource } from '../model/source.ts'
import { type EnvFile, parseEnvFile } from './env-file.ts'
import type { EnvFileText } from './env-file-text.ts'

/**
 * Reads several files as a row of `load_dotenv()` calls would: in each file, `${NAME}` means the real environment's value
 * or that of a file above.
 *
 * @param texts the file that wins first
 */
export function parseEnvFiles(texts: readonly EnvFileText[], env: Environment): EnvFile[] {
  const files: EnvFile[] = []
  for (const text of texts) {
    const higher = [environmentSource(env), ...files.map(fileSource)]
    files.push(parseEnvFile(text, (name) => higher.find((source) => source.get(name))?.get(name)?.value))
  }
  return files
}
