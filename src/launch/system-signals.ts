import type { Signal } from '../host/index.ts'

/** Sent by batch systems, limits and power supplies. Unhandled, they would end the launcher and orphan what it started. */
export const SYSTEM_SIGNALS: readonly Signal[] = ['SIGALRM', 'SIGVTALRM', 'SIGXCPU', 'SIGIO', 'SIGPWR', 'SIGSTKFLT']
