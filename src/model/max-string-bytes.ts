/**
 * The longest string that Linux passes to a process, in bytes with its closing NUL: an argument, or `NAME=value`. The
 * kernel has the number built in, whatever the limits.
 *
 * @see execve(2), MAX_ARG_STRLEN
 */
export const MAX_STRING_BYTES = 131_072
