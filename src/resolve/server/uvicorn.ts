/*
 * MLflow takes uvicorn's options as one text, which it puts on uvicorn's command line. Options have variables there too.
 *
 * https://www.uvicorn.org/settings/
 */

import type { Environment } from '../source.ts'

export const UVICORN_OPTIONS = 'MLFLOW_UVICORN_OPTS'
export const KEY_PASSWORD = 'UVICORN_SSL_KEYFILE_PASSWORD'

/** With its value as Python's shlex reads it: in quotes, or with a backslash before what is special. */
const PASSWORD =
  /(?:^|(?<=[\s=]))--ssl-keyfile-password(?:=|\s+)(?:'([^']*)'|"((?:[^"\\]|\\.)*)"|((?:[^\s'"\\]|\\.)+))(?:\s+|$)/gs

export interface HiddenPassword {
  readonly text: string
  readonly password: string | null
}

/** Takes the password of a key out of uvicorn's options: on its command line every user of the machine could read it. */
export function hideKeyPassword(options: string): HiddenPassword {
  let password: string | null = null
  const text = options.replace(PASSWORD, (_, single?: string, double?: string, plain?: string) => {
    password = single ?? double?.replace(/\\(["\\])/g, '$1') ?? plain?.replace(/\\(.)/gs, '$1') ?? null
    return ''
  })
  return { text, password }
}

/**
 * The option or variable by which uvicorn would listen elsewhere than at the host and port; null where none does.
 */
export function findOtherSocket(passed: readonly string[], env: Environment): string | null {
  for (const text of uvicornOptions(passed, env[UVICORN_OPTIONS])) {
    const [, option] = /(?:^|[\s=])(--(?:uds|fd))(?:[=\s]|$)/.exec(text) ?? []
    if (option) return option
  }
  return ['UVICORN_UDS', 'UVICORN_FD'].find((name) => env[name]) ?? null
}

/** uvicorn's options in the words for MLflow, which replace those in the variable; else these. */
export function uvicornOptions(passed: readonly string[], variable: string | undefined): readonly string[] {
  return passed.some((word) => /^--uvicorn-opts(?:=|$)/.test(word)) ? passed : [variable ?? '']
}
