import { formatOrigin, quoteProfile } from '../../../model/format.ts'
import type { Origin } from '../../../model/origin.ts'
import { findProfileLine, formatLine, readAwsFiles } from '../../aws-files.ts'
import type { DoctorContext } from '../../context.ts'
import { isExampleId } from '../../example-keys.ts'
import { letFileWin } from '../identity/let-file-win.ts'
import { loginCommand } from '../identity/no-credentials.ts'
import { profileWord } from '../profile-word.ts'
import { inPlace } from './place.ts'

const KEY_ID = 'MLFLOW_AWS_ACCESS_KEY_ID'
const SECRET = 'MLFLOW_AWS_SECRET_ACCESS_KEY'
const TOKEN = 'MLFLOW_AWS_SESSION_TOKEN'

/** Where the keys of the run are, and how people change them there. */
export interface PlaceOfKeys {
  /** The end of the key id; null if only boto3 knows it. */
  readonly suffix: string | null
  readonly where: string
  /** Whether the id is one that AWS's documentation has as an example. */
  readonly isExample: boolean
  /** Whether keys are written down, and not given by a login, a program or a role. */
  readonly isKeySet: boolean
  /** ` in .env:3`: where a setting of the project belongs. */
  readonly file: string
  keys(what: string): string
  readonly secret: string
  readonly token: string
  /** For keys that have ended. */
  readonly renew: string
  /** Puts before a remedy that a file has other keys, which the shell's replace. */
  let(remedy: string): string
}

export function placeOfKeys(context: DoctorContext): PlaceOfKeys {
  const credentials = context.run.configuration?.credentials
  const [origin] = credentials?.origins.values() ?? []
  const common = {
    suffix: credentials?.accessKeyIdSuffix ?? null,
    where: origin ? formatOrigin(origin) : '',
    let: (remedy: string) => [...letFileWin(context), remedy].join('; otherwise '),
  }
  const profile = credentials?.profile?.value ?? null
  return profile === null ? ofVariables(context, common) : ofProfile(context, profile, common)
}

type Common = Pick<PlaceOfKeys, 'suffix' | 'where' | 'let'>

function ofVariables(context: DoctorContext, common: Common): PlaceOfKeys {
  const originOf = (name: string): Origin | null => context.run.configuration?.credentials.origins.get(name) ?? null
  const file = inPlace(context, originOf('AWS_ACCESS_KEY_ID'))
  return {
    ...common,
    isExample: isExampleId(context.env.AWS_ACCESS_KEY_ID ?? ''),
    isKeySet: true,
    file,
    keys: (what) => `write ${what}: ${KEY_ID}=… and ${SECRET}=…${file}`,
    secret: `copy the secret of the key again, whole, with every + / and =: ${SECRET}='…'${inPlace(context, originOf('AWS_SECRET_ACCESS_KEY'))}`,
    token: `write the ${TOKEN} that was made with the key${file}, or remove it if the key is a long-term one (AKIA…)`,
    renew: `${KEY_ID}, ${SECRET} and ${TOKEN}${file}: write three new ones`,
  }
}

/** A variable next to a profile would be another account: everything is said of the profile. */
function ofProfile(context: DoctorContext, profile: string, common: Common): PlaceOfKeys {
  const files = readAwsFiles(context)
  const find = (option: string | null) => findProfileLine(files, profile, option)
  const [id, secret, token] = ['aws_access_key_id', 'aws_secret_access_key', 'aws_session_token'].map(find)
  const name = quoteProfile(profile)
  const configure = `aws configure --profile ${profileWord(profile)}`
  const file = inPlace(context)
  if (id) {
    const at = formatLine(id)
    return {
      ...common,
      where: `${common.where}, ${at}`,
      isExample: isExampleId(id.value),
      isKeySet: true,
      file,
      keys: (what) => `write ${what} into the profile ${name} in ${at}: ${configure}`,
      secret: `copy the secret of the profile ${name} again, whole, in ${formatLine(secret ?? id)}: ${configure}`,
      token: `write the aws_session_token that was made with the key into the profile ${name} in ${formatLine(token ?? id)}, or remove it if the key is a long-term one (AKIA…)`,
      renew: `write three new values into the profile ${name} in ${at}: aws_access_key_id, aws_secret_access_key and aws_session_token`,
    }
  }
  const head = find(null)
  const at = head ? ` in ${formatLine(head)}` : ''
  const again = howAgain(profile, find, at)
  return {
    ...common,
    isExample: false,
    isKeySet: false,
    file,
    keys: () => again,
    secret: again,
    token: again,
    renew: again,
  }
}

/** Keys that a login, a program or a role gives are asked for again. */
function howAgain(profile: string, find: (option: string) => ReturnType<typeof findProfileLine>, at: string): string {
  if (find('sso_session') ?? find('sso_start_url')) return `log in again: ${loginCommand('sso', profile)}`
  if (find('login_session')) return `log in again: ${loginCommand('login', profile)}`
  const program = find('credential_process')
  if (program) return `run it yourself, and look which keys it gives: credential_process in ${formatLine(program)}`
  return `correct where the profile ${quoteProfile(profile)}${at} takes its keys from`
}
