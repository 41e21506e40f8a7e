import type { DoctorContext } from '../../context.ts'
import { modeOf } from './locations.ts'
import type { Experiment, ServerResponse } from './responses.ts'

/** Where artifacts go. */
export interface Places {
  /** The experiment that runs log into, as far as it is known; null for one that is created. */
  readonly used: Experiment | null
  /** Whether the project names it; otherwise it is the one of runs that name none. */
  readonly isNamed: boolean
  /** Where a new experiment will keep its artifacts; null if the server does not tell. */
  readonly current: string | null
}

/** What of a script names the experiment. */
const NAMING = /\bset_experiment\b|\bexperiment_(?:id|name)\s*=/

export function findPlaces(server: ServerResponse, { scripts }: Pick<DoctorContext, 'scripts'>): Places {
  const { used, newest } = server
  const current = newest?.location ?? server.default?.location ?? null
  if (used?.kind === 'found') return { used, isNamed: true, current }
  const isElsewhere = used !== null || scripts.some(({ text }) => NAMING.test(text))
  return { used: isElsewhere ? null : server.default, isNamed: false, current }
}

/** Whether an experiment keeps its artifacts elsewhere than the server keeps those of a new one. */
export function bypasses({ used, current }: Places): boolean {
  return used !== null && current !== null && modeOf(used.location) !== 'proxied' && modeOf(current) === 'proxied'
}
