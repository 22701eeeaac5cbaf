import type { Node } from 'typescript/unstable/ast'
import {
  isBinaryExpression,
  isBlock,
  isConditionalExpression,
  isIfStatement,
  isReturnStatement,
} from 'typescript/unstable/ast'

/** Whether a place is reached on some platforms only: by a condition around it, or one that returned before it. */
export function isGuarded(place: Node): boolean {
  for (let node = place; node.parent !== undefined; node = node.parent) {
    const { parent } = node
    if (asksPlatform(conditionFor(parent, node)) || (isBlock(parent) && hasReturnedBefore(parent.statements, node))) {
      return true
    }
  }
  return false
}

/** What decides whether `node` is reached, of the parent that it is in. */
function conditionFor(parent: Node, node: Node): Node | undefined {
  if (isIfStatement(parent)) {
    return parent.expression === node ? undefined : parent.expression
  }
  if (isConditionalExpression(parent)) {
    return parent.condition === node ? undefined : parent.condition
  }
  return isBinaryExpression(parent) && parent.right === node ? parent.left : undefined
}

function hasReturnedBefore(statements: readonly Node[], node: Node): boolean {
  return statements
    .slice(0, statements.indexOf(node))
    .some((one) => isIfStatement(one) && asksPlatform(one.expression) && returns(one.thenStatement))
}

function returns(node: Node): boolean {
  return isReturnStatement(node) || (isBlock(node) && node.statements.some(isReturnStatement))
}

function asksPlatform(condition: Node | undefined): boolean {
  return condition !== undefined && /\bplatform\b/.test(condition.getText())
}
