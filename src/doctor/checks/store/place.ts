import { formatFile, formatSource } from '../../../model/format.ts'
import type { Origin } from '../../../model/origin.ts'
import type { DoctorContext } from '../../context.ts'

/** The file in which people write a setting of the project: the first that is read. */
export function fileOf({ run }: DoctorContext): string {
  const { credentials, sources } = run.configuration ?? {}
  const [own] = [...(credentials?.origins.values() ?? [])].filter(({ kind }) => kind === 'file')
  if (own) return formatFile(own)
  const [file] = (sources ?? []).flatMap((source) => source.file ?? [])
  return file ? formatFile({ kind: 'file', name: '', path: file.path, display: file.display, line: 0 }) : '.env.mlflow'
}

/** ` in .env:3`: where a setting is, or belongs. */
export function inPlace(context: DoctorContext, origin: Origin | null = null): string {
  return ` in ${origin?.kind === 'file' || origin?.kind === 'environment' ? formatSource(origin) : fileOf(context)}`
}
