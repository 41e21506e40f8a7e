/** The goals and what they need, and so on, each once. @param needs what one of them needs */
export function reached(goals: readonly string[], needs: (goal: string) => readonly string[]): string[] {
  const seen = new Set<string>()
  const left = [...goals]
  for (let goal = left.pop(); goal !== undefined; goal = left.pop()) {
    if (seen.has(goal)) continue
    seen.add(goal)
    left.push(...needs(goal))
  }
  return [...seen]
}
