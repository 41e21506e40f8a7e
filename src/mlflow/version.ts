/** Whether a version such as `3.17.2` or `3.0.0rc1` belongs to this release or a later one. */
export function isAtLeast(version: string, major: number, minor: number): boolean {
  const [, first = '0', second = '0'] = /^(?:\d+!)?(\d+)(?:\.(\d+))?/.exec(version) ?? []
  return Number(first) > major || (Number(first) === major && Number(second) >= minor)
}
