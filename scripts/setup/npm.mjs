// npm itself: the one that was called where it was npm, because another package manager's name is no use here.
import { basename } from 'node:path'
import { run } from './command.mjs'

/** Runs npm in the project's folder. Gives its standard output. */
export function npm(args) {
  const cli = process.env.npm_execpath ?? ''
  return basename(cli) === 'npm-cli.js' ? run(process.execPath, [cli, ...args]) : run('npm', args)
}
