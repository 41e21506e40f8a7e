// What few runs need: see `wrappers/gate.ts`.
export { inspectWrappers } from '../../wrappers/index.ts'
