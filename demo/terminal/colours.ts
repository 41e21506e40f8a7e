// A little colour, for terminals that have it.
const BOLD = 1
const GREY = 90
const RED = 31
const GREEN = 32
const YELLOW = 33

type Paint = keyof typeof PAINTS
const PAINTS = { strong: BOLD, quiet: GREY, bad: RED, good: GREEN } as const

/** What stands out in the output of a command. */
const MARKS: readonly (readonly [RegExp, number])[] = [
  [/s3:\/\/main-bucket\b\S*/g, RED],
  [/s3:\/\/mlflow-bucket\b\S*/g, GREEN],
  [/\(AccessDenied\)/g, RED],
  [/^ {2}ok\b/, GREEN],
  [/^ {2}warn\b/, YELLOW],
  [/^ {2}fail\b/, RED],
]

export class Colours {
  readonly #isOn: boolean

  constructor({ isTTY = false }: { isTTY?: boolean }, { NO_COLOR, TERM }: NodeJS.ProcessEnv) {
    this.#isOn = isTTY && !NO_COLOR && TERM !== 'dumb'
  }

  paint(paint: Paint, text: string): string {
    return this.#code(PAINTS[paint], text)
  }

  mark(line: string): string {
    return MARKS.reduce((text, [pattern, code]) => text.replace(pattern, (found) => this.#code(code, found)), line)
  }

  #code(code: number, text: string): string {
    return this.#isOn ? `\x1b[${code}m${text}\x1b[0m` : text
  }
}
