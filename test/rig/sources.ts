import type { Identity } from '../../src/credentials/credentials.ts'
import { type ResolvedIdentity, resolveIdentity } from '../../src/credentials/index.ts'
import type { EnvFile } from '../../src/dotenv/env-file.ts'
import { Refusal } from '../../src/model/failure.ts'
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
  return { path, display, entries: new Map(entries), bare: new Map(), possiblySecretNames: new Set(), diagnostics: [] }
}

/** The sources of a world: its first layer is the real environment, the others are files. */
export function toSources(layers: readonly Layer[]): Source[] {
  const [environment = {}, ...files] = layers
  return [environmentSource(environment), ...toFiles(files).map(fileSource)]
}

export function toFiles(layers: readonly Layer[]): EnvFile[] {
  return layers.map((variables, at) => file(['.env.mlflow', '.env', '../.env'][at] ?? `file-${at}`, variables))
}

/** What `resolveIdentity` makes of these variables. */
export function decide({ layers, hidden = [], strict = false }: Layers): Verdict & { resolved?: ResolvedIdentity } {
  const origin = { kind: 'environment', name: 'MLFLOW_AWS_ACCESS_KEY_ID' } as const
  try {
    const resolved = resolveIdentity({
      sources: toSources(layers),
      strict: strict ? { kind: 'option', name: '--strict' } : null,
      hidden: () => hidden.map(() => ({ origin, nearer: '.env' })),
      hints: () => [],
    })
    return { ...toVerdict(resolved.identity), resolved }
  } catch (error) {
    if (!(error instanceof Refusal)) throw error
    return { mode: 'refused', reasons: [error.failure.code] }
  }
}

export function toVerdict(identity: Identity): Verdict {
  switch (identity.mode) {
    case 'project':
      return {
        mode: 'project',
        id: identity.accessKeyId.value,
        secret: identity.secretAccessKey.value.reveal(),
        token: identity.sessionToken?.value.reveal() ?? null,
      }
    case 'profile':
      return { mode: 'profile', profile: identity.profile.value }
    case 'global':
      return {
        mode: 'global',
        id: identity.accessKeyId?.value ?? null,
        secret: identity.owner.get('AWS_SECRET_ACCESS_KEY')?.value || null,
      }
    case 'ambient':
      return { mode: 'ambient' }
  }
}

/** The names of the variables that a set was made of, with the display of the file or `environment`. */
export function places(identity: Identity): string[] {
  if (identity.mode !== 'project') return []
  return [identity.accessKeyId, identity.secretAccessKey, identity.sessionToken].flatMap((part) =>
    part ? [`${part.origin.kind === 'file' ? part.origin.display : part.origin.kind} ${nameOf(part.origin)}`] : [],
  )
}
