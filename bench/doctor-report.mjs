import { table } from './table.mjs'

export function doctorReport(kinds) {
  const rows = kinds.map(({ name, seconds, slowest, limit }) => [
    `**with-mlflow-env ${name}**`,
    seconds.toFixed(2),
    slowest.toFixed(2),
    `${limit}`,
    seconds <= limit ? 'yes' : 'no',
  ])
  return `### The doctor

${table(['command', 'wall s', 'slowest', 'limit', 'within it'], rows, [1, 2, 3])}
- Medians of nine rounds, with every check, all of them passed: an S3 store (SeaweedFS) and a server of MLflow run on the same
  machine, and the artifacts of the server are in the store.
`
}
