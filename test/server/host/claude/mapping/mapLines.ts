import type { AgentUpdate } from '#server/host/sessions/ports/agent.ts'
import { mapMessage } from '#server/host/claude/mapping/mapMessage.ts'
import { newMapState } from '#server/host/claude/mapping/mapState.ts'
import { readClaudeLine } from '#server/host/claude/protocol/messages.ts'

/** What becomes of these lines of a fresh process. */
export function mapLines(lines: readonly object[]): AgentUpdate[] {
  const state = newMapState()
  return lines.flatMap((line) => {
    const read = readClaudeLine(JSON.stringify(line))
    if (read.kind !== 'line') {
      throw new Error(`not a line: ${JSON.stringify(line)}`)
    }
    return mapMessage(state, read.line)
  })
}
