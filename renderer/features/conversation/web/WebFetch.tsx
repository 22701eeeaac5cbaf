import type { ToolItem } from '#shared/session/timeline/items.ts'
import { textField } from '#shared/session/tools/toolInput.ts'
import { Markdown } from '#renderer/content/markdown/Markdown.tsx'
import { Marked } from '#renderer/ui/Marked.tsx'
import { bytes } from '#renderer/format/bytes.ts'
import { SourceList } from './SourceList.tsx'
import { webPage } from './webResult.ts'
import * as words from '../laterWords.ts'

/** A fetched page: its address, what its server said, what Claude asked of it and what it says. */
export function WebFetch({ tool, output }: { tool: ToolItem; output: string }) {
  const page = webPage(tool, output)
  const question = textField(tool.input, 'prompt')
  const facts = [page.status, page.bytes === null ? '' : bytes(page.bytes)].filter((fact) => fact !== '')
  return (
    <>
      {page.url !== '' && <SourceList sources={[{ url: page.url, title: '', quote: '' }]} label={words.page} />}
      {facts.length > 0 && (
        <p className="text-xs text-muted">
          <Marked text={facts.join(' · ')} />
        </p>
      )}
      {question !== '' && (
        <p dir="auto" className="[overflow-wrap:anywhere] text-muted">
          <Marked text={question} />
        </p>
      )}
      {page.text !== '' && <Markdown text={page.text} />}
    </>
  )
}
