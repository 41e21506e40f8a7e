/*
 * What of the launcher is loaded only where it manages a server: a bundle of its own, so that a command by itself does
 * not wait for it. Each bundle has its own copy of what they share.
 */

export { serverHelpText } from './commands/server/help.ts'
export { server } from './commands/server/index.ts'
export { runBesideServer } from './commands/server/run-with-server.ts'
