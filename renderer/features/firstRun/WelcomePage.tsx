import { ClaudeStep } from './ClaudeStep.tsx'
import { LoginStep } from './LoginStep.tsx'
import { Step } from './Step.tsx'
import { claude, isClaudeReady } from '#renderer/state/workstation/claude.ts'
import { skipWelcome } from './offerWelcome.ts'
import { useStore } from '#renderer/state/store.ts'
import { Button } from '#renderer/ui/Button.tsx'
import { buttonLink, Link } from '#renderer/ui/Link.tsx'
import { Loading } from '#renderer/ui/Loading.tsx'
import { Problem } from '#renderer/ui/Problem.tsx'
import { ScrollingPage } from '#renderer/ui/ScrollingPage.tsx'

/** The first run: Claude Code, its login, a first session. It can be skipped and opened again. */
export function WelcomePage() {
  const state = useStore(claude, (value) => value)
  return (
    <ScrollingPage>
      <div className="mx-auto w-full max-w-160 space-y-4 px-3 py-8 md:px-6">
        <h1 className="text-xl font-semibold">Welcome to Homeport</h1>
        <p className="text-base text-muted">Three steps, and Claude Code works here while you are somewhere else.</p>
        {state.kind === 'loading' && <Loading what="Looking for Claude Code…" />}
        {state.kind === 'failed' && (
          <Problem action={<Button onClick={() => void claude.refresh()}>Try again</Button>}>{state.message}</Problem>
        )}
        {state.kind === 'ready' && (
          <>
            <ClaudeStep status={state.value} />
            <LoginStep status={state.value} />
            <Step number={3} title="First session" isDone={false}>
              <p className="mb-3 text-muted">Pick a folder and say what to do in it.</p>
              {isClaudeReady(state) ? (
                <Link href="/new" className={buttonLink} onClick={skipWelcome}>
                  Start a session
                </Link>
              ) : (
                <p className="text-muted">Ready when the steps above are.</p>
              )}
            </Step>
          </>
        )}
        <Link href="/" className="inline-flex min-h-11 items-center text-muted underline" onClick={skipWelcome}>
          Skip for now
        </Link>
      </div>
    </ScrollingPage>
  )
}
