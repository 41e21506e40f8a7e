/** Where a value came from. `display` is the file's path as a person in the working directory would write it. */
export type Origin =
  | { readonly kind: 'option'; readonly name: string }
  | { readonly kind: 'environment'; readonly name: string }
  | {
      readonly kind: 'file'
      readonly name: string
      readonly path: string
      readonly display: string
      readonly line: number
    }
  | { readonly kind: 'profile'; readonly name: string }
  /** The project's own running server. */
  | { readonly kind: 'server' }
  | { readonly kind: 'default' }

/** The option's, variable's or profile's name; empty for a server and a default. */
export function nameOf(origin: Origin): string {
  return 'name' in origin ? origin.name : ''
}

/** A value together with where it came from. */
export interface Sourced<T = string> {
  readonly value: T
  readonly origin: Origin
}

/** A value that nobody has named. */
export function byDefault<T>(value: T): Sourced<T> {
  return { value, origin: { kind: 'default' } }
}
