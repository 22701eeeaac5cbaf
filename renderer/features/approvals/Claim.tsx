import { Marked } from '#renderer/ui/Marked.tsx'

/** What Claude says of what it asks: its words, told as such. Nothing where it said nothing. */
export function Claim({ text }: { text: string | undefined }) {
  return text === undefined || text === '' ? null : (
    <p className="whitespace-pre-wrap [overflow-wrap:anywhere]">
      <span className="text-muted">Claude says: </span>
      <bdi>
        <Marked text={text} />
      </bdi>
    </p>
  )
}
