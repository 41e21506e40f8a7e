import type { Credentials } from '../../src/credentials/credentials.ts'
import { checkFallBack } from '../../src/credentials/fall-back.ts'
import { type ResolvedCredentials, resolveCredentials } from '../../src/credentials/index.ts'
import type { EnvFile } from '../../src/dotenv/env-file.ts'
import { isLauncherError } from '../../src/model/diagnostic.ts'
import { nameOf } from '../../src/model/origin.ts'
import { environmentSource, fileSource, type Source } from '../../src/model/source.ts'

/** The variables of one source. */
export type Layer = Readonly<Record<string, string>>

export interface Layers {
  /** The real environment, then the files from the highest to the lowest. */
  readonly layers: readonly Layer[]
  /** Files of the same name further up that a nearer one hides. */
  readonly hidden?: readonly Layer[]
  readonly strict?: boolean
}

/** What was decided, without the product's own types. */
export type Verdict =
  | { readonly mode: 'project'; readonly id: string; readonly secret: string; readonly token: string | null }
  | { readonly mode: 'profile'; readonly profile: string }
  | { readonly mode: 'global'; readonly id: string | null; readonly secret: string | null }
  | { readonly mode: 'ambient' }
  | { readonly mode: 'refused'; readonly reasons: readonly string[] }

/** A `.env` file as a value: its variables stand on lines 1, 2, … in the order of the object. */
export function file(display: string, variables: Layer): EnvFile {
  const path = `/project/${display}`
  const entries = Object.entries(variables).map(
    ([name, value], at) => [name, { value, origin: { kind: 'file', name, path, display, line: at + 1 } }] as const,
  )
  return {
    path,
    display,
    entries: new Map(entries),
    unassigned: new Map(),
    possiblySecretNames: new Set(),
    foreign: null,
    diagnostics: [],
  }
}

/** The sources of a world: its first layer is the real environment, the others are files. */
export function toSources(layers: readonly Layer[]): Source[] {
  const [environment = {}, ...files] = layers
  return [environmentSource(environment), ...toFiles(files).map(fileSource)]
}

export function toFiles(layers: readonly Layer[]): EnvFile[] {
  return layers.map((variables, at) => file(['.env.mlflow', '.env', '../.env'][at] ?? `file-${at}`, variables))
}

/** What the product makes of these variables. */
export function decide({ layers, hidden = [], strict = false }: Layers): Verdict & { resolved?: ResolvedCredentials } {
  const origin = { kind: 'environment', name: 'MLFLOW_AWS_ACCESS_KEY_ID' } as const
  const sources = toSources(layers)
  try {
    const resolved = resolveCredentials({ sources, keepAws: false })
    const { credentials, fellBack } = resolved
    const fallBack = {
      credentials,
      sources,
      options: { strict: strict ? ({ kind: 'option', name: '--strict' } as const) : null, allowFallback: null },
      passedOn: new Set<string>(),
      ...{ projectVariables: [], unknown: [], searched: { read: ['.env'], missing: [], range: null } },
      shadowed: hidden.map(() => ({ origin, nearer: '.env' })),
      hints: [],
    }
    const warnings = [...resolved.warnings, ...(fellBack ? checkFallBack(fallBack).warnings : [])]
    return { ...toVerdict(credentials), resolved: { ...resolved, warnings } }
  } catch (error) {
    if (!isLauncherError(error)) throw error
    return { mode: 'refused', reasons: [error.diagnostic.code] }
  }
}

export function toVerdict({ mode, variables, shellSet, profile }: Credentials): Verdict {
  const own = (name: string) => variables.get(name)?.value.reveal()
  const shell = (name: string) => shellSet?.source.get(name)?.value || null
  switch (mode) {
    case 'project': {
      const [id = '', secret = ''] = ['AWS_ACCESS_KEY_ID', 'AWS_SECRET_ACCESS_KEY'].map(own)
      return { mode, id, secret, token: own('AWS_SESSION_TOKEN') ?? null }
    }
    case 'profile':
      return { mode, profile: profile?.value ?? '' }
    case 'global':
      return { mode, id: shell('AWS_ACCESS_KEY_ID'), secret: shell('AWS_SECRET_ACCESS_KEY') }
    default:
      return { mode: 'ambient' }
  }
}

/** The names of the variables that a set was made of, with the display of the file or `environment`. */
export function places({ origins }: Credentials): string[] {
  return Array.from(origins.values(), (origin) => {
    return `${origin.kind === 'file' ? origin.display : origin.kind} ${nameOf(origin)}`
  })
}
