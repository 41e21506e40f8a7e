import { splitWords } from '../../../aws-config/shell-words.ts'
import { formatLocation, formatProfile, quote, quoteProfile } from '../../../model/format.ts'
import { type AwsFile, findProfileLine, formatLine, type ProfileLine, readAwsFiles } from '../../aws-files.ts'
import { type CheckResult, fail } from '../../check.ts'
import type { DoctorContext } from '../../context.ts'

/** What keeps boto3 from the credentials of the project's profile, although the profile itself is there. */
export function findProfileFaults(context: DoctorContext): CheckResult[] {
  const { credentials, options } = context.run.configuration ?? {}
  const profile = credentials?.profile?.value
  if (profile === undefined || options?.keepAws) return []
  const files = readAwsFiles(context)
  return [profile, ...sourceOf(files, profile)].flatMap((name) => [
    ...missingSession(files, name),
    ...quotedKeys(files, name),
  ])
}

/** The profile that a role takes its first keys from. */
function sourceOf(files: readonly AwsFile[], profile: string): string[] {
  const source = findProfileLine(files, profile, 'source_profile')
  return source && source.value !== profile && findProfileLine(files, profile, 'role_arn') ? [source.value] : []
}

function missingSession(files: readonly AwsFile[], profile: string): CheckResult[] {
  const named = findProfileLine(files, profile, 'sso_session')
  const config = files.find(({ name }) => name === 'config')
  if (!named || named.value === '') return []
  const sections = config?.lines.flatMap(({ section, option }) => (option === null ? [splitWords(section) ?? []] : []))
  const isThere = sections?.some(
    ([first = '', second, ...more]) => first.startsWith('sso-session') && second === named.value && more.length === 0,
  )
  if (isThere) return []
  const place = formatLine(named)
  const head = `[sso-session ${formatProfile(named.value)}]`
  const file = config?.display ?? '~/.aws/config'
  return [
    fail(
      `sso_session of the profile ${quoteProfile(profile)} names ${quoteProfile(named.value)}, and ${file} has no ${head}`,
      place,
      `add ${head} with sso_start_url=… and sso_region=… to ${file}, or correct the name in ${place}`,
    ),
  ]
}

const KEYS = ['aws_access_key_id', 'aws_secret_access_key', 'aws_session_token']

/** In an INI file quotes are a part of the value. */
function quotedKeys(files: readonly AwsFile[], profile: string): CheckResult[] {
  return KEYS.flatMap((option) => {
    const line = findProfileLine(files, profile, option)
    if (!line || !/^(["']).*\1$/.test(line.value)) return []
    const place = formatLine(line)
    return [
      fail(
        `${option} in ${place} is in quotes, which boto3 takes for a part of it`,
        place,
        `remove the quotes in ${place}`,
      ),
    ]
  })
}

/** `[profile lab]` in `credentials`, where the section is `[lab]`; null if there is none. */
export function findHeadWithPrefix(context: DoctorContext, profile: string): ProfileLine | null {
  const [file] = readAwsFiles(context).filter(({ name }) => name === 'credentials')
  const line = file?.lines.find(({ section, option }) => {
    const words = option === null ? splitWords(section) : null
    return words?.length === 2 && words[0] === 'profile' && words[1] === profile
  })
  return file && line ? { ...line, file } : null
}

/** Files that an editor has saved with a byte order mark, which Python takes for a line before the first section. */
export function explainByteOrderMark(context: DoctorContext): CheckResult[] {
  return readAwsFiles(context)
    .filter(({ text }) => text.startsWith('\ufeff'))
    .map(({ display }) =>
      fail(
        `${quote(display)} begins with a byte order mark, so boto3 cannot parse it (ConfigParseError)`,
        formatLocation(display, 1),
        `save ${display} as UTF-8 without a byte order mark, in an editor`,
      ),
    )
}
