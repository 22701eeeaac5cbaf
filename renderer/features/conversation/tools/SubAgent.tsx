import type { ReactNode } from 'react'
import type { ToolItem } from '#shared/session/timeline/items.ts'
import { Markdown } from '#renderer/content/markdown/Markdown.tsx'
import { textField } from '#shared/session/tools/toolInput.ts'
import { Fold } from '../Fold.tsx'

/** What a sub-agent was told, everything it did, and what it reported. */
export function SubAgent({ tool, steps, report }: { tool: ToolItem; steps: () => ReactNode; report: string }) {
  const prompt = textField(tool.input, 'prompt')
  // Its last words are its report: they stand among its steps already.
  const last = tool.children.findLast(({ kind }) => kind === 'text')
  const isTold = last?.kind === 'text' && last.text.trim() === report.trim()
  return (
    <>
      {prompt !== '' && (
        <Fold id={`${tool.id} prompt`} line={<span>Its task</span>}>
          {() => <Markdown text={prompt} />}
        </Fold>
      )}
      {steps()}
      {report !== '' && !isTold && <Markdown text={report} />}
    </>
  )
}
