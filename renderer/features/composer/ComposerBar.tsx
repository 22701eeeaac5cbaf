import { type ComponentProps, Suspense } from 'react'
import { lazyAfterDrawing } from '#renderer/ui/lazyComponent.tsx'
import { ComposerTools } from './ComposerTools.tsx'
import { SendButtons } from './SendButtons.tsx'

const ContextMeter = lazyAfterDrawing(async () => (await import('./ContextMeter.tsx')).ContextMeter)

/** Below the text: what can be put into a message and how Claude works, then Stop and Send. */
export function ComposerBar({
  session,
  onInsert,
  onAttach,
  ...sending
}: ComponentProps<typeof ComposerTools> & ComponentProps<typeof SendButtons>) {
  return (
    <div className="flex min-h-10 flex-wrap items-center gap-1 px-2 pb-2 touch:min-h-13">
      <ComposerTools session={session} onInsert={onInsert} onAttach={onAttach} />
      <div className="ml-auto flex items-center gap-2 max-md:gap-1.5">
        <Suspense>
          {(session.context !== null || session.limits.length > 0) && (
            <ContextMeter session={session} isCrowded={sending.timing !== null} />
          )}
        </Suspense>
        <SendButtons {...sending} />
      </div>
    </div>
  )
}
