import type { OptionSpec } from '../../options/option.ts'

/** A term and what it means. The texts are plain; lines break between words only. */
export type Row = readonly [term: string, meaning: string]

/** What a page of help says. Everything that is empty is left out. */
export interface HelpPage {
  /** What follows the program's name, for each way to use it. */
  readonly usage: readonly string[]
  /** Paragraphs. */
  readonly description: readonly string[]
  /** The launcher's own words, for the page that lists them. */
  readonly commands?: readonly Row[]
  /** Completion offers these too. */
  readonly options: readonly OptionSpec[]
  /** The launcher's own options that mean something after the word too. Completion offers these as well. */
  readonly globalOptions?: readonly OptionSpec[]
  /** Words that the command takes, for completion. */
  readonly words?: readonly Row[]
  /** Sections of this page's own, between the options and the exit status. */
  readonly sections?: readonly Section[]
  readonly exitStatus: readonly Row[]
  /** What follows the program's name, with what it does. */
  readonly examples: readonly Row[]
  /** The pages that say more. */
  readonly more: readonly string[]
}

export interface Section {
  readonly heading: string
  readonly rows?: readonly Row[]
  /** Below the rows. */
  readonly paragraphs?: readonly string[]
}
