import { useState } from 'react'
import { claude, isClaudeReady } from '#renderer/state/workstation/claude.ts'
import { useStore } from '#renderer/state/store.ts'
import { Button } from '#renderer/ui/Button.tsx'
import { buttonLink, Link } from '#renderer/ui/Link.tsx'
import { Loading } from '#renderer/ui/Loading.tsx'
import { Problem } from '#renderer/ui/Problem.tsx'
import { CopiesNotice } from '#renderer/views/machine/CopiesNotice.tsx'
import { ScrollingPage } from '#renderer/views/page/ScrollingPage.tsx'
import { ClaudeStep } from './ClaudeStep.tsx'
import { skipWelcome } from './offerWelcome.ts'
import { PhoneStep } from './PhoneStep.tsx'
import { Step } from './Step.tsx'

/** The first run: Claude Code, the phone, a first session. Each can be skipped, all can be opened again. */
export function WelcomePage() {
  const state = useStore(claude, (value) => value)
  const [isPhoneSkipped, setPhoneSkipped] = useState(false)
  const isReady = isClaudeReady(state)
  return (
    <ScrollingPage title="Set up Homeport">
      <p className="text-base text-muted">Use Claude Code on this workstation from any of your devices.</p>
      {state.kind === 'loading' && <Loading what="Looking for Claude Code…" />}
      {state.kind === 'failed' && (
        <Problem action={<Button onClick={() => void claude.refresh()}>Try again</Button>}>{state.message}</Problem>
      )}
      {state.kind === 'ready' && (
        <>
          <ClaudeStep status={state.value} isDone={isReady} />
          <PhoneStep state={isReady && !isPhoneSkipped ? 'now' : 'later'} onSkip={() => setPhoneSkipped(true)} />
          <Step
            number={3}
            title="First session"
            state={isReady ? 'now' : 'later'}
            said={isReady ? undefined : 'Ready when Claude Code is'}
          >
            {isReady && (
              <>
                <p className="mb-3 text-muted">Pick a folder and say what Claude should do in it.</p>
                <Link href="/new" className={buttonLink} onClick={skipWelcome}>
                  Start a session
                </Link>
              </>
            )}
          </Step>
        </>
      )}
      {state.kind === 'ready' && <CopiesNotice />}
      <p className="text-muted">
        <Link href="/" className="inline-flex min-h-11 items-center underline" onClick={skipWelcome}>
          Skip set-up
        </Link>{' '}
        You can do every step later: Claude Code is in your own menu, remote access under Machine.
      </p>
    </ScrollingPage>
  )
}
