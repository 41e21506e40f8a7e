/** What a decoder puts in the place of bytes that are not UTF-8. */
export const REPLACEMENT = '\ufffd'
