import { useContext, useState } from 'react'
import type { SessionId } from '#shared/ids.ts'
import type { ToolResultContent } from '#shared/session/events.ts'
import type { ToolItem } from '#shared/session/timeline/items.ts'
import { SessionScope } from '../sessionScope.ts'
import { Button } from '#renderer/ui/Button.tsx'
import { bytes } from '#renderer/format/bytes.ts'
import { connection } from '#renderer/state/workstation/connection.ts'
import { showToast, errorMessage } from '#renderer/state/toasts.ts'
import * as words from '../laterWords.ts'

/** How much of a result is left out, and a button that loads it where it was stored. Nothing when it is complete. */
export function CutResult({ tool, onWhole }: { tool: ToolItem; onWhole: (content: ToolResultContent) => void }) {
  const [isAsked, setAsked] = useState(false)
  const session = useContext(SessionScope)
  const { truncated_bytes, is_whole_kept } = tool.result ?? {}
  if (truncated_bytes === undefined) {
    return null
  }
  if (is_whole_kept !== true || session === null) {
    return <p className="text-xs text-muted">{words.thisIsTheBeginning(bytes(truncated_bytes))}</p>
  }
  return (
    <Button disabled={isAsked} onClick={() => void ask(session)}>
      {words.showTheRestOfBytes(bytes(truncated_bytes))}
    </Button>
  )

  async function ask(session_id: SessionId): Promise<void> {
    setAsked(true)
    const content = await wholeResult(session_id, tool.id)
    setAsked(false)
    if (content !== null) {
      onWhole(content)
    }
  }
}

/** Loads a complete tool result. null when it failed and the reason was shown. */
async function wholeResult(session_id: SessionId, tool_use_id: string): Promise<ToolResultContent | null> {
  return connection.client.call('session.tool_result', { session_id, tool_use_id }).then(
    ({ content }) => content,
    (error: unknown) => {
      showToast(errorMessage(error))
      return null
    },
  )
}
