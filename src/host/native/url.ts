/** What of `URL` the launcher uses, for addresses of http and https; the engine has none: the build puts it in the place of the global. */
const ADDRESS = /^\s*(https?):[/\\]*(?:[^/\\?#]*@)?(\[[\da-f:.]+\]|[^\s:/\\?#@[\]]+)(?::(\d{0,5}))?(?:[/\\?#].*)?$/is
const STANDARD_PORTS: Readonly<Record<string, string>> = { 'http:': '80', 'https:': '443' }

export class URL {
  readonly protocol: string
  readonly hostname: string
  readonly port: string

  constructor(text: string) {
    const [, scheme, host, port = ''] = ADDRESS.exec(text) ?? []
    if (scheme === undefined || host === undefined || Number(port) > 65_535) throw new TypeError('Invalid URL')
    this.protocol = `${scheme.toLowerCase()}:`
    this.hostname = host.toLowerCase()
    const digits = port === '' ? '' : String(Number(port))
    this.port = digits === STANDARD_PORTS[this.protocol] ? '' : digits
  }

  get origin(): string {
    return `${this.protocol}//${this.hostname}${this.port === '' ? '' : `:${this.port}`}`
  }
}
