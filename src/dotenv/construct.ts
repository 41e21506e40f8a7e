/** What about a line makes readers of `.env` files disagree. */
export type Construct =
  | 'dropped'
  | 'versions'
  | 'name'
  | 'undone'
  | 'hash'
  | 'backtick'
  | 'backslash'
  | 'reference-in-single-quotes'
  | 'other'
