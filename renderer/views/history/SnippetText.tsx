import { Fragment } from 'react'
import type { Snippet } from '#shared/operations/history.ts'
import { isPlain } from '#shared/text/hiddenCharacters.ts'
import { Marked } from '#renderer/ui/Marked.tsx'

/** A piece of a text with what was found marked in it. Hidden characters are shown as marks of their own instead. */
export function SnippetText({ snippet: { text, marks } }: { snippet: Snippet }) {
  if (!isPlain(text) || marks.length === 0) {
    return <Marked text={text} />
  }
  const end = marks.at(-1)?.to ?? 0
  return (
    <>
      {marks.map(({ from, to }, index) => (
        <Fragment key={from}>
          {text.slice(marks[index - 1]?.to ?? 0, from)}
          <mark className="rounded-[3px] bg-accent-ground px-px font-semibold text-accent">{text.slice(from, to)}</mark>
        </Fragment>
      ))}
      {text.slice(end)}
    </>
  )
}
