// The order of the test files: those with the most to do first, so that none of them is still running alone at the end.
import { BaseSequencer, type TestSpecification } from 'vitest/node'

/** By the end of their paths. The others follow in Vitest's own order. */
const LONGEST = [
  'server/lifecycle.process',
  'doctor/files/git.process',
  'docs/pages.process',
  'python/scripts.process',
  'server/note.process',
  'server/readiness-probe.process',
  'server/private-server.process',
  'wrappers/hostile-files',
  'credentials/credentials.property',
  // These start MLflow.
  'docs/pages',
  'docs/aws-pages',
  'examples/basketball',
  'e2e/demo',
  'e2e/clients',
  'server/doctor',
  'server/database',
  'server/with-server',
  'integration/outage',
  'server/failures',
  'server/tls',
  'server/stop',
  'integration/prefix',
  'integration/proxied',
  'integration/pages',
  'demo-story',
  'integration/direct',
  'integration/gate',
  'server/edges',
  'server/start',
  'server/workers',
  'server/refusals',
  'deploy/pid1',
  'deploy/replicas',
  // These need no server of MLflow.
  'dotenv/readings',
  'e2e/doctor-store-left',
  'e2e/doctor-store',
  'e2e/store-probe',
  'store-probe-credentials',
  'database-probe',
  'keys/postgresql',
  // These need the executable.
  'native/engine',
  'npm/platform-packages',
  'wheels/sdist',
  'native/doctor',
  'native/config',
  'wheels/contents',
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
