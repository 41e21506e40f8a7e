// The order of the test files: those with the most to do first, so that none of them is still running alone at the end.
import { BaseSequencer, type TestSpecification } from 'vitest/node'

/** By the end of their paths, the longest first. The others follow in Vitest's own order. */
const LONGEST = [
  'clients',
  'demo-story',
  'server/start',
  'server/with-server',
  'server/database',
  'demo',
  'server/stop',
  'server/failures',
  'server/tls',
  'server/workers',
  'server/exec',
  'server/edges',
  'integration/outage',
  'integration/proxied',
  'integration/direct',
  'integration/prefix',
  'deploy/pid1',
  // These need no server of MLflow.
  'e2e/store-probe',
  'database-probe',
  'faults/ends',
  'faults/hosts',
  'package',
  'faults/commands',
  'e2e/terminal',
  'leaks',
].map((name) => `/e2e/${name}.test.ts`)

export class LongestFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const rank = ({ moduleId }: TestSpecification) => {
      const found = LONGEST.findIndex((end) => moduleId.endsWith(end))
      return found === -1 ? LONGEST.length : found
    }
    return (await super.sort(files)).sort((one, other) => rank(one) - rank(other))
  }
}
