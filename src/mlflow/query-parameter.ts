/** The first value of a parameter in a web address's query, without its question mark; null if it has none. */
export function queryParameter(query: string, name: string): string | null {
  for (const pair of query.split('&')) {
    const [key = '', ...value] = pair.split('=')
    if (pair !== '' && decode(key) === name) return decode(value.join('='))
  }
  return null
}

function decode(text: string): string {
  return text.replaceAll('+', ' ').replace(/(?:%[0-9a-f]{2})+/gi, (bytes) => {
    try {
      return decodeURIComponent(bytes)
    } catch {
      return '\ufffd'
    }
  })
}
