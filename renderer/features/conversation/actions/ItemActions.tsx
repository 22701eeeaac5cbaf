import { Ellipsis, FileCode, GitFork, History, Link2, Pencil, RotateCcw } from 'lucide-react'
import { type ReactNode, Suspense, useContext, useState } from 'react'
import { plainText } from '#renderer/content/markdown/plainText.ts'
import type { SessionId } from '#shared/ids.ts'
import type { TurnItem } from '#shared/session/timeline/items.ts'
import { forkBefore, forkSession } from '#renderer/state/session/forks.ts'
import { goTo } from '#renderer/state/browser/route.ts'
import { openSessions } from '#renderer/state/session/pageSessions.ts'
import { control } from '#renderer/state/session/sessionActions.ts'
import { isTouch } from '#renderer/platform/viewport.ts'
import { useMay } from '#renderer/state/workstation/may.ts'
import { Button, IconButton } from '#renderer/ui/Button.tsx'
import { classes } from '#renderer/ui/classes.ts'
import { CopyButton } from '#renderer/ui/CopyButton.tsx'
import { canPrompt } from '#renderer/format/statusLabel.ts'
import { lazyComponent } from '#renderer/ui/lazyComponent.tsx'
import { SessionScope } from '../sessionScope.ts'
import { itemLink } from './itemLink.ts'
import { editAndResend, sendSameAgain } from './resend.ts'
import { againOf } from './again.ts'
import { answerOf, answerStart, promptOf, type SentPrompt } from './turnTexts.ts'
import * as words from '../laterWords.ts'

const RewindDialog = lazyComponent(async () => (await import('./RewindDialog.tsx')).RewindDialog)

/** What can be done with a turn that is over, and with the answer that it ended with. */
export function TurnActions({ turn }: { turn: TurnItem }) {
  const session = useOpened()
  const mayDrive = useMay('drive')
  if (session === null) {
    return null
  }
  const { id, status } = session.header.session
  const answer = answerOf(session.timeline, turn.id)
  const start = answerStart(session.timeline, turn.id)
  const prompt = turn.is_error || !canPrompt(status) ? null : promptOf(session.timeline, turn.id)
  return (
    (answer !== '' || mayDrive) && (
      <Bar>
        {answer !== '' && <CopyButton text={() => plainText(answer)} label={words.copyAnswer} />}
        {answer !== '' && (
          <CopyButton text={answer} label={words.copyAsMarkdown} icon={<FileCode className="size-4" />} />
        )}
        {start !== null && <CopyLink item={start} />}
        {mayDrive && prompt !== null && (
          <IconButton
            label={words.retry}
            title={words.sendTheSameMessageAgain}
            onClick={() => sendSameAgain(id, prompt)}
          >
            <RotateCcw className="size-4" />
          </IconButton>
        )}
        {mayDrive && <ForkButton onFork={() => forkSession(id, turn.turn_id)} />}
      </Bar>
    )
  )
}

/** What can be done with a message of a person's. `id`: of the message. */
export function PromptActions({ id, ...prompt }: SentPrompt & { id: string }) {
  const session = useOpened()
  const mayDrive = useMay('drive')
  return (
    <Bar>
      <CopyButton text={prompt.text} label={words.copyMessage} />
      <CopyLink item={id} />
      {session !== null && mayDrive && canPrompt(session.header.session.status) && (
        <GoOnActions session_id={session.header.session.id} id={id} prompt={prompt} />
      )}
      {session !== null && mayDrive && (
        <ForkButton onFork={() => forkBefore(session.header.session.id, { id, ...prompt })} />
      )}
    </Bar>
  )
}

/** The same message again, another one in its place, the files as they were before it. */
function GoOnActions({ session_id, id, prompt }: { session_id: SessionId; id: string; prompt: SentPrompt }) {
  const [isRewinding, setRewinding] = useState(false)
  return (
    <>
      <IconButton
        label={words.retry}
        title={words.sendTheSameMessageAgain}
        onClick={() => sendSameAgain(session_id, prompt)}
      >
        <RotateCcw className="size-4" />
      </IconButton>
      <IconButton label={words.editAndResend} onClick={() => editAndResend(session_id, prompt)}>
        <Pencil className="size-4" />
      </IconButton>
      <IconButton label={words.putFilesBackToBefore} onClick={() => setRewinding(true)}>
        <History className="size-4" />
      </IconButton>
      <Suspense>
        {isRewinding && (
          <RewindDialog session_id={session_id} id={id} text={prompt.text} onClose={() => setRewinding(false)} />
        )}
      </Suspense>
    </>
  )
}

/** Begins a new session there. Claude Code needs a moment to tell whether it can. */
function ForkButton({ onFork }: { onFork: () => Promise<void> }) {
  const [isForking, setForking] = useState(false)
  return (
    <IconButton
      label={words.forkFromHere}
      title={words.goOnFromHereIn}
      disabled={isForking}
      onClick={() => {
        setForking(true)
        void onFork().finally(() => setForking(false))
      }}
    >
      <GitFork className="size-4" />
    </IconButton>
  )
}

/** What can be done about what failed: the same once more, or another message. `id`: of what tells it. */
export function FailedActions({ id }: { id: string }) {
  const session = useOpened()
  const mayDrive = useMay('drive')
  const again = session === null || !mayDrive ? null : againOf(session.header, session.timeline, id)
  if (session === null || again === null) {
    return null
  }
  const session_id = session.header.session.id
  const tryAgain = () =>
    again.kind === 'start' ? void control(session_id, { action: 'resume' }) : sendSameAgain(session_id, again.prompt)
  const isSignedOut = session.timeline.items.some(
    (item) => item.kind === 'turn' && item.id === id && item.reason === 'not_signed_in',
  )
  return (
    <div className="flex flex-wrap items-center gap-1.5 pb-2 pl-5">
      {isSignedOut && (
        <Button variant="primary" onClick={() => goTo('/claude')}>
          {words.signIn}
        </Button>
      )}
      <Button onClick={tryAgain}>
        <RotateCcw aria-hidden="true" className="size-3.5" />
        {words.tryAgain}
      </Button>
      {again.kind === 'send' && (
        <Button variant="ghost" onClick={() => editAndResend(session_id, again.prompt)}>
          {words.editMessage}
        </Button>
      )}
    </div>
  )
}

/** Copies the address of an item. */
function CopyLink({ item }: { item: string }) {
  const id = useContext(SessionScope)
  return id === null ? null : (
    <CopyButton text={() => itemLink(id, item)} label={words.copyLink} icon={<Link2 className="size-4" />} />
  )
}

/** Buttons that are seen under the pointer and with the focus; on touch screens after a tap on the dots. */
function Bar({ children }: { children: ReactNode }) {
  const [isOpen, setOpen] = useState(false)
  return (
    <div className="flex items-center">
      <div
        className={classes(
          'smooth flex group-focus-within/actions:opacity-100 group-hover/actions:opacity-100',
          isOpen ? '' : 'opacity-0 touch:hidden',
        )}
      >
        {children}
      </div>
      {isTouch() && (
        <IconButton label={words.more} aria-expanded={isOpen} onClick={() => setOpen(!isOpen)}>
          <Ellipsis className="size-4" />
        </IconButton>
      )}
    </div>
  )
}

/** The session that the conversation shows, as it is now; null where there is none. */
function useOpened() {
  const id = useContext(SessionScope)
  const state = id === null ? null : openSessions.get(id)
  return state?.kind === 'open' ? state : null
}
