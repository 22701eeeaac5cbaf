import type { ToolItem } from '#shared/session/timeline/items.ts'
import { Markdown } from '#renderer/content/markdown/Markdown.tsx'
import { Printed } from '#renderer/content/command/Printed.tsx'
import { SourceList } from './SourceList.tsx'
import { webResult } from './webResult.ts'
import * as words from '../laterWords.ts'

/** What a search of the web found, as links. `output`: its result as text, which is shown where it has no parts. */
export function WebSearch({ tool, output }: { tool: ToolItem; output: string }) {
  const found = webResult(tool)
  if (found === null) {
    return output === '' ? (
      <p className="text-muted">{words.nothingWasFoundYet}</p>
    ) : (
      <Printed text={output} label={words.result} />
    )
  }
  return (
    <>
      {found.sources.length > 0 && <SourceList sources={found.sources} label={words.found} />}
      {found.text.trim() !== '' && <Markdown text={found.text} />}
    </>
  )
}
