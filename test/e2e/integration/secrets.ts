// The search for the password and the keys: in what was printed, in every argv of the machine, and in the files.
import { readdirSync, readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'
import type { MlflowDeployment } from './mlflow-deployment.ts'

export interface Found {
  /** How much was looked through: nothing found in nothing is no finding. */
  readonly printed: number
  readonly commands: number
  /** Where a secret stands, with its surroundings cut off. */
  readonly leaks: readonly string[]
}

export function findSecrets({ printed, postgres, machine }: MlflowDeployment): Found {
  const { global, mlflow } = machine.store
  const needles = [postgres.needle, postgres.password, encodeURIComponent(postgres.password), mlflow.secret]
  const all = [...needles, global.secret, encodeURIComponent(mlflow.secret), encodeURIComponent(global.secret)]
  const holds = (text: string) => all.some((needle) => text.includes(needle))
  const texts = printed.map((read) => read())
  const commands = readCommands()
  const files = [
    machine.project,
    join(machine.folder, 'home'),
    join(machine.folder, 'tmp'),
    join(machine.folder, 'client'),
  ]
  return {
    printed: texts.join('').length,
    commands: commands.length,
    leaks: [
      ...texts.flatMap((text) => text.split('\n').filter(holds)).map((line) => `printed: ${line.slice(0, 60)}…`),
      ...commands.filter(holds).map((line) => `argv: ${line.slice(0, 60)}…`),
      ...files.flatMap((folder) => filesUnder(folder).filter((file) => holds(readFileSync(file, 'latin1')))),
    ].filter((found) => found !== join(machine.project, '.env')),
  }
}

function readCommands(): string[] {
  return readdirSync('/proc').flatMap((name) => {
    if (!/^\d+$/.test(name)) return []
    try {
      return [readFileSync(join('/proc', name, 'cmdline'), 'utf8').replaceAll('\0', ' ')]
    } catch {
      return []
    }
  })
}

function filesUnder(folder: string): string[] {
  const names = readdirSync(folder, { recursive: true, encoding: 'utf8' })
  return names.map((name) => join(folder, name)).filter((path) => statSync(path, { throwIfNoEntry: false })?.isFile())
}
