import type { ForeignFormat } from './foreign-format.ts'

/** A `.env` file's bytes turned into text. */
export interface EnvFileText {
  readonly path: string
  /** The path as a person in the working directory would write it. */
  readonly display: string
  readonly text: string
  /** What the file is if it is not text; the text is empty then. */
  readonly format?: ForeignFormat
}
