/** What the tests asked for that is not in the engine, since it was last forgotten. */
const asked = new Set<string>()

export function forgetAbsent(): void {
  asked.clear()
}

/** @returns null if a test asked for nothing of it */
export function reasonToLeaveOut(): string | null {
  return asked.size === 0 ? null : [...asked].sort().join(', ')
}

/** What is in the place of a module of Node's: whatever of it is called, the test that calls it is left out. */
export function absentModule(name: string): object {
  const isMember = (member: string | symbol): member is string => typeof member === 'string' && member !== '__esModule'
  const members = new Proxy(Object.create(null), {
    get: (_, member) => (isMember(member) ? absent(`${name}.${member}`) : undefined),
    // A spy looks for what it replaces.
    getOwnPropertyDescriptor(_, member) {
      if (isMember(member)) asked.add(`${name}.${member}`)
      return undefined
    },
  })
  // A bundle makes an object with the same prototype for `import * as`.
  return Object.create(members)
}

function absent(name: string): unknown {
  const fail = () => {
    asked.add(name)
    throw new Error(`${name} is not in the engine`)
  }
  return new Proxy(class {}, {
    apply: fail,
    construct: fail,
    get: (target, member) =>
      member in target || typeof member === 'symbol' ? Reflect.get(target, member) : absent(name),
  })
}
