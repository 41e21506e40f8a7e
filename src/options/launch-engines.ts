/**
 * The ways to start a command, in the order in which `auto` tries them. What they do is in src/launch/engines, in one
 * file each.
 */
export const ENGINE_NAMES = ['exec', 'supervise'] as const

export type EngineName = (typeof ENGINE_NAMES)[number]

/** What `--launch` takes. */
export const LAUNCH_CHOICES = ['auto', ...ENGINE_NAMES] as const

export type LaunchChoice = (typeof LAUNCH_CHOICES)[number]

export function isLaunchChoice(word: string): word is LaunchChoice {
  return (LAUNCH_CHOICES as readonly string[]).includes(word)
}
