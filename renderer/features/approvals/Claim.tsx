import { Marked } from '#renderer/ui/Marked.tsx'
import * as words from './laterWords.ts'

/** Claude's own description of the request, attributed to it. Nothing when there is none. */
export function Claim({ text }: { text: string | undefined }) {
  return text === undefined || text === '' ? null : (
    <p className="whitespace-pre-wrap [overflow-wrap:anywhere]">
      <span className="text-muted">{words.claudeSays} </span>
      <bdi>
        <Marked text={text} />
      </bdi>
    </p>
  )
}
