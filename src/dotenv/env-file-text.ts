/** A `.env` file's bytes turned into text. */
export interface EnvFileText {
  readonly path: string
  /** The path as a person in the working directory would write it. */
  readonly display: string
  readonly text: string
}
