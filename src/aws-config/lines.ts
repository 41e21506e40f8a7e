/** One setting or the head of one section of an INI text, as people find it in an editor. */
export interface IniLine {
  /** The section as it is written between its brackets. */
  readonly section: string
  /** In lower case; null for the head of the section. */
  readonly option: string | null
  readonly value: string
  readonly line: number
}

/** The lines of an INI text, also of one that botocore cannot parse. Lines that go on with a value are left out. */
export function findLines(text: string): IniLine[] {
  let section: string | null = null
  return text.split(/\r\n|\r|\n/).flatMap((raw, index): IniLine[] => {
    const line = index + 1
    const [, head] = /^\ufeff?\s*\[(.+)\]/.exec(raw) ?? []
    if (head !== undefined) {
      section = head
      return [{ section, option: null, value: '', line }]
    }
    const [, option = '', value = ''] = /^([^\s#;=:][^=:]*?)\s*[=:]\s*(.*?)\s*$/.exec(raw) ?? []
    return section === null || option === '' ? [] : [{ section, option: option.toLowerCase(), value, line }]
  })
}
