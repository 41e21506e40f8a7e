// Takes what an everyday run does not call out of a part, into a part of its own that is loaded with the first call. The
// engine reads the whole of a part before it runs, and half of the launcher's functions are for what is rare.
import { parse } from 'acorn'

/** A shorter function is not worth the call, in characters. */
const MIN_LENGTH = 100

/**
 * @typedef {any} Node one of acorn's
 * @typedef {{ node: Node, name: string | null, isMethod: boolean, uses: Set<string> }} Movable
 *   `name`: of a declaration; null for an expression
 */

/** A module's text with its functions that may be moved: they see the module's own names only, and change none. */
export function analyze(/** @type {string} */ text) {
  const ast = /** @type {Node} */ (parse(text, { ecmaVersion: 'latest', sourceType: 'module' }))
  const names = new Set(ast.body.flatMap(declaredNames))
  /** @type {Movable[]} */
  const movable = []
  const visit = (/** @type {Node} */ node, /** @type {Node} */ parent) => {
    if (node.type.startsWith('Class')) return
    if (!isFunction(node)) for (const child of childrenOf(node)) visit(child, node)
    else if (node.end - node.start >= MIN_LENGTH && canMove(node, parent, names)) {
      const name = node.type === 'FunctionDeclaration' ? node.id.name : null
      movable.push({ node, name, isMethod: parent?.method === true, uses: usesOf(node, names) })
    }
  }
  for (const statement of ast.body) visit(statement, null)
  return { text, ast, names, movable }
}

/** The text with a call of `__called(number)` in each function that may be moved. */
export function instrument({ text, movable }, prefix) {
  const edits = movable.map(({ node: { body } }, number) => {
    const call = `__called("${prefix}:${number}")`
    return body.type === 'BlockStatement'
      ? { start: body.start + 1, end: body.start + 1, text: `${call};` }
      : { start: body.start, end: body.end, text: `(${call},${text.slice(body.start, body.end)})` }
  })
  return edited(text, edits)
}

/**
 * The module in two.
 *
 * @param {ReturnType<typeof analyze>} module
 * @param {(number: number) => boolean} isCalled whether an everyday run calls a function
 * @param {string} own the file's name
 * @param {string} coldName the name of the other one
 */
export function split({ text, ast, names, movable }, isCalled, own, coldName) {
  const exported = new Set(ast.body.flatMap(exportedNames))
  const moved = movable.filter((_, number) => !isCalled(number))
  const movedVariables = findMovedVariables(ast, names, moved, exported)
  const hotUses = countHotUses(ast, names, new Set([...moved.map(({ node }) => node), ...movedVariables]))
  const coldNames = new Set([...moved.flatMap(({ name }) => name ?? []), ...movedVariables.map(({ id }) => id.name)])
  /** What the other part needs of this one. */
  const needed = new Set()
  const uses = [...moved.map((one) => one.uses), ...movedVariables.map(({ init }) => usesOf(init, names))]
  for (const set of uses) for (const name of set) if (!coldNames.has(name)) needed.add(name)
  const aliases = new Map(Array.from(needed, (name, at) => [name, `_${at}`]))

  const edits = []
  const cold = []
  const coldExports = []
  moved.forEach(({ node, name, isMethod }, at) => {
    const key = `$${at}`
    const source = text.slice(node.start, node.end)
    const call = `(...a) { return $cold().${key}(...a) }`
    if (name !== null) {
      cold.push({ start: node.start, text: source })
      const isUsed = hotUses.has(name) || exported.has(name)
      if (isUsed) coldExports.push(`${name} as ${key}`)
      edits.push({ start: node.start, end: node.end, text: isUsed ? `function ${name}${call}` : '' })
    } else {
      const prefix = isMethod ? `${node.async ? 'async ' : ''}function${node.generator ? '*' : ''}` : ''
      cold.push({ start: node.start, text: `const $f${at} = ${prefix}${source};` })
      coldExports.push(`$f${at} as ${key}`)
      const stub = isMethod ? call : `((...a) => $cold().${key}(...a))`
      edits.push({ start: node.start, end: node.end, text: stub })
    }
  })
  for (const declarator of movedVariables) {
    const inner = edits.filter(({ start, end }) => start >= declarator.start && end <= declarator.end)
    // Its functions moved with it: their calls stay calls within the other part.
    for (const edit of inner) edits.splice(edits.indexOf(edit), 1)
    cold.push({ start: declarator.start, text: `var ${coldText(text, declarator, inner)};` })
    edits.push({ start: declarator.start, end: declarator.end, text: declarator.id.name })
  }
  const exports = Array.from(aliases, ([name, alias]) => `${name} as ${alias}`)
  // Hoisted: the module's own first call may come before it.
  const loader = `var $loaded; function $cold() { return ($loaded ??= nativeHost.part(${JSON.stringify(coldName)})) }\n`
  const hot = `${edited(text, edits)}\n${loader}export { ${exports.join(', ')} };\n`
  const imports = Array.from(aliases, ([name, alias]) => `${alias} as ${name}`)
  const body = cold.sort((a, b) => a.start - b.start).map((piece) => piece.text)
  const coldModule = `import { ${imports.join(', ')} } from ${JSON.stringify(`./${own}`)};\n${body.join('\n')}\nexport { ${coldExports.join(', ')} };\n`
  return { hot, cold: coldModule }
}

