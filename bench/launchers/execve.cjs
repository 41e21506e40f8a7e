// The least that a launcher which makes way does: the command takes this process's place (Node 22.15 or newer).
const [command, ...args] = process.argv.slice(2)
// @ts-expect-error The types are those of Node 20.
process.execve(command, [command, ...args], process.env)
