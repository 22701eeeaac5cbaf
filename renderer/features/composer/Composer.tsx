import { Suspense, useState, type KeyboardEvent } from 'react'
import type { SessionId } from '#shared/ids.ts'
import { MAX_PROMPT_LENGTH, type MessageTiming } from '#shared/operations/turn.ts'
import { isComposing } from '#renderer/platform/inputMethod.ts'
import { isTouch } from '#renderer/platform/viewport.ts'
import { sendPrompt } from '#renderer/state/session/outbox.ts'
import { control } from '#renderer/state/session/sessionActions.ts'
import { useDraft } from '#renderer/state/writing/useDraft.ts'
import { GrowingText } from '#renderer/ui/GrowingText.tsx'
import { lazyComponent } from '#renderer/ui/lazyComponent.tsx'
import { ComposerBar } from './ComposerBar.tsx'

const TooLong = lazyComponent(async () => (await import('./TooLong.tsx')).TooLong)

/**
 * Where messages are written. Never disabled: while Claude works they queue, steer or interrupt. The draft survives
 * reloads and disconnects. Enter sends with a keyboard; on touch screens the button does.
 */
export function Composer({ session_id, isBusy }: { session_id: SessionId; isBusy: boolean }) {
  const [text, setText] = useDraft(session_id)
  const [timing, setTiming] = useState<MessageTiming>('queue')
  const isEmpty = text.trim() === ''
  const excess = text.length - MAX_PROMPT_LENGTH
  return (
    <form
      aria-label="Prompt"
      onSubmit={(event) => {
        event.preventDefault()
        send()
      }}
      className="rounded-card border border-line-strong/60 bg-surface focus-within:border-accent"
    >
      <GrowingText
        autoFocus={!isTouch()}
        aria-label="Message to Claude"
        rows={1}
        value={text}
        placeholder={isBusy ? 'Add something for Claude…' : 'Message Claude…'}
        onChange={(event) => setText(event.target.value)}
        onKeyDown={onKeyDown}
        className="thin-scroll block max-h-[40dvh] min-h-11 w-full resize-none bg-transparent px-3.5 pt-2.5 pb-1 text-base outline-none touch:text-[16px]"
      />
      <Suspense>{excess > 0 && <TooLong excess={excess} />}</Suspense>
      <ComposerBar isBusy={isBusy} isEmpty={isEmpty || excess > 0} timing={timing} onTiming={setTiming} onStop={stop} />
    </form>
  )

  function send(): void {
    if (!isEmpty && excess <= 0) {
      sendPrompt({ session_id, content: text, when: isBusy ? timing : 'queue' })
      setText('')
    }
  }

  function stop(): void {
    void control(session_id, { action: 'interrupt' })
  }

  function onKeyDown(event: KeyboardEvent): void {
    if (isComposing(event.nativeEvent)) {
      return
    }
    if (event.key === 'Enter' && !event.shiftKey && !isTouch()) {
      event.preventDefault()
      send()
    }
    if (event.key === 'Escape' && isBusy) {
      event.preventDefault()
      stop()
    }
  }
}
