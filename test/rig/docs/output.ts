// Whether a command printed what a page shows.

/** Bits of output that differ from run to run, and which a page shows as they once were. */
const VARYING: readonly (readonly [shown: RegExp, real: string])[] = [
  // 12.3 s, 110 ms
  [/\b\d+(?:\\\.\d+)? (?=m?s\b)/g, '[\\d.]+ '],
  // The sandbox asks for one.
  [/\b4 workers\b/g, '1 workers?'],
  [/(?<=1 workers\?\\\) )\\\(the default\\\)/g, '\\(from MLFLOW_WORKERS\\)'],
]

/**
 * What an output has to match. `…` is any text within a line, and a line of `…` alone is any number of lines.
 *
 * @param mayGoOn whether more may follow
 */
export function outputPattern(expected: string, mayGoOn = false): RegExp {
  const lines = expected.trimEnd().split('\n')
  const parts = lines.map((line) => (line.trim() === '…' ? '(?:[^\\n]*\\n)*?' : `${linePattern(line)}\\n`))
  return new RegExp(`^${parts.join('')}${mayGoOn ? '' : '$'}`)
}

/** The output as it is compared: as a terminal leaves it, without trailing blanks, and with an end of its last line. */
export function comparable(output: string): string {
  // What was written over is gone.
  const lines = output.split('\n').map((line) => line.trimEnd().replace(/^.*\r/, ''))
  const text = lines.map((line) => line.trimEnd()).join('\n')
  return text === '' || text.endsWith('\n') ? text : `${text}\n`
}

function linePattern(line: string): string {
  const escaped = line.trimEnd().replace(/[\\^$.*+?()[\]{}|]/g, '\\$&')
  const varying = VARYING.reduce((text, [shown, real]) => text.replace(shown, real), escaped)
  return varying.replaceAll('…', '[^\\n]*?')
}
