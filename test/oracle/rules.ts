/**
 * A second answer to "whose credentials are these?", written from the rules alone and in another style than the
 * product: it lists every way to put a set together and strikes out what a rule forbids. It is slow and says nothing
 * about origins; it is here to disagree.
 */

/** The variables of one source, the highest source first. */
export type Layer = Readonly<Record<string, string>>

export interface World {
  /** The real environment, then the files from the highest to the lowest. */
  readonly layers: readonly Layer[]
  /** Files of the same name higher up that a nearer one hides. */
  readonly hidden?: readonly Layer[]
  readonly strict?: boolean
}

export type Verdict =
  | { readonly mode: 'project'; readonly id: string; readonly secret: string; readonly token: string | null }
  | { readonly mode: 'profile'; readonly profile: string }
  | { readonly mode: 'global'; readonly id: string | null; readonly secret: string | null }
  | { readonly mode: 'ambient' }
  /** Every reason that applies: which of them is told first is a matter of taste. */
  | { readonly mode: 'refused'; readonly reasons: readonly string[] }

const ID = 'MLFLOW_AWS_ACCESS_KEY_ID'
const SECRET = 'MLFLOW_AWS_SECRET_ACCESS_KEY'
const TOKEN = 'MLFLOW_AWS_SESSION_TOKEN'
const PROFILE = 'MLFLOW_AWS_PROFILE'

const has = (layer: Layer | undefined, ...names: string[]) => names.some((name) => (layer?.[name] ?? '') !== '')
const refused = (...reasons: string[]): Verdict => ({ mode: 'refused', reasons })

export function judge(world: World): Verdict {
  const layers = [...world.layers]
  const ownerAt = layers.findIndex((layer) => has(layer, ID))
  const partAt = layers.findIndex((layer) => has(layer, SECRET, TOKEN))
  const profileAt = layers.findIndex((layer) => has(layer, PROFILE))
  // Keys stand where their id stands; without an id, where the first part of a set stands.
  const keysAt = ownerAt === -1 ? partAt : ownerAt
  if (keysAt === -1 && profileAt === -1) return judgeFallBack(world)

  const winner = Math.min(...[keysAt, profileAt].filter((at) => at !== -1))
  if (has(layers[winner], PROFILE)) return judgeProfile(layers[winner] ?? {})

  const sets = everySet(layers).filter(obeysTheRules)
  if (sets.length > 1) throw new Error('the rules leave a choice')
  const [set] = sets
  if (set) return judgeValues(read(set.id, ID), read(set.secret, SECRET), set.token ? read(set.token, TOKEN) : null)
  return nestedSet(layers, ownParts()) ?? refused('half-a-set')

  function obeysTheRules({ id, secret, token }: Candidate): boolean {
    return [
      has(id, ID),
      has(secret, SECRET),
      // The highest source with an id owns the set.
      id === layers[ownerAt],
      // A secret beside the id is the id's; a missing one comes from the nearest that has one.
      secret === id || (!has(id, SECRET) && secret === nearest(layers, ownerAt)),
      // ... if that source has no id of its own or the same one.
      !has(secret, ID) || read(secret, ID) === read(id, ID),
      // A token only from the id's source or the secret's, the id's first.
      token === [id, secret].find((layer) => has(layer, TOKEN)),
    ].every(Boolean)
  }

  /** What of a half set would have to be known to a launcher outside: nothing of any other account. */
  function ownParts(): Layer[] {
    if (ownerAt === -1) return layers.flatMap((layer) => parts(layer, SECRET, TOKEN))
    return parts(layers[ownerAt] ?? {}, ID, TOKEN)
  }
}

const read = (layer: Layer, name: string) => layer[name] ?? ''

/** Each variable that has a value as a layer of its own. */
const parts = (layer: Layer, ...names: string[]): Layer[] =>
  names.filter((name) => has(layer, name)).map((name) => ({ [name]: read(layer, name) }))

