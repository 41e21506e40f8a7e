import type { Configuration } from '../configure/configuration.ts'
import type { HostContext } from '../model/host-context.ts'
import type { Sourced } from '../model/origin.ts'
import type { Environment } from '../model/source.ts'
import type { Arguments } from '../options/arguments.ts'
import type { DoctorCheck } from './check.ts'
import { whyNoServer } from './checks/server/applies.ts'
import type { DoctorContext } from './context.ts'
import { findPythons } from './find-pythons.ts'
import { gitOf } from './git.ts'
import { refusedProbe, startProbe } from './probe.ts'
import { PROBE_PARTS, type ProbePart } from './probe-parts.ts'
import { readProject } from './read-project.ts'
import { findStoreRoot } from './store-root.ts'

export interface ContextInput {
  readonly hostContext: HostContext
  readonly args: Arguments
  /** The launcher's own version. */
  readonly version: string
  /** The Python that the user named. */
  readonly python: Sourced | null
  readonly isOffline: boolean
  /** The checks that will run: the probe is asked for what they need. */
  readonly checks: readonly DoctorCheck[]
  readonly cancelSignal: AbortSignal
}

/** Reads the project, and starts the probe if a check asks it. */
export function makeContext(input: ContextInput): DoctorContext {
  const { hostContext, args, version, isOffline, checks, cancelSignal } = input
  const project = readProject(hostContext, args)
  const { configuration } = project.run
  const root = configuration && findStoreRoot(configuration.sources)
  const asked = new Set(askingIn(project.env, checks).flatMap(({ asks }) => asks.flatMap(withReason)))
  const parts = [...asked].filter((part) => isWanted(part, isOffline, project))
  const probe =
    asked.size === 0
      ? refusedProbe()
      : startProbe({
          pythons: findPythons(hostContext, project.env, project.project, input.python),
          isNamed: input.python !== null,
          parts,
          // With the shell's own account nothing is written.
          root: root && !configuration?.options.keepAws ? `s3://${root.bucket}/${root.prefix}` : null,
          keySuffix: configuration && expectedKey(configuration),
          isOffline,
          env: project.env,
          cwd: hostContext.cwd,
          project: project.project,
          cancelSignal,
        })
  return { ...project, hostContext, version, root, git: gitOf(hostContext.env), probe, isOffline }
}

const askingIn = (env: Environment, checks: readonly DoctorCheck[]) =>
  checks.filter(({ asksIn }) => asksIn?.(env) ?? true)

/** A part, and the one that says why it has no answer. */
function withReason(part: ProbePart): readonly ProbePart[] {
  const { isFor } = PROBE_PARTS[part]
  return isFor === 'aws' ? ['session', part] : [part]
}

/** With --keep-aws the command has the shell's. */
function expectedKey({ credentials, options }: Configuration): string | null {
  return options.keepAws ? null : credentials.accessKeyIdSuffix
}

/** Nothing is asked with the shell's own account in the place of the project's, nor a server that no run would ask. */
function isWanted(part: ProbePart, isOffline: boolean, project: Pick<DoctorContext, 'run'>): boolean {
  if (part === 'installation' || project.run.configuration === null) return false
  if (part === 'server' && whyNoServer(project)) return false
  return !(isOffline && PROBE_PARTS[part].needsNetwork)
}
