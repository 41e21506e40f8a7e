import { reached } from '../reached.ts'

/** A line of a recipe, without the characters that only tell just what to print. */
export interface JustLine {
  readonly text: string
  readonly line: number
}

/** The lines of the recipes that just runs: those that are named, or the first, and what they depend on. */
export function justRecipes(text: string, words: readonly string[]): JustLine[] {
  const recipes = new Map<string, { needs: readonly string[]; lines: JustLine[] }>()
  let current: JustLine[] | undefined
  for (const [at, line] of text.split('\n').entries()) {
    const [, name, right = ''] = /^@?([A-Za-z_][\w-]*)(?:\s[^:]*)?:(?!=)(.*)$/.exec(line) ?? []
    if (name !== undefined) {
      current = []
      recipes.set(name, { needs: right.match(/[A-Za-z_][\w-]*/g) ?? [], lines: current })
    } else if (/^\s+\S/.test(line)) current?.push({ text: line.trim().replace(/^[@-]+/, ''), line: at + 1 })
    else if (/^\S/.test(line) && !line.startsWith('#')) current = undefined
  }
  const named = words.filter((word) => recipes.has(word))
  const goals = named.length > 0 ? named : [...recipes.keys()].slice(0, 1)
  return reached(goals, (name) => recipes.get(name)?.needs ?? []).flatMap((name) => recipes.get(name)?.lines ?? [])
}
