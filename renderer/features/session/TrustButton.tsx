import { Suspense, useState } from 'react'
import type { Session } from '#shared/session/session.ts'
import { needsTrust } from '#shared/session/trust.ts'
import { Button } from '#renderer/ui/Button.tsx'
import { lazyComponent } from '#renderer/ui/lazyComponent.tsx'
import { trustText } from '#renderer/views/trustText.ts'

const TrustDialog = lazyComponent(async () => (await import('./TrustDialog.tsx')).TrustDialog)

/** Whether the session's folder is trusted, with a dialog for the details. */
export function TrustButton({ session }: { session: Session }) {
  const [isOpen, setOpen] = useState(false)
  const { short, sentence } = trustText(session.trust.state)
  return (
    <>
      <Button variant="ghost" title={sentence} onClick={() => setOpen(true)}>
        <span className={needsTrust(session.trust) ? 'text-attention' : ''}>{short}</span>
      </Button>
      {isOpen && (
        <Suspense>
          <TrustDialog session={session} onClose={() => setOpen(false)} />
        </Suspense>
      )}
    </>
  )
}
