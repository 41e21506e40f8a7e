/** A reference to a variable or a function: $(NAME), ${NAME}. */
const REFERENCE = /\$(?:\(([^()]*(?:\([^()]*\)[^()]*)?)\)|\{([^{}]*)\})/g
/** A few variables that double each other would fill the memory; no setting is longer. */
const MAX_VALUE_LENGTH = 131_072

/** The value of a text of a makefile; null if it is not known. */
export function expandMake(text: string, lookup: (name: string) => string | null | undefined): string | null {
  let isKnown = true
  const value = text.replace(REFERENCE, (_, round?: string, curly?: string) => {
    const inside = (round ?? curly ?? '').trim()
    const [call = '', ...rest] = inside.split(/\s+/)
    const isList = /^(?:wildcard|strip|sort|firstword)$/.test(call)
    const found = isList ? expandMake(rest.join(' '), lookup) : /^[\w.-]+$/.test(inside) ? lookup(inside) : null
    if (found === null) isKnown = false
    return found ?? ''
  })
  return isKnown && value.length <= MAX_VALUE_LENGTH ? value.replaceAll('$$', '$') : null
}
