import { framesOf } from './debug.ts'

/** How many functions of a stack say enough to find the place. */
const MAX_FRAMES = 4
const matchFrame = (text: string) =>
  /^ +at (?:async )?(?:([\w.$<># ]+) \()?(?:[^\n()]*[/\\])?([\w.-]+:\d+:\d+)\)?$/.exec(text)

/** What Node did not find of the launcher's own code, a file or a package; null if the error is another one. */
export function findMissingPart(error: unknown): string | null {
  if (!(error instanceof Error) || (error as NodeJS.ErrnoException).code !== 'ERR_MODULE_NOT_FOUND') return null
  const [, missing] = /^Cannot find \w+ '(.+)' imported from /s.exec(error.message) ?? []
  return missing ?? null
}

/**
 * The innermost functions of an unexpected error, as `resolve (cli.cjs:12:3)`. The error's own message is left out,
 * because it could quote a value.
 */
export function toFrames(error: unknown): string[] {
  if (!(error instanceof Error)) return []
  const frames = framesOf(error).flatMap((line) => {
    const [, name, place] = matchFrame(line) ?? []
    return place === undefined ? [] : [name === undefined ? place : `${name} (${place})`]
  })
  return frames.slice(0, MAX_FRAMES)
}
