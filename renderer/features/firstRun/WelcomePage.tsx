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
import * as words from './words.ts'

/** The first run: Claude Code, the phone, a first session. Each can be skipped, all can be opened again. */
export function WelcomePage() {
  const state = useStore(claude, (value) => value)
  const [isPhoneSkipped, setPhoneSkipped] = useState(false)
  const isReady = isClaudeReady(state)
  return (
    <ScrollingPage title={words.setUpHomeport}>
      <p className="text-base text-muted">{words.whatHomeportIsFor}</p>
      {state.kind === 'loading' && <Loading what={words.lookingForClaudeCode} />}
      {state.kind === 'failed' && (
        <Problem action={<Button onClick={() => void claude.refresh()}>{words.tryAgain}</Button>}>
          {state.message}
        </Problem>
      )}
      {state.kind === 'ready' && (
        <>
          <ClaudeStep status={state.value} isDone={isReady} />
          <PhoneStep state={isReady && !isPhoneSkipped ? 'now' : 'later'} onSkip={() => setPhoneSkipped(true)} />
          <Step
            number={3}
            title={words.firstSession}
            state={isReady ? 'now' : 'later'}
            said={isReady ? undefined : words.readyWhenClaudeCodeIs}
          >
            {isReady && (
              <>
                <p className="mb-3 text-muted">{words.pickAFolderAndSay}</p>
                <Link href="/new" className={buttonLink} onClick={skipWelcome}>
                  {words.startASession}
                </Link>
              </>
            )}
          </Step>
        </>
      )}
      {state.kind === 'ready' && <CopiesNotice />}
      <p className="text-muted">
        {words.skipSetUpYouCan((text) => (
          <Link href="/" className="inline-flex min-h-11 items-center underline" onClick={skipWelcome}>
            {text}
          </Link>
        ))}
      </p>
    </ScrollingPage>
  )
}
