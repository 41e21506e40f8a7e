// The options of `npm run bench`.
import { parseArgs } from 'node:util'

const usage = `usage: npm run bench -- [starts|gate] [--runs N] [--gib N] [--node PATH]… [--write]
  starts        measure only what starts a command, the executable among it
  gate          measure the gate only
  --runs N      measured rounds (50; of the gate: 5)
  --gib N       GiB of the file that goes through the gate (1)
  --node PATH   a further Node to start the launchers with; repeatable
  --write       keep the tables in bench/RESULTS.md
`

export function readOptions(args) {
  try {
    const { values, positionals } = parseArgs({
      args,
      allowPositionals: true,
      options: {
        runs: { type: 'string' },
        gib: { type: 'string', default: '1' },
        node: { type: 'string', multiple: true, default: [] },
        write: { type: 'boolean', default: false },
        help: { type: 'boolean', short: 'h', default: false },
      },
    })
    if (values.help) end(process.stdout, 0)
    if (positionals.length > 1 || !['starts', 'gate'].includes(positionals[0] ?? 'gate'))
      throw new Error(`unknown word '${positionals.at(-1)}'`)
    const [what] = positionals
    const number = (name, text) => {
      if (/^[1-9]\d*$/.test(text)) return Number(text)
      throw new Error(`--${name} takes a number from 1 up, not '${text}'`)
    }
    return {
      what,
      runs: number('runs', values.runs ?? '50'),
      gateRounds: what === 'gate' && values.runs !== undefined ? number('runs', values.runs) : 5,
      gibibytes: number('gib', values.gib),
      nodes: values.node,
      write: values.write,
    }
  } catch (error) {
    return end(process.stderr, 2, `${/** @type {Error} */ (error).message}\n`)
  }
}

/** @returns {never} */
function end(stream, status, message = '') {
  stream.write(message + usage)
  process.exit(status)
}
