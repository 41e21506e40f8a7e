/** What the tests use of `node:url`, in the engine. */
export const fileURLToPath = (url: string): string => decodeURIComponent(url.replace(/^file:\/\//, ''))
