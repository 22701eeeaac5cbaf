import path from 'node:path'
import { API, type Project, type Symbol } from 'typescript/unstable/sync'
import {
  type Node,
  isBindingElement,
  isCallExpression,
  isClassDeclaration,
  isIdentifier,
  isInterfaceDeclaration,
  isObjectLiteralExpression,
  isPropertyAccessExpression,
  isPropertyAssignment,
  isShorthandPropertyAssignment,
  isStringLiteral,
} from 'typescript/unstable/ast'
import { type Declaration, readDeclarations } from './declarations.ts'
import { platformsAt } from './platformGuards.ts'

/** A place in `main/` that uses something of Electron's. */
export interface Use {
  /** Path from the checkout. */
  readonly file: string
  readonly declaration: Declaration
  /** The platforms on which it can be reached. */
  readonly reached: ReadonlySet<string>
}

const root = path.join(import.meta.dirname, '../../..')

/** The files that only say what the slice is. */
const slice = ['main/electronApi.ts', 'main/electronWindow.ts']

/** Everything that `main/` uses of Electron, as the compiler understands it. */
export function readUses(): Use[] {
  const api = new API({ cwd: root })
  try {
    const config = path.join(root, 'main/tsconfig.json')
    const project = api.updateSnapshot({ openProjects: [config] }).getProject(config)
    if (project === undefined) {
      throw new Error('main/ is no project.')
    }
    const find = finder(project, readDeclarations())
    return project.program
      .getSourceFileNames()
      .map((name) => ({ name, file: path.relative(root, name).replaceAll('\\', '/') }))
      .filter(({ file }) => file.startsWith('main/') && !slice.includes(file))
      .flatMap(({ name, file }) => usesIn(project.program.getSourceFile(name), find).map((use) => ({ ...use, file })))
  } finally {
    api.close()
  }
}

type Find = (node: Node) => readonly Declaration[]

function usesIn(source: Node | undefined, find: Find): Omit<Use, 'file'>[] {
  const found: Omit<Use, 'file'>[] = []
  const visit = (node: Node) => {
    find(node).forEach((declaration) => found.push({ declaration, reached: platformsAt(node) }))
    node.forEachChild(visit)
  }
  if (source !== undefined) {
    visit(source)
  }
  return found
}

function finder({ checker }: Project, declarations: readonly Declaration[]): Find {
  const named = (name: string, owner?: string) =>
    declarations.filter((one) => one.name === name && (owner === undefined || one.owner === owner))
  const of = (symbol: Symbol | undefined): readonly Declaration[] => {
    const [handle] = symbol?.declarations ?? []
    if (symbol === undefined || handle === undefined) {
      return []
    }
    if (handle.path.endsWith('/electron/electron.d.ts')) {
      return named(symbol.name, ownerOf(handle.resolve()))
    }
    // Written by hand in our slice: whatever of Electron's has that name.
    return slice.some((file) => handle.path.endsWith(`/${file}`)) ? named(symbol.name) : []
  }
  return (node) => {
    if (isPropertyAccessExpression(node)) {
      return of(checker.getSymbolAtLocation(node.name))
    }
    if (isObjectLiteralExpression(node)) {
      const type = checker.getContextualType(node)
      return type === undefined
        ? []
        : node.properties.flatMap((one) =>
            (isPropertyAssignment(one) || isShorthandPropertyAssignment(one)) && isIdentifier(one.name)
              ? of(checker.getPropertyOfType(checker.getNonNullableType(type) ?? type, one.name.text))
              : [],
          )
    }
    if (isBindingElement(node) && node.parent !== undefined) {
      const type = checker.getTypeAtLocation(node.parent)
      const name: Node | undefined = node.propertyName ?? node.name
      const isNamed = type !== undefined && name !== undefined && isIdentifier(name)
      return isNamed ? of(checker.getPropertyOfType(type, name.text)) : []
    }
    return isCallExpression(node) ? eventOf(node, named) : []
  }
}

/** `x.on('event', …)` */
function eventOf(node: Node, named: (name: string) => readonly Declaration[]): readonly Declaration[] {
  if (!isCallExpression(node) || !isPropertyAccessExpression(node.expression)) {
    return []
  }
  const [event] = node.arguments
  const isListening = ['on', 'once'].includes(node.expression.name.text)
  return isListening && event !== undefined && isStringLiteral(event) ? named(`'${event.text}'`) : []
}

function ownerOf(node: Node | undefined): string | undefined {
  const parent = node?.parent
  const isNamed = parent !== undefined && (isInterfaceDeclaration(parent) || isClassDeclaration(parent))
  return isNamed ? parent.name?.text : undefined
}
