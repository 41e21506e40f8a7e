import { framesOf } from './debug.ts'

/** How many functions of a stack say enough to find the place. */
const MAX_FRAMES = 4
const FRAME = /^ +at (?:async )?(?:([\w.$<># ]+) \()?(?:[^\n()]*[/\\])?([\w.-]+:\d+:\d+)\)?$/

/**
 * The innermost functions of an unexpected error, as `resolve (cli.cjs:12:3)`. The error's own message is left out,
 * because it could quote a value.
 */
export function toFrames(error: unknown): string[] {
  if (!(error instanceof Error)) return []
  const frames = framesOf(error).flatMap((line) => {
    const [, name, place] = FRAME.exec(line) ?? []
    return place === undefined ? [] : [name === undefined ? place : `${name} (${place})`]
  })
  return frames.slice(0, MAX_FRAMES)
}
