import type { Completes } from '../../options/option.ts'
import type { Row } from '../help/page.ts'

/** What can be completed, made from the tables of words and options. */
export interface Model {
  readonly words: readonly Row[]
  /** Before the command first, then after each of the words. */
  readonly places: readonly Place[]
}

export interface Place {
  /** The launcher's own word; empty before the command. */
  readonly word: string
  /** What the word takes apart from options. */
  readonly words: readonly Row[]
  readonly options: readonly CompletedOption[]
}

export interface CompletedOption {
  /** Every way to write it, with what it does. Only one of them can be given, and only once if it does not repeat. */
  readonly spellings: readonly Row[]
  /** What follows it; null for a switch. */
  readonly value: CompletedValue | null
  readonly repeats: boolean
}

export interface CompletedValue {
  readonly name: string
  readonly choices: readonly string[]
  readonly completes: Completes | null
  /** Several, separated by commas. */
  readonly isList: boolean
}
