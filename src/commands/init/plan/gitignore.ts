const LINE = '.env.mlflow'

/** What is added at the end of a `.gitignore`: the line, with the line end that the text has, and the one it lacks. */
export function gitignoreAddition(text: string): string {
  const end = text.includes('\r\n') ? '\r\n' : '\n'
  const gap = text === '' || text.endsWith('\n') ? '' : end
  return `${gap}${LINE}${end}`
}

/** Whether a text has the line, and no later one takes it back: for a project without git. */
export function hasLine(text: string): boolean {
  const rules = text.split(/\r?\n/).map((line) => line.trimEnd())
  const at = rules.findLastIndex((rule) => rule === LINE || rule === `/${LINE}`)
  return at !== -1 && !rules.slice(at).some((rule) => rule.startsWith('!'))
}
