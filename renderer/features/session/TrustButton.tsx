import { type ReactNode, Suspense, useState } from 'react'
import type { Session } from '#shared/session/session.ts'
import { needsTrust } from '#shared/session/trust.ts'
import { Button } from '#renderer/ui/Button.tsx'
import { lazyComponent } from '#renderer/ui/lazyComponent.tsx'
import { trustText } from '#renderer/views/trustText.ts'

const TrustDialog = lazyComponent(async () => (await import('./TrustDialog.tsx')).TrustDialog)

/** A dialog with all that the session's folder brings, and what is always allowed. */
export function TrustButton({ session, children }: { session: Session; children: ReactNode }) {
  const [isOpen, setOpen] = useState(false)
  return (
    <>
      <Button onClick={() => setOpen(true)}>{children}</Button>
      {isOpen && (
        <Suspense>
          <TrustDialog session={session} onClose={() => setOpen(false)} />
        </Suspense>
      )}
    </>
  )
}

/** The open question of whether to trust the folder; nothing where there is none. */
export function TrustQuestion({ session }: { session: Session }) {
  return needsTrust(session.trust) ? (
    <div className="max-md:order-last max-md:w-full max-md:pb-1.5 max-md:pl-3">
      <TrustButton session={session}>
        <span className="text-attention">{trustText(session.trust.state).short}</span>
      </TrustButton>
    </div>
  ) : null
}
