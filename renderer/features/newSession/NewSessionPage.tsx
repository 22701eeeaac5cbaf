import { NewSession } from './NewSession.tsx'
import { claude, isClaudeReady } from '#renderer/state/workstation/claude.ts'
import { useStore } from '#renderer/state/store.ts'
import { Link } from '#renderer/ui/Link.tsx'
import { ScrollingPage } from '#renderer/ui/ScrollingPage.tsx'

/** Starting a session; says so when Claude Code is not ready for one. */
export function NewSessionPage() {
  const isBlocked = useStore(claude, (state) => state.kind === 'ready' && !isClaudeReady(state))
  return (
    <ScrollingPage>
      <div className="mx-auto w-full max-w-160 space-y-5 px-3 py-6 md:px-6">
        {isBlocked && (
          <p className="rounded-card border border-lamp bg-lamp-ground px-3 py-2">
            Claude Code is not ready on the workstation.{' '}
            <Link href="/welcome" className="text-accent underline">
              See what to do
            </Link>
          </p>
        )}
        <NewSession />
      </div>
    </ScrollingPage>
  )
}
