import type { Diagnostic } from '../model/diagnostic.ts'
import type { MachineContext, PythonContext, RunningContext, SettingsContext } from './context.ts'

/*
 * A check looks for one kind of problem and returns what it has found; it never throws for it. Only a command decides what
 * to do about that. A check is one file, with its diagnostics and their wording, and one line in `index.ts`.
 */
export type Check = StaticCheck | RunningCheck

/** A check before the start. An error means: the server cannot start, or cannot work. */
export type StaticCheck = { [Stage in keyof StaticContexts]: CheckAt<Stage> }[keyof StaticContexts]

/** When a check can run: what is known by then. */
export interface StaticContexts {
  /** The settings and the environment are known. Nothing is looked at. */
  readonly settings: SettingsContext
  /** This machine may be looked at, its files above all. Nothing is started. */
  readonly machine: MachineContext
  /** The Python that runs MLflow has been found. */
  readonly python: PythonContext
}

interface NamedCheck {
  /** As a person would name it on a command line: `tls-files`. */
  readonly name: string
  /** The diagnostics that it may return. */
  readonly diagnostics: { readonly codes: readonly string[] }
}

export interface CheckAt<Stage extends keyof StaticContexts> extends NamedCheck {
  readonly stage: Stage
  run(context: StaticContexts[Stage]): readonly Diagnostic[]
}

/** A check next to MLflow's start: it asks the database or the store, which may take a while to answer. */
export interface RunningCheck extends NamedCheck {
  readonly stage: 'running'
  /** @param report called for each finding as it comes, perhaps never */
  run(context: RunningContext, runProbe: RunProbe, report: Report): void
}

export type Report = (finding: RunningFinding) => void

/** What a check has found while MLflow starts, and what it means for the start. */
export type RunningFinding =
  /** MLflow cannot work: it is stopped. */
  | { readonly effect: 'stop'; readonly diagnostic: Diagnostic }
  /** The reason to give if MLflow exits by itself, or is not ready in time. */
  | { readonly effect: 'cause'; readonly diagnostic: Diagnostic }
  | { readonly effect: 'warning'; readonly diagnostic: Diagnostic }
  /** The cause that was reported is gone. */
  | { readonly effect: 'resolved' }

/** A run of one of our Python scripts, with the server's Python in the server's environment. */
export interface Probe {
  /** The file's name in src/python. */
  readonly script: string
  /** No secrets: the script finds them in its environment. */
  readonly args: readonly string[]
  /** What it asks, as in a sentence: `the bucket`. */
  readonly subject: string
}

/** One of a probe's responses: each script's docstring lists its own. The last one has the kind `done`. */
export type ProbeResponse = Readonly<Record<string, unknown>>

/** Runs a probe. Checks that run the same one share its process. */
export type RunProbe = (probe: Probe, onResponse: (response: ProbeResponse) => void) => void
