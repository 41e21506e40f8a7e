/** What a part of the probe has found. The docstrings of `src/python/doctor` say which fields each has. */
export type ProbeResponse = Readonly<Record<string, unknown>>

/** Why the probe has no response. The message is a part of a sentence. */
export class Unanswered extends Error {
  readonly why: 'no python' | 'no package' | 'crashed' | 'refused run' | 'no credentials'
  constructor(why: Unanswered['why'], message: string) {
    super(message)
    this.name = 'Unanswered'
    this.why = why
  }
}
