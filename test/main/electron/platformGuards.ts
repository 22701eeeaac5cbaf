import {
  type Node,
  isBlock,
  isBinaryExpression,
  isConditionalExpression,
  isIfStatement,
  isReturnStatement,
  isSourceFile,
  isThrowStatement,
  SyntaxKind,
} from 'typescript/unstable/ast'
import { everywhere, inBoth, outcomesOf } from './platformConditions.ts'

/**
 * The platforms on which a place can be reached, by the conditions around it and by those that returned before it. A
 * condition that is not understood keeps nothing away.
 */
export function platformsAt(place: Node): ReadonlySet<string> {
  let reached = everywhere
  for (let node = place; node.parent !== undefined; node = node.parent) {
    const { parent } = node
    reached = inBoth(reached, branchOf(parent, node))
    if (isBlock(parent) || isSourceFile(parent)) {
      reached = inBoth(reached, afterReturns(parent.statements, node))
    }
  }
  return reached
}

/** Where `node`, a part of `parent`, is run when `parent` is. */
function branchOf(parent: Node, node: Node): ReadonlySet<string> {
  if (isIfStatement(parent) && node !== parent.expression) {
    const { whenTrue, whenFalse } = outcomesOf(parent.expression)
    return node === parent.thenStatement ? whenTrue : whenFalse
  }
  if (isConditionalExpression(parent) && node !== parent.condition) {
    const { whenTrue, whenFalse } = outcomesOf(parent.condition)
    return node === parent.whenTrue ? whenTrue : whenFalse
  }
  if (isBinaryExpression(parent) && node === parent.right) {
    const { whenTrue, whenFalse } = outcomesOf(parent.left)
    const { kind } = parent.operatorToken
    const isOr = kind === SyntaxKind.BarBarToken
    return kind === SyntaxKind.AmpersandAmpersandToken ? whenTrue : isOr ? whenFalse : everywhere
  }
  return everywhere
}

/** Statements before `node` that leave on some platforms. */
function afterReturns(statements: readonly Node[], node: Node): ReadonlySet<string> {
  return statements.slice(0, Math.max(0, statements.indexOf(node))).reduce<ReadonlySet<string>>((left, statement) => {
    const leaves = isIfStatement(statement) && isLeaving(statement.thenStatement)
    return leaves ? inBoth(left, outcomesOf(statement.expression).whenFalse) : left
  }, everywhere)
}

function isLeaving(node: Node): boolean {
  const last = isBlock(node) ? node.statements.at(-1) : node
  return last !== undefined && (isReturnStatement(last) || isThrowStatement(last))
}
