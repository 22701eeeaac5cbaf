import {
  type Node,
  isBinaryExpression,
  isBlock,
  isCallExpression,
  isFunctionDeclaration,
  isIdentifier,
  isParenthesizedExpression,
  isPrefixUnaryExpression,
  isPropertyAccessExpression,
  isReturnStatement,
  isStringLiteral,
  isVariableDeclaration,
  SyntaxKind,
} from 'typescript/unstable/ast'

/** Those that the program is made for. */
export const everywhere: ReadonlySet<string> = new Set(['darwin', 'linux', 'win32'])

/** On which platforms a condition may hold, and on which it may not. */
export interface Outcomes {
  readonly whenTrue: ReadonlySet<string>
  readonly whenFalse: ReadonlySet<string>
}

const anything: Outcomes = { whenTrue: everywhere, whenFalse: everywhere }

/** What a condition says of the platform. Constants and functions of the same file are followed. */
export function outcomesOf(condition: Node): Outcomes {
  if (isParenthesizedExpression(condition)) {
    return outcomesOf(condition.expression)
  }
  if (isPrefixUnaryExpression(condition) && condition.operator === SyntaxKind.ExclamationToken) {
    return not(outcomesOf(condition.operand))
  }
  if (isBinaryExpression(condition)) {
    return ofTwo(condition)
  }
  const named = isCallExpression(condition) ? condition.expression : condition
  const meant = isIdentifier(named) ? definitionOf(named.text, condition) : undefined
  return meant === undefined ? anything : outcomesOf(meant)
}

function ofTwo({ left, right, operatorToken }: { left: Node; right: Node; operatorToken: Node }): Outcomes {
  switch (operatorToken.kind) {
    case SyntaxKind.EqualsEqualsEqualsToken:
      return comparison(left, right)
    case SyntaxKind.ExclamationEqualsEqualsToken:
      return not(comparison(left, right))
    case SyntaxKind.AmpersandAmpersandToken: {
      const [a, b] = [outcomesOf(left), outcomesOf(right)]
      return { whenTrue: inBoth(a.whenTrue, b.whenTrue), whenFalse: new Set([...a.whenFalse, ...b.whenFalse]) }
    }
    case SyntaxKind.BarBarToken: {
      const [a, b] = [outcomesOf(left), outcomesOf(right)]
      return { whenTrue: new Set([...a.whenTrue, ...b.whenTrue]), whenFalse: inBoth(a.whenFalse, b.whenFalse) }
    }
    default:
      return anything
  }
}

/** `x.platform === 'darwin'`, and nothing that only looks like it. */
function comparison(left: Node, right: Node): Outcomes {
  const name = isPropertyAccessExpression(left) ? left.name : left
  if (!isIdentifier(name) || name.text !== 'platform' || !isStringLiteral(right)) {
    return anything
  }
  const only = new Set([right.text])
  return { whenTrue: only, whenFalse: new Set([...everywhere].filter((platform) => platform !== right.text)) }
}

export function inBoth(a: ReadonlySet<string>, b: ReadonlySet<string>): ReadonlySet<string> {
  return new Set([...a].filter((platform) => b.has(platform)))
}

function not({ whenTrue, whenFalse }: Outcomes): Outcomes {
  return { whenTrue: whenFalse, whenFalse: whenTrue }
}

/** What a name of the same file stands for: a constant's value, or what a function of one statement returns. */
function definitionOf(name: string, place: Node): Node | undefined {
  let found: Node | undefined
  const visit = (node: Node): void => {
    if (isVariableDeclaration(node) && isIdentifier(node.name) && node.name.text === name) {
      found ??= node.initializer
    } else if (isFunctionDeclaration(node) && node.name?.text === name && node.body !== undefined) {
      found ??= returnedBy(node.body)
    }
    node.forEachChild(visit)
  }
  visit(sourceOf(place))
  return found
}

function returnedBy(body: Node): Node | undefined {
  const [statement, ...more] = isBlock(body) ? body.statements : []
  return statement !== undefined && isReturnStatement(statement) && more.length === 0 ? statement.expression : undefined
}

function sourceOf(node: Node): Node {
  return node.parent === undefined ? node : sourceOf(node.parent)
}
