import { Suspense, useState } from 'react'
import type { Session } from '#shared/session/session.ts'
import { claude } from '#renderer/state/workstation/claude.ts'
import { useStore } from '#renderer/state/store.ts'
import { Button } from '#renderer/ui/Button.tsx'
import { later } from '#renderer/ui/later.tsx'
import { loginWords } from './loginWords.ts'

const LoginDialog = later(async () => (await import('./LoginDialog.tsx')).LoginDialog)

/** Which login the session bills, and the way to another one; the demo bills nobody. */
export function LoginButton({ session }: { session: Session }) {
  const [isOpen, setOpen] = useState(false)
  const isDemo = useStore(claude, (state) => state.kind === 'ready' && state.value.demo)
  if (isDemo) {
    return null
  }
  const { short, sentence } = loginWords(session.login)
  return (
    <>
      <Button look="quiet" title={`${sentence} Use another token…`} onClick={() => setOpen(true)}>
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
