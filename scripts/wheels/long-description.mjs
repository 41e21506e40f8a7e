// The README as PyPI shows it: without what only a repository has.

const SEE_THE_PACKAGE = 'The pages that this text names are in the repository of the project and in its npm package.'

/** @param {string} readme in Markdown */
export function longDescription(readme) {
  const text = readme
    .replace(/<!--.*?-->\n*/gs, '')
    // Words for the test that runs the blocks.
    .replace(/^( *```\w+) .*$/gm, '$1')
    .replace(/!\[[^\]]*\]\((?!https?:)[^)]*\)\n*/g, '')
    .replace(/\[([^\]]*)\]\((?!https?:|#)[^)]*\)/g, '$1')
  return `${text.trimEnd()}\n\n${SEE_THE_PACKAGE}\n`
}
