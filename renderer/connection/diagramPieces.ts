import { HomeportError } from '#shared/errors.ts'
import * as words from './laterWords.ts'

/** How the build names them: a name and its hash. */
const NAME = /^[\w.-]{1,80}-[\w-]{8}\.js$/

/**
 * Fetches parts of the program that draws diagrams, as texts, in the order of their names. They are the same for everybody,
 * and named after what is in them. @throws HomeportError when one does not come, or is none of them.
 */
export function fetchDiagramPieces(names: readonly string[]): Promise<string[]> {
  return Promise.all(names.map(fetchPiece))
}

async function fetchPiece(name: string): Promise<string> {
  const answer = NAME.test(name) ? await fetch(`/assets/diagram/${name}`).catch(() => null) : null
  if (answer?.ok !== true) {
    throw new HomeportError('INTERNAL_001', words.whatDrawsDiagramsCouldNot)
  }
  return answer.text()
}
