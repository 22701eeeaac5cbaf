import { Suspense, useState } from 'react'
import type { Session } from '#shared/session/session.ts'
import { claude } from '#renderer/state/workstation/claude.ts'
import { useStore } from '#renderer/state/store.ts'
import { Button } from '#renderer/ui/Button.tsx'
import { lazyComponent } from '#renderer/ui/lazyComponent.tsx'
import { loginText } from './loginText.ts'

const LoginDialog = lazyComponent(async () => (await import('./LoginDialog.tsx')).LoginDialog)

/** Which login the session bills, and a dialog to change it. Nobody is billed in the demo. */
export function LoginButton({ session }: { session: Session }) {
  const [isOpen, setOpen] = useState(false)
  const isDemo = useStore(claude, (state) => state.kind === 'ready' && state.value.demo)
  if (isDemo) {
    return null
  }
  const { short, sentence } = loginText(session.login)
  return (
    <>
      <Button variant="ghost" title={`${sentence} Use another token…`} onClick={() => setOpen(true)}>
        {short}
      </Button>
      {isOpen && (
        <Suspense>
          <LoginDialog session={session} onClose={() => setOpen(false)} />
        </Suspense>
      )}
    </>
  )
}
