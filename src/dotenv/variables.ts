import type { Diagnostic } from '../model/diagnostic.ts'
import { MAX_STRING_BYTES } from '../model/max-string-bytes.ts'
import type { Sourced } from '../model/origin.ts'
import { SecretMap } from '../model/secret.ts'
import { dotenvDiagnostics } from './diagnostics.ts'
import type { EnvFileText } from './env-file-text.ts'
import { interpolate } from './interpolate.ts'
import type { Statement } from './statement.ts'

/** What the statements of a file amount to, one after the other. */
export class Variables {
  readonly entries = new SecretMap<Sourced>()
  readonly unassigned = new Map<string, Sourced>()
  /** Names and values that cannot be passed to a process. */
  readonly diagnostics: Diagnostic[] = []
  readonly file: EnvFileText
  readonly environment: (name: string) => string | undefined
  /** Whether `${NAME}` means a line before rather than the environment, as with `load_dotenv(override=True)`. */
  readonly override: boolean

  constructor(file: EnvFileText, environment: (name: string) => string | undefined, override: boolean) {
    this.file = file
    this.environment = environment
    this.override = override
  }

  /** @returns false for a value that is too long: what refers to it could grow without end */
  add({ name, value: raw, line }: Statement): boolean {
    if (name === null) return true
    const { path, display } = this.file
    // Python raises ValueError here: as a variable it would be another one, up to the first '='.
    if (name.includes('=')) {
      this.diagnostics.push(dotenvDiagnostics.warning('invalid-variable-name', null, { display, line }))
      return true
    }
    const value = raw === null ? null : interpolate(raw, (other) => this.lookUp(other))
    if (value !== null && isTooLong(name, value)) {
      this.diagnostics.push(dotenvDiagnostics.error('env-file-line-too-long', null, { display, line }))
      return false
    }
    const origin = { kind: 'file', name, path, display, line } as const
    // The last one counts, and has the last place.
    if (this.entries.has(name)) this.entries.delete(name)
    if (this.unassigned.size > 0) this.unassigned.delete(name)
    if (value === null) this.unassigned.set(name, { value: '', origin })
    else this.entries.set(name, { value, origin })
    return true
  }

  /** The real environment first, then the lines before (or the other way round); null for a name without `=`. */
  private lookUp(name: string): string | null | undefined {
    if (!this.override) return this.environment(name) ?? this.lineBefore(name)
    const before = this.lineBefore(name)
    return before === undefined ? this.environment(name) : before
  }

  private lineBefore(name: string): string | null | undefined {
    return this.unassigned.has(name) ? null : this.entries.get(name)?.value
  }
}

function isTooLong(name: string, value: string): boolean {
  // As UTF-8 a string has at most three times as many bytes as UTF-16 units.
  if ((name.length + value.length) * 3 + '=\0'.length <= MAX_STRING_BYTES) return false
  return utf8Length(`${name}=${value}`) + 1 > MAX_STRING_BYTES
}

/** The number of bytes as UTF-8. */
function utf8Length(text: string): number {
  let bytes = 0
  for (const character of text) {
    const code = character.codePointAt(0) ?? 0
    bytes += code < 0x80 ? 1 : code < 0x800 ? 2 : code < 0x10000 ? 3 : 4
  }
  return bytes
}
