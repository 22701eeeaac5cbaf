import type { HistoryConversation } from '#shared/operations/history.ts'
import type { TimelineItem, ToolItem } from '#shared/session/timeline/items.ts'
import { toolPhrase } from '#shared/session/tools/toolPhrase.ts'
import { exactTime } from '#renderer/format/numbers.ts'
import * as words from '../words.ts'

/** A piece of an exported conversation. */
export type ExportedPart =
  | { readonly kind: 'prompt' | 'answer'; readonly text: string; readonly at: string }
  /** What Claude did; `output`: what came of it, empty where that is nothing to read. */
  | { readonly kind: 'step'; readonly text: string; readonly output: string }
  | { readonly kind: 'remark'; readonly text: string }

/** Of one result: a file is for reading what was said. All of it stands in the JSON. */
const MOST_OUTPUT = 4_000

/** What of a conversation is exported for people to read: messages, answers, what was done, remarks. */
export function exportedParts({ project }: HistoryConversation, items: readonly TimelineItem[]): ExportedPart[] {
  return items.flatMap((item): ExportedPart[] => {
    switch (item.kind) {
      case 'prompt':
        return [{ kind: 'prompt', text: item.text, at: exactTime(item.at) }]
      case 'text':
        return [{ kind: 'answer', text: item.text, at: exactTime(item.at) }]
      case 'tool':
        return [stepOf(item, project ?? '')]
      case 'notice':
        return [{ kind: 'remark', text: item.text }]
      default:
        return []
    }
  })
}

/** Where and when it was had, for the beginning of a file. */
export function exportedFacts({ project, git_branch, started_at, models }: HistoryConversation): readonly string[] {
  return [
    ...(project === null ? [] : [project]),
    ...(git_branch === null ? [] : [words.onBranch(git_branch)]),
    ...(started_at === null ? [] : [exactTime(started_at)]),
    ...models,
  ]
}

function stepOf({ name, input, result, is_cut }: ToolItem, workspace: string): ExportedPart {
  const tense = result === null ? (is_cut ? 'cut' : 'wanted') : result.is_error ? 'failed' : 'done'
  const { verb, object } = toolPhrase({ name, input }, { workspace, tense })
  const content = result?.content ?? ''
  const output =
    typeof content === 'string' ? content : content.map(({ text }) => (typeof text === 'string' ? text : '')).join('\n')
  const shown = output.length > MOST_OUTPUT ? words.cutOutput(output.slice(0, MOST_OUTPUT), output.length) : output
  return { kind: 'step', text: `${verb} ${object}`.trim(), output: shown.trim() }
}
