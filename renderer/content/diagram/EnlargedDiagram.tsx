import { useState } from 'react'
import { EnlargedDialog } from '#renderer/ui/EnlargedDialog.tsx'
import { DiagramFrame } from './DiagramFrame.tsx'
import type { DiagramOrder, DiagramSize } from './frameMessages.ts'
import * as words from '#renderer/content/laterWords.ts'

/** A diagram as large as the window allows, or in its own size, which scrolls. */
export function EnlargedDiagram(props: { order: DiagramOrder; name: string; size: DiagramSize; onClose: () => void }) {
  const { order, name, size, onClose } = props
  const [hasFailed, setFailed] = useState(false)
  const shape = size.width / size.height
  const fitted = `min(calc(100vw - 76px), calc(74dvh * ${shape}))`
  return (
    <EnlargedDialog title={name} onClose={onClose}>
      {(isOwnSize) =>
        hasFailed ? (
          <p className="text-muted">{words.theDiagramCouldNotBe}</p>
        ) : (
          <div
            role="img"
            aria-label={name}
            style={{ width: isOwnSize ? `${size.width}px` : fitted, aspectRatio: shape }}
            className="mx-auto"
          >
            <DiagramFrame order={order} onEnd={({ kind }) => setFailed(kind !== 'drawn')} />
          </div>
        )
      }
    </EnlargedDialog>
  )
}
