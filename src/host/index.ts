import type { Host } from './host.ts'
import { nodeHost } from './node/index.ts'

/** The system that this launcher runs on. A build for another engine puts its own host here, and changes nothing else. */
export const host: Host = nodeHost

export type * from './host.ts'
