import { X } from 'lucide-react'
import { type MouseEvent, useEffect, useRef } from 'react'
import type { SessionId } from '#shared/ids.ts'
import { overview } from '#renderer/state/session/overview.ts'
import { useStore } from '#renderer/state/store.ts'
import { IconButton } from '#renderer/ui/Button.tsx'
import { Link } from '#renderer/ui/Link.tsx'
import { SessionRow } from '#renderer/views/session/SessionRow.tsx'
import { switcherSections } from './switcherSections.ts'
import * as words from '../laterWords.ts'

/** A section lists so many; Home has them all. */
const MAX_LISTED = 20

/** The way from session to session on a phone: a sheet with the others, what needs a person first. */
export function SessionSwitcher({ current, onClose }: { current: SessionId; onClose: () => void }) {
  const dialog = useRef<HTMLDialogElement>(null)
  const state = useStore(overview, (value) => value)
  const sections = state.kind === 'ready' ? switcherSections(state, current) : []
  useEffect(() => {
    dialog.current?.showModal()
  }, [])
  return (
    <dialog
      ref={dialog}
      aria-label={words.switchSession}
      onClose={onClose}
      onClick={(event) => closeByTap(event, onClose)}
      className="mx-0 mt-auto mb-0 max-h-[80dvh] w-full max-w-none overflow-hidden rounded-t-card border-t border-line bg-surface"
    >
      <div className="flex max-h-[80dvh] flex-col">
        <div className="flex h-13 flex-none items-center justify-between pr-1 pl-4">
          <h2 className="text-base font-semibold">{words.switchSession}</h2>
          <IconButton label={words.close} onClick={() => dialog.current?.close()}>
            <X className="size-5" />
          </IconButton>
        </div>
        <div className="thin-scroll min-h-0 overflow-y-auto px-1 pb-[max(12px,env(safe-area-inset-bottom))]">
          {sections.length === 0 && <p className="px-3 py-2 text-muted">{words.thereIsNoOtherSession}</p>}
          {sections.map(({ title, sessions }) => (
            <section key={title} aria-label={title}>
              <h3
                className={`px-3 pt-2 text-xs font-semibold ${title === 'Needs you' ? 'text-attention' : 'text-muted'}`}
              >
                {title}
              </h3>
              <ul>
                {sessions.slice(0, MAX_LISTED).map((session) => (
                  <li key={session.id} className="h-14">
                    <SessionRow session={session} />
                  </li>
                ))}
              </ul>
            </section>
          ))}
          <Link href="/" className="mx-3 flex min-h-11 items-center text-accent underline">
            {words.allSessions}
          </Link>
        </div>
      </div>
    </dialog>
  )
}

/** A tap beside it closes it, which returns the focus to the name; so does a link, which leads elsewhere. */
function closeByTap({ target, currentTarget }: MouseEvent<HTMLDialogElement>, onClose: () => void): void {
  if (target === currentTarget) {
    currentTarget.close()
  } else if (target instanceof Element && target.closest('a') !== null) {
    onClose()
  }
}
