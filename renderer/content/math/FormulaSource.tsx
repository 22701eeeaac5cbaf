import { Marked } from '#renderer/ui/Marked.tsx'

/** A formula as it was written. */
export function FormulaSource({ source, isDisplay }: { source: string; isDisplay: boolean }) {
  return (
    <code dir="ltr" className={isDisplay ? 'block overflow-x-auto whitespace-pre-wrap' : undefined}>
      <Marked text={source} code />
    </code>
  )
}
