import { Suspense, useState } from 'react'
import type { Session } from '#shared/session/session.ts'
import { Button } from '#renderer/ui/Button.tsx'
import { lazyComponent } from '#renderer/ui/lazyComponent.tsx'
import * as words from './laterWords.ts'

const LoginDialog = lazyComponent(async () => (await import('./LoginDialog.tsx')).LoginDialog)

/** A dialog to give the session another token than its own. */
export function LoginButton({ session }: { session: Session }) {
  const [isOpen, setOpen] = useState(false)
  return (
    <>
      <Button onClick={() => setOpen(true)}>{words.toUseAnotherToken}</Button>
      {isOpen && (
        <Suspense>
          <LoginDialog session={session} onClose={() => setOpen(false)} />
        </Suspense>
      )}
    </>
  )
}
