import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { root } from '../sourceTree.ts'
import { documents, writtenDocument } from './documents.ts'

/** `npm run docs`: writes the pages that are made from the program's own tables; says which of them changed. */
for (const document of documents) {
  const file = path.join(root, document.file)
  const text = await writtenDocument(document)
  if (text !== present(file)) {
    mkdirSync(path.dirname(file), { recursive: true })
    writeFileSync(file, text)
    process.stdout.write(`${document.file}\n`)
  }
}

function present(file: string): string | null {
  try {
    return readFileSync(file, 'utf8')
  } catch {
    return null
  }
}
