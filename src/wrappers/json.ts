/** An object of a JSON file, whose values can be of any kind. */
export type JsonObject = Readonly<Record<string, unknown>>

/** The object that a text is; an empty one for every other text. */
export function readJson(text: string): JsonObject {
  try {
    return toObject(JSON.parse(text))
  } catch {
    return {}
  }
}

/** A value that should be an object; an empty one for null, a list and everything else that a file can have there. */
export function toObject(value: unknown): JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as JsonObject) : {}
}

/** An object's own value: a file can ask for `constructor` too. */
export function ownValue(object: JsonObject, key: string): unknown {
  return Object.hasOwn(object, key) ? object[key] : undefined
}

/** The line, from 1, of the first key or string that reads so. */
export function lineOf(text: string, key: string): number {
  return text.slice(0, text.indexOf(JSON.stringify(key))).split('\n').length
}