/** A declarator's text, with the functions within that are moved by themselves as references to them. */
function coldText(text, declarator, inner) {
  const local = inner.map(({ start, end, text: stub }) => ({
    start: start - declarator.start,
    end: end - declarator.start,
    text: stub.replace('$cold().', '').replaceAll(/\$(\d+)\(\.\.\.a\)/g, '$f$1(...a)'),
  }))
  return edited(text.slice(declarator.start, declarator.end), local)
}

/** The variables that nothing but what is moved refers to. */
function findMovedVariables(ast, names, moved, exported) {
  const declarators = ast.body
    .filter(({ type }) => type === 'VariableDeclaration')
    .flatMap(({ declarations }) => declarations)
    .filter(({ id, init }) => id.type === 'Identifier' && init !== null && !isFunction(init) && !exported.has(id.name))
  const movedNodes = moved.map(({ node }) => node)
  /** @type {Set<Node>} */
  const chosen = new Set()
  for (;;) {
    const hot = countHotUses(ast, names, new Set([...movedNodes, ...chosen]))
    // Its own declaration is one.
    const more = declarators.filter((one) => !chosen.has(one) && (hot.get(one.id.name) ?? 0) <= 1)
    if (more.length === 0) return [...chosen]
    for (const one of more) chosen.add(one)
  }
}

/** How often each name is referred to outside the nodes that are moved. */
function countHotUses(ast, names, movedNodes) {
  const uses = new Map()
  const count = (/** @type {Node} */ node, /** @type {Node} */ parent) => {
    if (movedNodes.has(node)) return
    if (isReference(node, parent) && names.has(node.name)) uses.set(node.name, (uses.get(node.name) ?? 0) + 1)
    for (const child of childrenOf(node)) count(child, node)
  }
  count(ast, null)
  return uses
}

function canMove(node, parent, names) {
  if (parent?.type === 'Property' && (parent.kind !== 'init' || (parent.method && parent.computed))) return false
  let isFree = true
  const visit = (/** @type {Node} */ inner, /** @type {boolean} */ ownsThis) => {
    const owns = ownsThis || (isFunction(inner) && inner !== node && inner.type !== 'ArrowFunctionExpression')
    if (['Super', 'MetaProperty', 'ImportExpression'].includes(inner.type)) isFree = false
    if (inner.type === 'ThisExpression' && !owns) isFree = false
    if (inner.type === 'Identifier' && inner.name === 'arguments' && !owns) isFree = false
    if (changesAny(inner, names)) isFree = false
    for (const child of childrenOf(inner)) visit(child, owns)
  }
  visit(node, false)
  return isFree
}

/** Whether a node gives one of these names another value. What is imported cannot be changed. */
function changesAny(node, names) {
  const target =
    node.type === 'AssignmentExpression' ? node.left : node.type === 'UpdateExpression' ? node.argument : null
  if (target === null) return false
  const found = []
  const visit = (/** @type {Node} */ inner) => {
    if (inner.type === 'Identifier' && names.has(inner.name)) found.push(inner)
    if (inner.type !== 'MemberExpression') for (const child of childrenOf(inner)) visit(child)
  }
  visit(target)
  return found.length > 0
}

function usesOf(node, names) {
  const uses = new Set()
  const visit = (/** @type {Node} */ inner, /** @type {Node} */ above) => {
    if (isReference(inner, above) && names.has(inner.name)) uses.add(inner.name)
    for (const child of childrenOf(inner)) visit(child, inner)
  }
  visit(node, null)
  // Its own name is not for others to give.
  if (node.type === 'FunctionDeclaration') uses.delete(node.id.name)
  return uses
}

/** The bundler gives no local variable the name of one of the module's, so a name says which is meant. */
function isReference(node, parent) {
  if (node.type !== 'Identifier') return false
  if (parent?.type === 'MemberExpression') return parent.object === node || parent.computed
  if (parent?.type === 'Property') return parent.value === node || parent.computed
  return true
}

const isFunction = ({ type }) => /^(?:FunctionDeclaration|FunctionExpression|ArrowFunctionExpression)$/.test(type)

function declaredNames(statement) {
  const { type } = statement
  if (type === 'ImportDeclaration') return statement.specifiers.map(({ local }) => local.name)
  if (type === 'VariableDeclaration') return statement.declarations.flatMap(({ id }) => patternNames(id))
  return type === 'FunctionDeclaration' || type === 'ClassDeclaration' ? [statement.id.name] : []
}

function patternNames(pattern) {
  if (pattern.type === 'Identifier') return [pattern.name]
  if (pattern.type === 'Property') return patternNames(pattern.value)
  if (pattern.type === 'AssignmentPattern') return patternNames(pattern.left)
  return childrenOf(pattern).flatMap(patternNames)
}

function exportedNames(statement) {
  if (statement.type !== 'ExportNamedDeclaration') return []
  return statement.specifiers.map(({ local }) => local.name)
}

function childrenOf(node) {
  return Object.values(node)
    .flat()
    .filter((child) => typeof child?.type === 'string')
}

/** @param edits that do not overlap */
function edited(text, edits) {
  let result = ''
  let at = 0
  for (const { start, end, text: replacement } of [...edits].sort((a, b) => a.start - b.start)) {
    result += text.slice(at, start) + replacement
    at = end
  }
  return result + text.slice(at)
}
