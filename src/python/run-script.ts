import process from 'node:process'
import { createInterface } from 'node:readline'
import type { Environment } from '../model/source.ts'
import { WITHOUT_WORKING_DIRECTORY } from './inspect.ts'

/** A question to the server's own Python, in the server's own environment. */
export interface Question {
  /** Prints one JSON object a line. */
  readonly script: string
  /** No secrets: they stand in the environment. */
  readonly args: readonly string[]
}

/** Asks, and hands over each answer as it comes. A script that fails has found nothing out. */
export function ask(
  plan: { readonly installation: { readonly python: string }; readonly env: Environment },
  { script, args }: Question,
  answer: (found: Record<string, unknown>) => void,
): void {
  const { spawn } = process.getBuiltinModule('node:child_process')
  const child = spawn(plan.installation.python, ['-c', WITHOUT_WORKING_DIRECTORY + script, ...args], {
    env: plan.env,
    stdio: ['ignore', 'pipe', 'ignore'],
    // A ^C of the terminal is for the launcher; the mark in the environment sees to its end.
    detached: true,
  })
  child.once('error', () => {})
  createInterface({ input: child.stdout }).on('line', (line) => {
    try {
      answer(JSON.parse(line))
    } catch {
      // A library's own words.
    }
  })
}
