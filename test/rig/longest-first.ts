// The order of the test files: those with the most to do first, so that none of them is still running alone at the end.
import { BaseSequencer, type TestSpecification } from 'vitest/node'

/** By the end of their paths. The others follow in Vitest's own order. */
const LONGEST = [
  'test/server/lifecycle.process',
  'doctor/files/git.process',
  'docs/pages.process',
  'test/python/scripts.process',
  'server/note.process',
  'server/readiness-probe.process',
  'server/private-server.process',
  'wrappers/hostile-files',
  'credentials/credentials.property',
  // These start MLflow.
  'docs/aws-pages',
  'docs/pages',
  'e2e/clients',
  'examples/basketball',
  'demo-story',
  'e2e/server/start',
  'e2e/server/with-server',
  'e2e/server/database',
  'e2e/demo',
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
  'server/doctor',
  // These need no server of MLflow.
  'e2e/doctor-store-left',
  'e2e/doctor-store',
  'store-probe',
  'database-probe',
  'faults/ends',
  'faults/hosts',
  'wheels/installers',
  'wheels/module',
  'e2e/package',
  'faults/commands',
  'e2e/terminal',
  'leaks',
].map((name) => `/${name}.test.ts`)

export class LongestFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const rank = ({ moduleId }: TestSpecification) => {
      const found = LONGEST.findIndex((end) => moduleId.endsWith(end))
      return found === -1 ? LONGEST.length : found
    }
    return (await super.sort(files)).sort((one, other) => rank(one) - rank(other))
  }
}
