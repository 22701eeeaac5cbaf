import { useState } from 'react'
import type { ClaudeStatus } from '#shared/operations/claude.ts'
import { Button } from '#renderer/ui/Button.tsx'
import { FindClaude } from './FindClaude.tsx'
import { SignIn } from './SignIn.tsx'
import { Step } from './Step.tsx'
import * as words from './words.ts'

const signedIn: Readonly<Record<ClaudeStatus['login'], string>> = {
  token: words.signedInWithAToken,
  subscription: words.signedInWithYourSubscription,
  environment: words.signedInByTheEnvironment,
  lent: words.signedInByTheOwner,
  none: words.notSignedInYet,
}

/** Step 1: is Claude Code there, and signed in? What is done folds up, and can be opened to change it. */
export function ClaudeStep({ status, isDone }: { status: ClaudeStatus; isDone: boolean }) {
  const [isOpen, setOpen] = useState(!isDone)
  const said = status.found
    ? `${status.version ?? words.found}, ${status.demo ? words.inTheDemo : signedIn[status.login]}`
    : words.notFoundOnThisWorkstation
  return (
    <Step
      number={1}
      title={words.claudeCode}
      state={isDone ? 'done' : 'now'}
      said={said}
      action={
        isDone && (
          <Button variant="ghost" aria-expanded={isOpen} onClick={() => setOpen(!isOpen)}>
            {isOpen ? words.fold : words.change}
          </Button>
        )
      }
    >
      {isOpen && (
        <>
          <FindClaude status={status} />
          {status.found && <SignIn status={status} />}
        </>
      )}
    </Step>
  )
}
