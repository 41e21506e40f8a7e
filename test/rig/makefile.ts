// The recipes of a simple Makefile, for machines without make: one line for each target, with the variables in place.
export function readRecipes(text: string, more: Readonly<Record<string, string>> = {}): Record<string, string> {
  const variables = Object.fromEntries(
    Array.from(text.matchAll(/^(\w+) = ?(.*)$/gm), ([, name, value]) => [name, value]),
  )
  const expand = (line: string) => line.replace(/\$\((\w+)\)/g, (_, name) => ({ ...variables, ...more })[name] ?? '')
  const recipes = text.matchAll(/^(\w+):\n\t(.+)$/gm)
  return Object.fromEntries(Array.from(recipes, ([, target = '', line = '']) => [target, expand(line).trim()]))
}
