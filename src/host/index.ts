import type { Host } from './host.ts'

export type * from './host.ts'
/**
 * The system that this launcher runs on, to be imported as `host`. A namespace costs nothing: the bundler replaces
 * `host.stat` by the function itself, while an object of 70 functions would be made at every start. A build for another
 * engine puts its own host here, and changes nothing else.
 */
export * from './node/index.ts'

type Complete<Given extends Host> = Given
/** An error of types if anything of the interface is missing there. */
export type NodeHost = Complete<typeof import('./node/index.ts')>
