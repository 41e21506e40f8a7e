/** A line of a file. */
export interface Place {
  readonly path: string
  readonly line: number
}

/** An assignment to an exported variable in a file that a shell or another program reads. */
export interface Assignment extends Place {
  readonly name: string
  /** Null: not known before it runs. Undefined: the variable is unset. */
  readonly value: string | null | undefined
  /** True if it has no effect on a variable that is set. */
  readonly ifUnset?: boolean
}

/** What comes between the launcher and the program. */
export type Finding =
  | {
      /** A program that sets variables for what it starts. */
      readonly kind: 'sets'
      readonly program: string
      readonly assignments: readonly Assignment[]
    }
  | {
      /** A file that a shell reads when it starts. */
      readonly kind: 'startup'
      readonly shell: string
      /** The variable that names the file: without it the shell does not read it. */
      readonly variable: string | null
      /** How to start the shell without the file; null if there is no way that changes nothing else. */
      readonly remedy: string | null
      readonly assignments: readonly Assignment[]
    }
  | {
      /** A function of the shell that bash runs instead of a program. */
      readonly kind: 'function'
      readonly name: string
      /** The variable that holds it. */
      readonly variable: string
      /** Whether the command calls it by a name of its own: without it, the command could not run. */
      readonly isCalled: boolean
      readonly assignments: readonly Assignment[]
    }
  | {
      /** A program that does not pass the environment on. */
      readonly kind: 'drops'
      readonly program: string
      readonly remedy: string
      /** The line of the script that starts it. */
      readonly at?: Place
    }
  | {
      /** A program that gives what it starts an AWS account of its own. */
      readonly kind: 'account'
      readonly program: string
    }
  | {
      /** Python files that a script or a makefile runs: load_dotenv() in them finds the `.env` next to them. */
      readonly kind: 'python'
      readonly files: readonly string[]
    }
  | {
      /** Files that a Python program is told to read with load_dotenv(). */
      readonly kind: 'dotenv'
      readonly files: readonly string[]
    }
