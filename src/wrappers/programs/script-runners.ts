import * as host from '../../host/index.ts'
import { readDotenv } from '../dotenv-file.ts'
import { findUpward } from '../find-upward.ts'
import { lineOf, ownValue, readJson, toObject } from '../json.ts'
import type { Program } from '../program.ts'
import { inFolder } from '../scope.ts'
import { inspectCommands } from './started.ts'

/** npm and the like: the command of a script in package.json. */
export const npm: Program = {
  names: ['npm', 'yarn', 'pnpm', 'bun'],
  inspect({ name, args }, scope) {
    const path = findUpward('package.json', scope)
    const [first, second] = args.filter((word) => !word.startsWith('-'))
    const script =
      first === 'run' || first === 'run-script' ? second : first === 't' || first === 'tst' ? 'test' : first
    if (!path || !script) return []
    const text = scope.read(path) ?? ''
    const { scripts } = readJson(text)
    const there = inFolder(scope, host.dirname(path))
    return [`pre${script}`, script, `post${script}`].flatMap((wanted) => {
      const command = ownValue(toObject(scripts), wanted)
      if (typeof command !== 'string') return []
      return inspectCommands(name, command, { path, line: lineOf(text, wanted) }, there)
    })
  },
}

/** poe: `envfile` in pyproject.toml, which wins over the environment. */
export const poe: Program = {
  names: ['poe'],
  inspect({ name }, scope) {
    const path = findUpward('pyproject.toml', scope)
    if (!path) return []
    const found = [...(scope.read(path) ?? '').matchAll(/^[^#\n]*\benvfile\s*=\s*(\[[^\][]*\]|["'][^"'\n]+["'])/gm)]
    const files = found.flatMap(([, value = '']) => value.match(/[^"'[\],\s]+/g) ?? [])
    const assignments = files.flatMap((file) => readDotenv(host.resolvePath(host.dirname(path), file), scope, true))
    return [{ kind: 'sets', program: name, assignments }]
  },
}
