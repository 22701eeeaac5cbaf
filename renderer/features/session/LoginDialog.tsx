import type { Session } from '#shared/session/session.ts'
import { dropSessionToken, giveSessionToken } from './sessionToken.ts'
import { Button } from '#renderer/ui/Button.tsx'
import { Dialog } from '#renderer/ui/Dialog.tsx'
import { EndingTasks } from '#renderer/views/EndingTasks.tsx'
import { TokenEntry } from '#renderer/views/token/TokenEntry.tsx'
import { loginText } from './loginText.ts'
import * as words from './laterWords.ts'

/** Which account this session bills, and a field for a token of its own. */
export function LoginDialog({ session, onClose }: { session: Session; onClose: () => void }) {
  const isBusy = session.status === 'WORKING' || session.status === 'WAITING'
  return (
    <Dialog title={words.loginOfThisSession} onClose={onClose}>
      <p className="mb-2 text-muted">{loginText(session.login)}</p>
      <p className="mb-4 text-muted">{isBusy ? words.anotherTokenAfterTheTurn : words.anotherTokenAtOnce}</p>
      <EndingTasks tasks={session.background_tasks} />
      <TokenEntry
        label={words.toUseAnotherTokenForThis}
        hint={words.keptInMemoryOnlyAnd}
        action={words.toUseThisToken}
        onToken={async (token) => {
          const taken = await giveSessionToken(session.id, token)
          if (taken.kind === 'valid') {
            onClose()
          }
          return taken
        }}
      >
        {session.login === 'session_token' && (
          <Button onClick={() => void dropSessionToken(session.id).then((isGone) => isGone && onClose())}>
            {words.toUseMyOwnLoginAgain}
          </Button>
        )}
        <span className="flex-1" />
        <Button variant="ghost" onClick={onClose}>
          {words.cancel}
        </Button>
      </TokenEntry>
    </Dialog>
  )
}
