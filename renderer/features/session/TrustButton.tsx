import { Suspense, useState } from 'react'
import type { Session } from '#shared/session/session.ts'
import { needsTrust } from '#shared/session/trust.ts'
import { Button } from '#renderer/ui/Button.tsx'
import { later } from '#renderer/ui/later.tsx'
import { trustWords } from '#renderer/views/trustWords.ts'

const TrustDialog = later(async () => (await import('./TrustDialog.tsx')).TrustDialog)

/** Whether the session's folder is trusted, and the way to what that means. */
export function TrustButton({ session }: { session: Session }) {
  const [isOpen, setOpen] = useState(false)
  const { short, sentence } = trustWords(session.trust.state)
  return (
    <>
      <Button look="quiet" title={sentence} onClick={() => setOpen(true)}>
        <span className={needsTrust(session.trust) ? 'text-lamp' : ''}>{short}</span>
      </Button>
      {isOpen && (
        <Suspense>
          <TrustDialog session={session} onClose={() => setOpen(false)} />
        </Suspense>
      )}
    </>
  )
}
