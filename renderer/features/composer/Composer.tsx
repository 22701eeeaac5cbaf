import { type ComponentProps, type FormEvent, type KeyboardEvent, Suspense, useState } from 'react'
import type { Session } from '#shared/session/session.ts'
import { withMarks } from '#shared/text/hiddenCharacters.ts'
import { MAX_PROMPT_LENGTH, type MessageTiming } from '#shared/operations/turn.ts'
import { mayTakeFocus } from '#renderer/platform/focus.ts'
import { isComposing } from '#renderer/platform/inputMethod.ts'
import { whenIdle } from '#renderer/platform/idle.ts'
import { isTouch } from '#renderer/platform/viewport.ts'
import { isBusy as isSessionBusy } from '#renderer/format/statusLabel.ts'
import { focusedColumn } from '#renderer/state/browser/columns.ts'
import { control } from '#renderer/state/session/sessionActions.ts'
import type { Attaching } from '#renderer/state/writing/attachments.ts'
import { otherDrafts } from '#renderer/state/writing/drafts.ts'
import { useStore } from '#renderer/state/store.ts'
import { useDraft } from '#renderer/state/writing/useDraft.ts'
import { lazyComponent } from '#renderer/ui/lazyComponent.tsx'
import { useAttaching } from '#renderer/views/prompt/attaching/useAttaching.ts'
import { PromptField } from '#renderer/views/prompt/PromptField.tsx'
import type { ComposerBar as Bar } from './ComposerBar.tsx'
import { SendBar } from './SendBar.tsx'
import { isSendable, send } from './sendMessage.ts'
import * as words from './words.ts'

/** Text can be written and sent before; on a phone every file that is asked for with the conversation delays it. */
const ComposerBar = lazyComponent<ComponentProps<typeof Bar>>(async () => {
  await whenIdle()
  return (await import('./ComposerBar.tsx')).ComposerBar
}, SendBar)
const AttachingFiles = lazyComponent(
  async () => (await import('#renderer/views/prompt/attaching/AttachingFiles.tsx')).AttachingFiles,
)
const OtherDraft = lazyComponent(async () => (await import('#renderer/views/prompt/OtherDraft.tsx')).OtherDraft)
const TooLong = lazyComponent(async () => (await import('./TooLong.tsx')).TooLong)

/**
 * Where messages are written. Never disabled: while Claude works they queue, steer or interrupt. The draft survives
 * reloads and disconnects. It leaves the focus to an approval: the keys of who answers one are no text. `earlier`: the
 * prompts of the conversation, oldest first.
 */
export function Composer({ session, earlier }: { session: Session; earlier: () => readonly string[] }) {
  const session_id = session.id
  const isBusy = isSessionBusy(session)
  const [text, setText] = useDraft(session_id)
  const [takesFocus] = useState(() => mayBegin(session))
  const isOfTwo = useStore(focusedColumn, (focused) => focused !== null)
  const [timing, setTiming] = useState<MessageTiming>('queue')
  const { files, attach, onPaste, onDrop } = useAttaching(session_id)
  const message = { session_id, content: text, when: isBusy ? timing : ('queue' as const), files }
  const stop = () => void control(session_id, { action: 'interrupt' })
  return (
    <form
      aria-label={isOfTwo ? words.messageFor(withMarks(session.name)) : words.message}
      onSubmit={submit}
      onDragOver={(event) => event.preventDefault()}
      onDrop={onDrop}
      onKeyDown={onKeyDown}
      className="rounded-card border border-line-strong/60 bg-surface focus-within:border-accent"
    >
      <Above session_id={session_id} files={files} excess={text.length - MAX_PROMPT_LENGTH} />
      <PromptField
        onPaste={onPaste}
        autoFocus={takesFocus}
        label={words.messageToClaude}
        rows={1}
        value={text}
        placeholder={
          !isBusy ? words.messageClaude : timing === 'queue' ? words.addToTheQueue : words.addSomethingForClaude
        }
        onChange={setText}
        onSend={() => submit()}
        source={{ session_id }}
        earlier={earlier}
        className="thin-scroll block max-h-[min(calc(12lh+14px),40dvh)] min-h-11 w-full resize-none bg-transparent px-3.5 pt-2.5 pb-1 text-base outline-none touch:text-[16px]"
      >
        {(insert) => (
          <Suspense fallback={<SendBar isSendable={isSendable(message)} />}>
            <ComposerBar
              session={session}
              timing={isBusy ? timing : null}
              isSendable={isSendable(message)}
              onTiming={setTiming}
              onStop={stop}
              onInsert={insert}
              onAttach={attach}
            />
          </Suspense>
        )}
      </PromptField>
    </form>
  )

  function submit(event?: FormEvent): void {
    event?.preventDefault()
    if (isSendable(message)) {
      send(message)
      setText('')
    }
  }
}

/** Whether the field has the focus from the start: in a column of two only where the person is, and not beside an approval. */
function mayBegin({ id, status }: Session): boolean {
  return !isTouch() && status !== 'WAITING' && mayTakeFocus() && (focusedColumn.get() ?? id) === id
}

/** Leaves the field. The next Esc stops the turn (features/shortcuts). */
function onKeyDown(event: KeyboardEvent): void {
  if (event.key === 'Escape' && !isComposing(event.nativeEvent) && event.target instanceof HTMLTextAreaElement) {
    event.preventDefault()
    event.target.blur()
  }
}

/** Above the text, where there is something to say. */
function Above(props: { session_id: string; files: readonly Attaching[]; excess: number }) {
  const { session_id, files, excess } = props
  const isOther = useStore(otherDrafts, (all) => session_id in all)
  return (
    <Suspense>
      {isOther && <OtherDraft target={session_id} />}
      {files.length > 0 && <AttachingFiles files={files} />}
      {excess > 0 && <TooLong excess={excess} />}
    </Suspense>
  )
}
