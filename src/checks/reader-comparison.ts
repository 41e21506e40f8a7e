import { parse } from 'dotenv'
import type { EnvFileText } from '../dotenv/env-file-text.ts'
import { compareReaders } from '../dotenv/reader-differences.ts'
import type { Diagnostic } from '../model/diagnostic.ts'

/** Whether npm's dotenv reads the files as Python does: the second opinion on a `.env` file that Node reads too. */
export function compareWithNpmDotenv(files: readonly EnvFileText[]): Diagnostic[] {
  return files.flatMap((file) => compareReaders(file, parse(prepare(file.text))))
}

/**
 * dotenv's expression looks at every line break of a long row from every one before it, so long rows of blank lines,
 * which change nothing, are shortened.
 */
function prepare(text: string): string {
  return text.replace(/\r\n?/g, '\n').replace(/\n{100,}/g, '\n\n')
}
