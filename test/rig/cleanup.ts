// What has to be undone at the end, last thing first. Every step runs, whatever the others do.
export type Step = () => Promise<void> | void

export class Cleanup {
  #steps: Step[] = []
  #running: Promise<void> | undefined

  /** Adds a step. While a clean-up runs the step is done at once: a start that a ^C overtook leaves nothing. */
  async add(step: Step): Promise<void> {
    if (this.#running === undefined) {
      this.#steps.push(step)
      return
    }
    await step()
    throw new Error('Stopped while starting.')
  }

  /** Runs the steps once, however often it is called. Throws if something could not be undone. */
  run(): Promise<void> {
    this.#running ??= this.#undo()
    return this.#running
  }

  async #undo(): Promise<void> {
    const errors: unknown[] = []
    for (const step of this.#steps.reverse()) {
      try {
        await step()
      } catch (error) {
        errors.push(error)
      }
    }
    if (errors.length > 0) throw new AggregateError(errors, `Clean-up failed: ${errors.map(String).join('; ')}`)
  }
}
