import type { NoticeItem } from '#shared/session/timeline/items.ts'
import { textField } from '#shared/session/tools/toolInput.ts'
import { tokens } from '#renderer/format/numbers.ts'
import * as words from '../laterWords.ts'

/** A notice as one line. */
export interface NoticeWords {
  readonly verb: string
  /** The hook, as its owner named it. */
  readonly hook: string
  readonly facts: string
}

/** Exit code of a hook that objects. */
const OBJECTS = 2

/** What happened, in a few words: a compaction, or what a hook did. */
export function noticeWords({ code, details = {} }: Pick<NoticeItem, 'code' | 'details'>): NoticeWords {
  const hook = textField(details, 'hook')
  switch (code) {
    case 'compacted':
      return { verb: words.summedUp, hook, facts: sizes(details) }
    case 'hook_feedback':
      return { verb: words.hookToldClaude, hook, facts: '' }
    default:
      return { verb: hookVerb(details), hook, facts: exit(details['exit_code']) }
  }
}

function sizes({ before_tokens: before, after_tokens: after }: Readonly<Record<string, unknown>>): string {
  return typeof before === 'number' && typeof after === 'number'
    ? words.tokensBeforeAndAfter(tokens(before), tokens(after))
    : ''
}

function hookVerb({ outcome, exit_code }: Readonly<Record<string, unknown>>): string {
  if (outcome === 'cancelled') {
    return words.hookCutOff
  }
  return exit_code === OBJECTS ? words.hookObjected : words.hookFailed
}

function exit(code: unknown): string {
  return typeof code === 'number' && code !== OBJECTS ? words.exitCode(code) : ''
}
