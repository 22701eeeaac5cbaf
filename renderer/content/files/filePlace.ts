import { within } from '#shared/session/paths.ts'
import { languageOf } from '../code/languages.ts'

/** A file of the workspace, and where in it. */
export interface FilePlace {
  /** From the workspace's folder on, with forward slashes. */
  readonly path: string
  /** From 1 on; null: none was named. */
  readonly line: number | null
}

/** What names a place. `code`: text in backticks · `link`: where a Markdown link leads · `text`: a word of a sentence. */
export type Naming = 'code' | 'link' | 'text'

/** The longest that a name of a place may be. */
const MAX_LENGTH = 400
/** What stands behind a path: `:12`, `:12:5`, `:12-20`, `#L12`, `#L12-L20`. */
const PLACE = /^(?<path>[^:#]+)(?::(?<line>\d{1,7})|#L(?<anchor>\d{1,7}))?(?:[:-]L?\d{1,7})?$/
/** Signs of a program or a pattern, rather than of a name. */
const NO_NAME = /[\s?*<>|"'`$=(){},;]/
/** Ends by which a word of a program looks like a file: `process.env`. */
const AMBIGUOUS = /^(?:env|node|c|h|m|r|go|conf|profile|shell|docker)$/

/**
 * The file that a text names: `src/app.ts`, `src/app.ts:12`, `./src/app.ts#L12-L20`, or the same with the workspace's own
 * folder before it. null: it names none inside the workspace, or is as likely something else. Whether the file is there,
 * nobody has looked.
 */
export function filePlace(text: string, workspace: string, naming: Naming): FilePlace | null {
  const named = naming === 'link' ? decoded(text) : NO_NAME.test(text) ? null : text
  const found = named === null || text.length > MAX_LENGTH ? null : placed(named, workspace)
  if (found === null || naming === 'link') {
    return found
  }
  const isNamed = looksLikeFile(found.path, found.line !== null)
  return isNamed && (naming === 'code' || found.line !== null) ? found : null
}

/** A path from the workspace's folder on, with forward slashes. null: it leads elsewhere. */
export function insideWorkspace(path: string, workspace: string): string | null {
  const inside = within(path, workspace)
  const relative = (workspace.includes('\\') ? inside.replaceAll('\\', '/') : inside).replace(/^\.\//, '')
  const isOutside = relative === '' || /^[~/\\]/.test(relative) || /^[A-Za-z]:/.test(relative)
  return isOutside || relative.split('/').some((part) => ['', '.', '..'].includes(part)) ? null : relative
}

function placed(named: string, workspace: string): FilePlace | null {
  const { path = '', line, anchor } = PLACE.exec(within(named, workspace))?.groups ?? {}
  const inside = insideWorkspace(path, workspace)
  const at = Number(line ?? anchor ?? 0)
  return inside === null ? null : { path: inside, line: at > 0 ? at : null }
}

/** The page that opens it. */
export function filePath(session_id: string, { path, line }: FilePlace): string {
  const place = path.split('/').map(encodeURIComponent).join('/')
  return `/session/${session_id}/files/${place}${line === null ? '' : `?line=${line}`}`
}

/** A sentence in pieces: those that name a place with its line, and what stands between them. */
export function placesIn(text: string, workspace: string): readonly { text: string; place: FilePlace | null }[] {
  return text.split(/(\s+)/).flatMap((word) => {
    const from = /^[("'[]*/.exec(word)?.[0].length ?? 0
    const to = lastOf(word)
    const place = to > from ? filePlace(word.slice(from, to), workspace, 'text') : null
    return place === null
      ? [{ text: word, place }]
      : [
          { text: word.slice(0, from), place: null },
          { text: word.slice(from, to), place },
          { text: word.slice(to), place: null },
        ]
  })
}

/** Where a word ends before what closes the sentence. By hand: a pattern that looks for the end tries each sign before it. */
function lastOf(word: string): number {
  let end = word.length
  while (end > 0 && ')"\'].,;:!?'.includes(word[end - 1] ?? ' ')) {
    end -= 1
  }
  return end
}

function looksLikeFile(path: string, hasLine: boolean): boolean {
  const name = path.slice(path.lastIndexOf('/') + 1)
  const end = name.slice(name.lastIndexOf('.') + 1)
  const isNamed = /^[A-Za-z][\w+-]{0,11}$/.test(end) && end !== name
  if (hasLine || path.includes('/')) {
    return isNamed || languageOf(name) !== null
  }
  return isNamed && languageOf(name) !== null && !AMBIGUOUS.test(end)
}

function decoded(address: string): string | null {
  try {
    return decodeURIComponent(address)
  } catch {
    return null
  }
}
