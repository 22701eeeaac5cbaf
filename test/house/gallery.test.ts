import { expect, test } from 'vitest'
import { type SourceFile, sourcesIn } from './sourceTree.ts'

const gallery = sourcesIn('renderer/gallery')
  .map(({ text }) => text)
  .join('\n')

test('every primitive is in the gallery, by itself or in what shows it', () => {
  const primitives = [...sourcesIn('renderer/ui'), ...sourcesIn('renderer/content')].flatMap(componentsOf)
  expect(primitives.length).toBeGreaterThan(20)
  const absent = primitives.filter((name) => !isShown(name))
  expect(absent.filter((name) => !Object.hasOwn(elsewhere, name))).toEqual([])
  expect(Object.keys(elsewhere).filter((name) => !absent.includes(name))).toEqual([])
})

test('every row of a list is in the gallery', () => {
  const rows = sourcesIn('renderer/features')
    .flatMap(componentsOf)
    .filter((name) => name.endsWith('Row'))
  expect(rows.length).toBeGreaterThan(6)
  expect(rows.filter((name) => !isShown(name) && name !== 'ToolRow')).toEqual([])
  expect(gallery).toContain('<ItemView')
})

/** What has no appearance of its own, or is shown by another component. */
const elsewhere: Readonly<Record<string, string>> = {
  CodeBox: 'in FencedCode',
  CodeFrame: 'in FencedCode',
  CodeRuns: 'in Diff and FencedCode',
  ColouredCode: 'in FencedCode',
  Command: 'in CommandOutput',
  Diagram: 'in Markdown',
  DiagramFrame: 'in Diagram',
  EndMarker: 'draws nothing',
  EnlargedDiagram: 'in Diagram',
  EnlargedDialog: 'in Diagram and ResultImage',
  ErrorBoundary: 'draws nothing',
  FormulaSource: 'in FormulaView',
  FormulaView: 'in Markdown',
  LineBlock: 'in TextBlock',
  LineChunk: 'in LineTable',
  LineTable: 'in Diff and Command',
  LineView: 'in LineTable',
  Nodes: 'in Markdown',
  Nothing: 'draws nothing',
  Printed: 'in CommandOutput',
  Screen: 'in CommandOutput',
  SideBySide: 'in the Changes tab, which needs a server',
  TableView: 'in Markdown',
  Unfetched: 'a Problem with a button',
  WrapButton: 'in FencedCode',
}

/** The names of the components that a file exports. */
function componentsOf({ name, text }: SourceFile): string[] {
  const found = [...text.matchAll(/^export (?:function|class|const) (?<component>[A-Z]\w+)\b/gm)]
  return name.endsWith('.tsx') ? found.map(({ groups }) => groups?.['component'] ?? '') : []
}

function isShown(component: string): boolean {
  return new RegExp(String.raw`<${component}[\s>/]`).test(gallery)
}
