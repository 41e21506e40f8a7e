/** The launcher's words that Node runs: the executable hands the whole run over. See `src/host/native/hand-over.ts`. */
export const HANDED_OVER = ['server', 'proxy', 'keys']
