// code/CodeFrame.tsx
export const code = 'Code'
export const codeLanguage = (language: string) => `Code, ${language}`

// markdown/Markdown.tsx
export const theRestIsTooLong = 'The rest is too long or too nested to lay out. Here it is as it was written:'
export const footnotes = 'Footnotes'

// markdown/Nodes.tsx
export const toDo = 'to do'

// markdown/TableView.tsx
export const table = 'Table'
export const done = 'done'
export const image = 'image'
