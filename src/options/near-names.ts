import { editDistance } from './edit-distance.ts'

/*
 * What people write instead of the names that the launcher reads. A name is compared without its separators and without
 * MLFLOW, and for the credentials without AWS. So the order of these two does not matter, nor does a slip in them.
 *
 * The lists are functions, because only a name that is not known needs them: making them takes 0.1 ms.
 */

const ACCESS_KEY_ID = 'MLFLOW_AWS_ACCESS_KEY_ID'
const SECRET_ACCESS_KEY = 'MLFLOW_AWS_SECRET_ACCESS_KEY'
const SESSION_TOKEN = 'MLFLOW_AWS_SESSION_TOKEN'
const ENDPOINT = 'MLFLOW_S3_ENDPOINT_URL'
const TRACKING_URI = 'MLFLOW_TRACKING_URI'
const ARTIFACT_ROOT = 'MLFLOW_ARTIFACT_ROOT'
const BACKEND_STORE_URI = 'MLFLOW_BACKEND_STORE_URI'

type Forms = ReadonlyMap<string, string>

/** After MLFLOW and AWS. */
const awsNames = (): Forms =>
  new Map([
    ['ACCESSKEYID', ACCESS_KEY_ID],
    ['SECRETACCESSKEY', SECRET_ACCESS_KEY],
    ['SESSIONTOKEN', SESSION_TOKEN],
    ['PROFILE', 'MLFLOW_AWS_PROFILE'],
    ['DEFAULTREGION', 'MLFLOW_AWS_DEFAULT_REGION'],
  ])

/** What others call the same. */
const awsHabits = (): Forms =>
  new Map([
    ['ACCESSKEY', ACCESS_KEY_ID],
    ['ACCESSID', ACCESS_KEY_ID],
    ['KEYID', ACCESS_KEY_ID],
    ['KEY', ACCESS_KEY_ID],
    ['ID', ACCESS_KEY_ID],
    ['SECRETACCESSKEYID', SECRET_ACCESS_KEY],
    ['SECRETKEYID', SECRET_ACCESS_KEY],
    ['SECRETKEY', SECRET_ACCESS_KEY],
    ['SECRETACCESS', SECRET_ACCESS_KEY],
    ['SECRETID', SECRET_ACCESS_KEY],
    ['SECRET', SECRET_ACCESS_KEY],
    ['ACCESSKEYSECRET', SECRET_ACCESS_KEY],
    ['ACCESSSECRETKEY', SECRET_ACCESS_KEY],
    ['ACCESSSECRET', SECRET_ACCESS_KEY],
    ['KEYSECRET', SECRET_ACCESS_KEY],
    ['SECURITYTOKEN', SESSION_TOKEN],
    ['TOKEN', SESSION_TOKEN],
    ['SESSION', SESSION_TOKEN],
    ['DEFAULTPROFILE', 'MLFLOW_AWS_PROFILE'],
    ['PROFILENAME', 'MLFLOW_AWS_PROFILE'],
    ['REGION', 'MLFLOW_AWS_DEFAULT_REGION'],
    ['REGIONNAME', 'MLFLOW_AWS_DEFAULT_REGION'],
    ['ENDPOINTURL', ENDPOINT],
    ['ENDPOINT', ENDPOINT],
    ['S3ENDPOINTURL', ENDPOINT],
    ['S3ENDPOINT', ENDPOINT],
    ['ENDPOINTURLS3', ENDPOINT],
  ])

/** After MLFLOW alone. */
const mlflowNames = (): Forms =>
  new Map([
    ['TRACKINGURI', TRACKING_URI],
    ['ARTIFACTROOT', ARTIFACT_ROOT],
    ['S3ENDPOINTURL', ENDPOINT],
    ['BACKENDSTOREURI', BACKEND_STORE_URI],
    ['DEFAULTARTIFACTROOT', 'MLFLOW_DEFAULT_ARTIFACT_ROOT'],
    ['ARTIFACTSDESTINATION', 'MLFLOW_ARTIFACTS_DESTINATION'],
    ['STATICPREFIX', 'MLFLOW_STATIC_PREFIX'],
  ])

