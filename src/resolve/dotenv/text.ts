/** A `.env` file's bytes turned into text, and what the second reader makes of it. */
export interface EnvFileText {
  readonly path: string
  /** The path as a person in the working directory would write it. */
  readonly display: string
  readonly text: string
  /** `dotenv.parse(text)`, the second opinion. */
  readonly second: Readonly<Record<string, string>>
}
