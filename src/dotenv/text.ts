/** A `.env` file's bytes turned into text, and how to ask what a second reader makes of it. */
export interface EnvFileText {
  readonly path: string
  /** The path as a person in the working directory would write it. */
  readonly display: string
  readonly text: string
  /** `dotenv.parse(text)`, the second opinion, for a text that has more than plain lines. */
  readonly second: () => Readonly<Record<string, string>>
}
