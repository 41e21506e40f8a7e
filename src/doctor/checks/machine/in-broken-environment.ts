import { type CheckResult, skipBecause } from '../../check.ts'

/** For a package that is missing only because the Python that should have it does not work. */
export function inBrokenEnvironment(name: string): CheckResult {
  return skipBecause('python', `no ${name}: the Python that should have it does not work (see 'python')`)
}
