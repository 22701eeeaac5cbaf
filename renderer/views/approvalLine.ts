import type { Approval } from '#shared/session/session.ts'
import { toolPhrase, type ToolPhrase } from '#shared/session/tools/toolPhrase.ts'
import * as words from './words.ts'

/** Longer than any row is wide; the card shows all of it. */
const MOST = 300

/** What an approval asks for, on one line: `Run npm test`. It may be cut, so it is no ground to allow anything. */
export function approvalLine(approval: Pick<Approval, 'kind' | 'tool_name' | 'input'>, workspace: string): ToolPhrase {
  const phrase = toolPhrase({ name: approval.tool_name, input: approval.input }, { workspace, tense: 'wanted' })
  const object = phrase.object.slice(0, MOST)
  switch (approval.kind) {
    case 'question':
      return { verb: object, object: '', style: 'plain' }
    case 'plan':
      return { verb: words.approveAPlan, object: '', style: 'plain' }
    case 'elicitation':
    case 'tool':
      return { ...phrase, object }
  }
}
