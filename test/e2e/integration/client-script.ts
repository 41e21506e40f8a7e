import { fileURLToPath } from 'node:url'

/** The path of one of the scripts in this folder. */
export function clientScript(name: string): string {
  return fileURLToPath(new URL(name, import.meta.url))
}