const mlflowHabits = (): Forms =>
  new Map([
    ['TRACKINGURL', TRACKING_URI],
    ['TRACKINGSERVER', TRACKING_URI],
    ['TRACKINGSERVERURI', TRACKING_URI],
    ['TRACKINGSERVERURL', TRACKING_URI],
    ['ARTIFACTURI', ARTIFACT_ROOT],
    ['ARTIFACTROOTURI', ARTIFACT_ROOT],
    ['ARTIFACTLOCATION', ARTIFACT_ROOT],
    ['ARTIFACTSTORE', ARTIFACT_ROOT],
    ['ARTIFACTSTOREURI', ARTIFACT_ROOT],
    ['S3ENDPOINT', ENDPOINT],
    ['S3ENDPOINTURI', ENDPOINT],
    ['BACKENDSTORE', BACKEND_STORE_URI],
    ['BACKENDSTOREURL', BACKEND_STORE_URI],
    ['BACKENDURI', BACKEND_STORE_URI],
    ['ACCESSKEYID', ACCESS_KEY_ID],
    ['S3ACCESSKEYID', ACCESS_KEY_ID],
    ['S3ACCESSKEY', ACCESS_KEY_ID],
    ['SECRETACCESSKEY', SECRET_ACCESS_KEY],
    ['S3SECRETACCESSKEY', SECRET_ACCESS_KEY],
    ['S3SECRETKEY', SECRET_ACCESS_KEY],
  ])

/** Too short for a slip to be told from another name. */
const mlflowShort = (): Forms =>
  new Map([
    ['URI', TRACKING_URI],
    ['URL', TRACKING_URI],
    ['SERVERURI', TRACKING_URI],
    ['SERVERURL', TRACKING_URI],
    ['TRACKING', TRACKING_URI],
    ['TRACKINGHOST', TRACKING_URI],
    ['ENDPOINTURL', ENDPOINT],
    ['S3URL', ENDPOINT],
    ['PROFILE', 'MLFLOW_AWS_PROFILE'],
    ['SESSIONTOKEN', SESSION_TOKEN],
  ])

/** Of `WITH_MLFLOW_ENV_…`. */
const ownHabits = (): Forms =>
  new Map([
    ['FILE', 'WITH_MLFLOW_ENV_ENV_FILE'],
    ['NOFILE', 'WITH_MLFLOW_ENV_NO_ENV_FILE'],
  ])

/** The names by which a project says whose account it is. */
export const IDENTITY_NAMES = [ACCESS_KEY_ID, SECRET_ACCESS_KEY, SESSION_TOKEN, 'MLFLOW_AWS_PROFILE'] as const

/** The beginning that only the launcher's own names have. */
export function isOwnNamespace(name: string): boolean {
  const upper = name.toUpperCase()
  return upper.startsWith('MLFLOW_AWS_') || upper.startsWith('WITH_MLFLOW_ENV_')
}

/** Whether a name has what is left of MLFLOW after one slip. Most have not, and this is all that they cost. */
export function mayBeNear(name: string): boolean {
  const has = (text: string) => name.includes(text)
  return has('LOW') || has('MLF') || has('low') || has('mlf') || has('Mlf') || (has('ML') && has('OW'))
}

/**
 * The name that was probably meant; null if none is near. It may be the name itself.
 *
 * @param ownVariables the `WITH_MLFLOW_ENV_…` that exist
 */
export function findMeantName(name: string, ownVariables: readonly string[]): string | null {
  const upper = name.toUpperCase().replace(/[-. ]/g, '_')
  if (upper.startsWith('_')) return null
  const found = findByWords(splitWords(upper), ownVariables)
  const mayBeSplitWrong = upper.startsWith('MLFLO') && (!upper.startsWith('MLFLOW_') || upper.startsWith('MLFLOW_A'))
  return found ?? (mayBeSplitWrong ? nearestWhole(upper) : null)
}