/** The source with a secret that stands closest in the list; of two, the higher. */
function nearest(layers: readonly Layer[], at: number): Layer | undefined {
  const [first] = layers
    .map((layer, place) => ({ layer, place, distance: Math.abs(place - at) }))
    .filter(({ layer }) => has(layer, SECRET))
    .sort((a, b) => a.distance - b.distance || a.place - b.place)
  return first?.layer
}

interface Candidate {
  readonly id: Layer
  readonly secret: Layer
  readonly token: Layer | undefined
}

function everySet(layers: readonly Layer[]): Candidate[] {
  return layers.flatMap((id) =>
    layers.flatMap((secret) => [...layers, undefined].map((token) => ({ id, secret, token }))),
  )
}

function judgeValues(id: string, secret: string, token: string | null): Verdict {
  const values = [id, secret, ...(token === null ? [] : [token])]
  const reasons = [
    values.some(isMalformed) ? 'malformed' : '',
    values.some(isPlaceholder) ? 'placeholder' : '',
    id.startsWith('ASIA') && token === null ? 'token-missing' : '',
    id.startsWith('AKIA') && token !== null ? 'token-unexpected' : '',
  ].filter(Boolean)
  return reasons.length > 0 ? refused(...reasons) : { mode: 'project', id, secret, token }
}

function judgeProfile(winner: Layer): Verdict {
  if (has(winner, ID, SECRET, TOKEN)) return refused('keys-and-profile')
  const profile = read(winner, PROFILE)
  return isPlaceholder(profile) ? refused('placeholder') : { mode: 'profile', profile }
}

const isMalformed = (value: string) => Array.from(value).some((letter) => letter <= ' ' || letter === '\x7f')
const isPlaceholder = (value: string) =>
  value.startsWith('your-') || value === 'changeme' || (value.startsWith('<') && value.endsWith('>'))

function judgeFallBack({ layers, hidden = [], strict = false }: World): Verdict {
  const inner = nestedSet(layers, [])
  if (inner) return inner
  const owner = shellOwner(layers) ?? {}
  const [id, secret] = [read(owner, 'AWS_ACCESS_KEY_ID') || null, read(owner, 'AWS_SECRET_ACCESS_KEY') || null]
  const reasons = [
    layers.some((layer) => [ID, SECRET].some((name) => layer[name] === '')) ? 'empty-credentials' : '',
    hidden.some((layer) => has(layer, ID, SECRET, PROFILE)) ? 'hidden-credentials' : '',
    strict ? 'strict' : '',
  ].filter(Boolean)
  if (reasons.length > 0) return refused(...reasons)
  return id === null && secret === null ? { mode: 'ambient' } : { mode: 'global', id, secret }
}

/** The highest source with an id or a profile has the shell's set as a whole; a secret alone counts where none has. */
function shellOwner(layers: readonly Layer[]): Layer | undefined {
  const wanted = [['AWS_ACCESS_KEY_ID', 'AWS_PROFILE'], ['AWS_SECRET_ACCESS_KEY']]
  return wanted.map((names) => layers.find((layer) => has(layer, ...names))).find((layer) => layer !== undefined)
}

/** What a launcher outside has put there is the project's, unless the project's own parts say something else. */
function nestedSet([environment = {}]: readonly Layer[], own: readonly Layer[]): Verdict | null {
  const id = read(environment, 'AWS_ACCESS_KEY_ID')
  const secret = read(environment, 'AWS_SECRET_ACCESS_KEY')
  const token = read(environment, 'AWS_SESSION_TOKEN')
  const known: Layer = { [ID]: id, [SECRET]: secret, [TOKEN]: token }
  const agree = own.every((part) => Object.entries(part).every(([name, value]) => known[name] === value))
  if (id === '' || secret === '' || !agree || environment.WITH_MLFLOW_ENV !== `project:${id.slice(-4)}`) return null
  return { mode: 'project', id, secret, token: token || null }
}
