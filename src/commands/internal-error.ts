/** How many functions of a stack say enough to find the place. */
const MAX_FRAMES = 4

/**
 * The innermost functions of an unexpected error, as `resolve (cli.cjs:12:3)`. The error's own message is left out,
 * because it could quote a value.
 */
export function toFrames(error: unknown): string[] {
  if (!(error instanceof Error) || !error.stack) return []
  const at = error.stack.indexOf(error.message)
  const frames = at === -1 ? error.stack : error.stack.slice(at + error.message.length)
  const found = frames.matchAll(/^ +at (?:async )?(?:([\w.$<># ]+) \()?(?:[^\n()]*[/\\])?([\w.-]+:\d+:\d+)\)?$/gm)
  return Array.from(found, ([, name, place]) => (name ? `${name} (${place})` : String(place))).slice(0, MAX_FRAMES)
}
