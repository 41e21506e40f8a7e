/*
 * What of the launcher is loaded only where it manages a server: a bundle of its own, so that a command by itself does
 * not wait for it. Each bundle has its own copy of what they share.
 */
export { runBesideServer } from './commands/run-beside-server.ts'
export { server } from './commands/server.ts'
export { serverHelpText } from './commands/server-help.ts'
