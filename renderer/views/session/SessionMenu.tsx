import { Ellipsis } from 'lucide-react'
import { Suspense } from 'react'
import type { Session } from '#shared/session/session.ts'
import { useMay } from '#renderer/state/workstation/may.ts'
import { IconButton } from '#renderer/ui/Button.tsx'
import { lazyComponent } from '#renderer/ui/lazyComponent.tsx'
import { useMenu } from '#renderer/ui/useMenu.ts'
import * as words from './words.ts'

const SessionActions = lazyComponent(async () => (await import('./SessionActions.tsx')).SessionActions)

/** The button "More" of a session; its menu holds all that organises it. Nothing for viewers. `tabIndex` -1: arrows lead to it. */
export function SessionMenu({ session, tabIndex }: { session: Session; tabIndex?: -1 }) {
  const { isOpen, button, toggle, close } = useMenu()
  return (
    useMay('drive') && (
      <>
        <IconButton
          ref={button}
          label={words.moreForName(session.name)}
          tabIndex={tabIndex}
          aria-haspopup="menu"
          aria-expanded={isOpen}
          onClick={toggle}
        >
          <Ellipsis className="size-4" />
        </IconButton>
        <Suspense>{isOpen && <SessionActions session={session} anchor={button} onClose={close} />}</Suspense>
      </>
    )
  )
}
