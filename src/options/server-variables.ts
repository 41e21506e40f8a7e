import { ownVariable } from './option.ts'

/** The names of the options of `server`, older ones too, that have a variable of the launcher's own. */
const NAMES = [
  ...([
    'presigned',
    'bucket-check',
    'auth',
    'local-token',
    'keys',
    'upstream-timeout',
    'max-body',
    'tls-cert',
    'tls-key',
  ] as const),
  ...(['python', 'ready-timeout', 'wait', 'grace'] as const),
] as const

/** A name of the list: a row whose name is missing there is an error of types. */
export type OwnServerOption = (typeof NAMES)[number]

/** Their variables, for a run that needs no more of these options: making the whole table would take 0.1 ms. */
export function ownServerVariables(): string[] {
  return NAMES.map(ownVariable)
}
