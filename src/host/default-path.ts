/** Where execvp(3) looks without a PATH; with an empty one, it looks in the working directory. */
export const DEFAULT_PATH = '/bin:/usr/bin'
