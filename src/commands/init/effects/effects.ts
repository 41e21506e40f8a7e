import type { Git } from '../../../doctor/git.ts'

/** What somebody does at a prompt besides answering: Ctrl-C, and Ctrl-D or the end of the input. */
export type NoAnswer = 'interrupted' | 'ended'
export type Answer = { readonly text: string } | { readonly none: NoAnswer }

/** A person at a terminal. */
export interface Terminal {
  /** Shows a question, and waits for a line. */
  ask(question: string): Promise<Answer>
  /** The same for a secret: nothing that is typed is shown. */
  askUnseen(question: string): Promise<Answer>
  /** Gives the terminal back. */
  close(): void
}

/** What came on standard input; or that it said nothing, or did not end, in time. */
export type StandardInput = { readonly bytes: Uint8Array } | { readonly late: 'nothing' | 'no end' }

/** Everything that `init` does to the world. Functions that write throw an error with the system's `code`. */
export interface Effects {
  /** Null without a terminal. */
  readonly terminal: Terminal | null
  /** @param seconds to wait for the first byte */
  readStandardInput(seconds: number): Promise<StandardInput>
  /** Creates a file that only its owner can read. @throws EEXIST if there is one */
  createSecretFile(path: string, text: string): void
  /** Replaces a file by one that only its owner can read, whole or not at all. */
  replaceSecretFile(path: string, text: string): void
  /** Creates a file that everybody may read. @throws EEXIST if there is one */
  createFile(path: string, text: string): void
  /** Creates the file if there is none, and leaves none that could not be written. */
  appendToFile(path: string, text: string): void
  /** Does something whole, whatever signal comes in between. */
  uninterrupted(act: () => void): Promise<void>
  readonly git: Git
}
