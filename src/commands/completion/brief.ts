import { plain } from '../help/option-row.ts'

/** What an option does, as short as it fits next to it: the first clause of its help. */
export function brief(help: string): string {
  const [clause = ''] = plain(help).split(/[;:]|,(?= (?:for|with|which)\b)| \(/)
  return clause.trim()
}
