import { Citation, MAX_CITATIONS } from '#shared/session/citations.ts'
import { isRecord, textField } from '#shared/session/tools/toolInput.ts'
import type { ContentBlock } from '../protocol/messages.ts'

/** The sources that a block of Claude's text names, each address once; none: undefined. What is no source is left out. */
export function citationsOf({ citations }: ContentBlock): Citation[] | undefined {
  if (!Array.isArray(citations)) {
    return undefined
  }
  const found = new Map<string, Citation>()
  for (const one of citations.slice(0, MAX_READ)) {
    const citation = citationOf(one)
    const key = citation === null ? '' : `${citation.url} ${citation.title}`
    if (citation !== null && !found.has(key) && found.size < MAX_CITATIONS) {
      found.set(key, citation)
    }
  }
  return found.size === 0 ? undefined : [...found.values()]
}

/** More in one block than anybody wrote on purpose. */
const MAX_READ = 1000

/** A page of the web has an address; a document has a title alone. */
function citationOf(value: unknown): Citation | null {
  const fields = isRecord(value) ? value : {}
  const citation = Citation.safeParse({
    url: textField(fields, 'url'),
    title: (textField(fields, 'title') || textField(fields, 'document_title')).slice(0, 300),
    quote: textField(fields, 'cited_text').slice(0, 500),
  }).data
  return citation === undefined || (citation.url === '' && citation.title === '') ? null : citation
}
