/** What about a line makes Python and JavaScript readers of `.env` files disagree. */
export type Difference = 'name' | 'unset' | 'hash' | 'backtick' | 'backslash' | 'reference-in-single-quotes' | 'other'
