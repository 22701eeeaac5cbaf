import type { NoticeItem } from '#shared/session/timeline/items.ts'
import { textField } from '#shared/session/tools/toolInput.ts'
import { Markdown } from '#renderer/content/markdown/Markdown.tsx'
import { classes } from '#renderer/ui/classes.ts'
import { Marked } from '#renderer/ui/Marked.tsx'
import { Disclosure } from '../Disclosure.tsx'
import { NoticeLine } from '../NoticeLine.tsx'
import { noticeWords } from './noticeWords.ts'
import * as words from '../laterWords.ts'

/** A compaction or a hook as a line, `Summed up the conversation 180 k → 12 k tokens`, that opens to what was said. */
export function OpenedNotice({ item }: { item: NoticeItem }) {
  const summary = textField(item.details ?? {}, 'summary')
  const { verb, hook, facts } = noticeWords(item)
  if (item.code === 'compacted' ? summary === '' : hook === '') {
    // Stored before Homeport kept more of it.
    return <NoticeLine id={item.id} level={item.level} text={item.text} />
  }
  return (
    <Disclosure
      id={item.id}
      line={
        <>
          <span className={classes('max-w-full shrink-0 truncate', item.level === 'info' ? 'text-text' : 'text-bad')}>
            {verb}
          </span>
          {hook !== '' && (
            <span dir="ltr" className="min-w-0 truncate font-mono">
              <Marked text={hook} code />
            </span>
          )}
          {facts !== '' && <span className="min-w-0 truncate text-xs">{facts}</span>}
        </>
      }
    >
      {() => (item.code === 'compacted' ? <Summary text={summary} /> : <Said text={item.text} />)}
    </Disclosure>
  )
}

function Summary({ text }: { text: string }) {
  return (
    <>
      <p className="mb-2 text-xs text-muted">{words.claudeGoesOnWithThis}</p>
      <Markdown text={text} />
    </>
  )
}

function Said({ text }: { text: string }) {
  return (
    <p dir="auto" className="[overflow-wrap:anywhere] whitespace-pre-wrap text-muted">
      <Marked text={text} />
    </p>
  )
}
