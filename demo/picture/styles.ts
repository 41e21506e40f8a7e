// GitHub's own colours, for a light and a dark page.
const LIGHT = {
  text: '#1f2328',
  bad: '#cf222e',
  good: '#1a7f37',
  badFill: '#ffebe9',
  goodFill: '#dafbe1',
  window: '#ffffff',
  bar: '#f6f8fa',
  border: '#d1d9e0',
}
const DARK: typeof LIGHT = {
  text: '#f0f6fc',
  bad: '#ff7b72',
  good: '#56d364',
  badFill: '#3c1618',
  goodFill: '#12331d',
  window: '#0d1117',
  bar: '#151b23',
  border: '#3d444d',
}

function rules(colours: typeof LIGHT): string {
  const { text, bad, good, badFill, goodFill, window, bar, border } = colours
  return [
    `text { fill: ${text} }`,
    `.bad { fill: ${bad} } .good { fill: ${good} }`,
    `.window { fill: ${window}; stroke: ${border} } .bar { fill: ${bar}; stroke: ${border} }`,
    `.dot { fill: ${border} } .bad-fill { fill: ${badFill} } .good-fill { fill: ${goodFill} }`,
  ].join('\n')
}

export const STYLE = `
text { font: 14px ui-monospace, SFMono-Regular, "SF Mono", Menlo, Consolas, "Liberation Mono", "DejaVu Sans Mono", monospace; white-space: pre }
.heading { font: 15px -apple-system, BlinkMacSystemFont, "Segoe UI", "Noto Sans", Helvetica, Arial, sans-serif }
.note { font: 600 12px -apple-system, BlinkMacSystemFont, "Segoe UI", "Noto Sans", Helvetica, Arial, sans-serif }
.command { font-weight: 700 }
${rules(LIGHT)}
@media (prefers-color-scheme: dark) {
${rules(DARK)}
}
`
