import { plural } from '#renderer/format/plural.ts'

// CodeBlock.tsx
export const code = 'Code'

// Tasks.tsx
export const toDo = 'to do'
export const inProgress = 'in progress'

// WrapButton.tsx
export const wrapLines = 'Wrap lines'

// command/Command.tsx
export const commandLines = (lines: number) => plural(lines, { one: 'Command, # line', other: 'Command, # lines' })
export const command = 'Command'
export const copyTheCommand = 'Copy the command'

// command/CommandOutput.tsx
export const output = 'Output'

// command/Printed.tsx
export const opening = 'Opening…'

// diagram/Diagram.tsx
export const mermaid = 'Mermaid'
export const showAs = 'Show as'
export const diagram = 'Diagram'
export const text = 'Text'
export const enlarge = 'Enlarge'
export const diagramAsText = 'Diagram as text'
export const thisDiagramCannotBeDrawn =
  'This diagram cannot be drawn. Its text may hold a mistake, or more than is drawn here.'
export const thisDiagramIsNotDrawn = 'This diagram is not drawn: it took too long.'
export const thisDiagramIsNotDrawnWhat =
  'This diagram is not drawn: what draws it could not be fetched. Reload the page to try again.'
export const thisDiagramIsNotDrawnIt = 'This diagram is not drawn: it is too large.'

// diagram/EnlargedDiagram.tsx
export const theDiagramCouldNotBe = 'The diagram could not be drawn again.'

// diagram/diagramText.ts
export const diagramName = (name: string) => `Diagram: ${name}`

// files/FileLink.tsx
export const openPath = (path: string) => `Open ${path}`
export const openPathAtLine = (path: string, line: number) => `Open ${path}, line ${line}`

// lines/Diff.tsx
export const copyChange = 'Copy change'
export const changesInPath = (path: string) => `Changes in ${path}`

// lines/LineTable.tsx
export const showAllLines = (lines: number) => plural(lines, { one: 'Show all # line', other: 'Show all # lines' })
export const longestCh = (longest: number) => `${longest}ch`

// lines/SideBySide.tsx
export const unchangedLines = (count: number) => plural(count, { one: '# unchanged line', other: '# unchanged lines' })

// lines/lineRows.ts
export const emptyLines = (count: number) => plural(count, { one: '⏎ # empty line', other: '⏎ # empty lines' })

// math/FormulaView.tsx
export const formulaCannotBeDrawn = '(This formula cannot be drawn.)'
export const showTheFormula = 'Show the formula'
export const showAsItWasWritten = 'Show as it was written'