function findByWords(words: readonly string[], ownVariables: readonly string[]): string | null {
  const at = words.findIndex(isMlflow)
  if (at === -1) return null
  const isExact = words[at] === 'MLFLOW'
  const rest = words.filter((_, index) => index !== at)
  if (rest[0] === 'WITH') return findOwn(rest.slice(1), ownVariables)
  const aws = rest.indexOf('AWS')
  if (aws !== -1) {
    const others = rest.filter((_, index) => index !== aws)
    return nearest(others, 2, awsNames(), awsHabits())
  }
  const likeAws = isExact ? rest.findIndex((word) => word.length <= 4 && editDistance(word, 'AWS', 1) === 1) : -1
  if (likeAws !== -1) {
    const meant = awsNames().get(rest.filter((_, index) => index !== likeAws).join(''))
    if (meant) return meant
  }
  const compact = rest.join('')
  if (!isExact) return nearest(rest, 1, mlflowNames(), new Map())
  return mlflowShort().get(compact) ?? nearest(rest, 1, mlflowNames(), mlflowHabits())
}

/** Splits at `_`, and where MLFLOW or AWS was written together with a neighbour, or MLFLOW as ML_FLOW. */
function splitWords(upper: string): string[] {
  return upper
    .replace('ML_FLOW', 'MLFLOW')
    .split('_')
    .flatMap((word) => splitOff('MLFLOW', word))
    .flatMap((word) => (word.length > 'AWS'.length + 1 && word.startsWith('AWS') ? ['AWS', word.slice(3)] : [word]))
    .filter((word) => word !== '')
}

/** With one letter more it is a slip. */
function splitOff(part: string, word: string): string[] {
  if (word.length < part.length + 2) return [word]
  if (word.startsWith(part)) return [part, word.slice(part.length)]
  return word.endsWith(part) ? [word.slice(0, -part.length), part] : [word]
}

function isMlflow(word: string): boolean {
  const limit = word.startsWith('MLF') ? 2 : 1
  return word === 'MLFLOW' || editDistance(word, 'MLFLOW', limit) <= limit
}

function findOwn(words: readonly string[], ownVariables: readonly string[]): string | null {
  const rest = (words[0] === 'ENV' ? words.slice(1) : words).join('')
  const names = ownVariables.map((name) => [name.slice('WITH_MLFLOW_ENV_'.length).replaceAll('_', ''), name] as const)
  return ownHabits().get(rest) ?? nearest([rest], 2, new Map(names), new Map())
}

/** For a slip at the border of two words, as in MLFLO_WAWS_PROFILE. */
function nearestWhole(upper: string): string | null {
  const names = [...awsNames().values(), ...mlflowNames().values()].map(
    (name) => [name.replaceAll('_', ''), name] as const,
  )
  return nearest(upper.split('_'), 1, new Map(names), new Map())
}

/** The nearest of the forms, the names before the habits. @param most how many slips a long form may have */
function nearest(words: readonly string[], most: number, names: Forms, habits: Forms): string | null {
  const compact = words.join('')
  const exact = names.get(compact) ?? habits.get(compact)
  if (exact) return exact
  // A number or a short word more is another name, as ACCESS_KEY_ID_2, and not a slip.
  if (words.some(isOther) || /\d/.test(compact.replace('S3', ''))) return null
  const best = { name: null as string | null, distance: most + 1 }
  for (const forms of [names, habits]) {
    for (const [form, name] of forms) {
      const limit = Math.min(most, best.distance - 1, form.length < 6 ? 0 : form.length < 10 ? 1 : 2)
      if (!mayBeSlip(compact, form, limit)) continue
      const distance = editDistance(compact, form, limit)
      if (distance <= limit) Object.assign(best, { name, distance })
    }
  }
  return best.name
}

function isOther(word: string): boolean {
  if (word.length > 2 || word === 'S3') return false
  return !['KEY', 'ID'].some((part) => editDistance(word, part, 1) <= 1)
}

/** Rules out nearly everything at once: a slip leaves the beginning or the end as it is. S3 at the beginning is no slip. */
function mayBeSlip(written: string, form: string, limit: number): boolean {
  if (Math.abs(written.length - form.length) > limit || form.startsWith('S3') !== written.startsWith('S3')) return false
  return written.startsWith(form.slice(0, 2)) || written.endsWith(form.slice(-2))
}
