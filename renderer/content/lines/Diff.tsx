import { useState } from 'react'
import { type DiffLine, diffText } from './patch.ts'
import { LineTable } from './LineTable.tsx'
import { useLineColours } from './useLineColours.ts'
import { CopyButton } from '#renderer/ui/CopyButton.tsx'
import { WrapButton } from '../WrapButton.tsx'
import { Marked } from '#renderer/ui/Marked.tsx'
import * as words from '#renderer/content/laterWords.ts'

/** A complete diff with signs, to copy and to wrap, the same before and after approval. */
export function Diff({ lines, path }: { lines: readonly DiffLine[]; path: string }) {
  const renderText = useLineColours(lines, path)
  const [isWrapped, setWrapped] = useState(false)
  const base = lines.some(({ number }) => number !== null) ? numberedOptions : unnumbered
  return (
    <div className="overflow-hidden rounded-control border border-line bg-surface">
      <div className="flex items-start border-b border-line pr-0.5 pl-3">
        <div
          dir="ltr"
          className="min-w-0 flex-1 self-center py-1.5 font-mono text-xs [overflow-wrap:anywhere] text-muted"
        >
          <Marked text={path} code />
        </div>
        <WrapButton isWrapped={isWrapped} onChange={setWrapped} />
        <CopyButton text={() => diffText(lines)} label={words.copyChange} />
      </div>
      <LineTable
        lines={lines}
        label={words.changesInPath(path)}
        options={{ ...base, isWrapped, ...(renderText === undefined ? {} : { renderText }) }}
      />
    </div>
  )
}

const numberedOptions = { signs: true }
/** Without line numbers there is no gutter. */
const unnumbered = { signs: true, gutter: '' }
