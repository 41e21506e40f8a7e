import { findLines, type IniLine } from '../aws-config/lines.ts'
import { profileOf } from '../aws-config/profiles.ts'
import { awsFilePath, readAwsFile } from '../configure/read-aws-profiles.ts'
import { formatLocation } from '../model/format.ts'
import type { DoctorContext } from './context.ts'

export type AwsFileName = 'config' | 'credentials'

/** One of the two files in which boto3 finds profiles. */
export interface AwsFile {
  readonly name: AwsFileName
  /** As people write it: `~/.aws/config`. */
  readonly display: string
  readonly text: string
  readonly lines: readonly IniLine[]
}

const VARIABLES = { config: 'AWS_CONFIG_FILE', credentials: 'AWS_SHARED_CREDENTIALS_FILE' } as const

/** The files that the command's boto3 reads; without those that are not there. */
export function readAwsFiles({ hostContext, env }: Pick<DoctorContext, 'hostContext' | 'env'>): AwsFile[] {
  return (['config', 'credentials'] as const).flatMap((name) => {
    const named = env[VARIABLES[name]]
    // To botocore an empty name is a file that does not exist.
    if (named === '') return []
    const path = awsFilePath(hostContext, named, name, (variable) => env[variable])
    const text = readAwsFile(path)
    const { home } = hostContext
    const display = home !== null && path.startsWith(`${home}/`) ? `~${path.slice(home.length)}` : path
    return typeof text === 'string' ? [{ name, display, text, lines: findLines(text) }] : []
  })
}

/** The profile that a line belongs to; null for another section. */
export function profileOfLine({ name }: AwsFile, { section }: IniLine): string | null {
  return name === 'credentials' ? section : profileOf(section)
}

export interface ProfileLine extends IniLine {
  readonly file: AwsFile
}

/**
 * Where a profile sets an option, as boto3 reads it: `credentials` comes before `config`.
 *
 * @param option null for the head of its section
 */
export function findProfileLine(files: readonly AwsFile[], profile: string, option: string | null): ProfileLine | null {
  const found = files.flatMap((file) =>
    file.lines
      .filter((line) => line.option === option && profileOfLine(file, line) === profile)
      .map((line) => ({ ...line, file })),
  )
  return found.find(({ file }) => file.name === 'credentials') ?? found[0] ?? null
}

/** `~/.aws/credentials:4`. */
export function formatLine({ file, line }: ProfileLine): string {
  return formatLocation(file.display, line)
}
