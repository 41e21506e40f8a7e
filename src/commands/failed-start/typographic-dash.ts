import type { Attempt } from './attempt.ts'

/** Hyphens, dashes and the minus of a word processor or a web page. */
const DASH = /^[\u2010-\u2015\u2212]/

/** An option that was copied from a page is no option. */
export function suggestDash({ command }: Attempt): string | null {
  return DASH.test(command) ? "it begins with a typographic dash: an option is typed with '-'" : null
}
