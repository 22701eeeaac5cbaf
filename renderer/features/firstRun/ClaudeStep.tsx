import { useState } from 'react'
import type { ClaudeStatus } from '#shared/operations/claude.ts'
import { Button } from '#renderer/ui/Button.tsx'
import { FindClaude } from './FindClaude.tsx'
import { SignIn } from './SignIn.tsx'
import { Step } from './Step.tsx'

const signedIn: Readonly<Record<ClaudeStatus['login'], string>> = {
  token: 'signed in with a token',
  subscription: 'signed in with your subscription',
  environment: 'signed in by the environment',
  lent: 'signed in by the owner',
  none: 'not signed in yet',
}

/** Step 1: is Claude Code there, and signed in? What is done folds up, and can be opened to change it. */
export function ClaudeStep({ status, isDone }: { status: ClaudeStatus; isDone: boolean }) {
  const [isOpen, setOpen] = useState(!isDone)
  const said = status.found
    ? `${status.version ?? 'Found'}, ${status.demo ? 'in the demo' : signedIn[status.login]}`
    : 'Not found on this workstation'
  return (
    <Step
      number={1}
      title="Claude Code"
      state={isDone ? 'done' : 'now'}
      said={said}
      action={
        isDone && (
          <Button variant="ghost" aria-expanded={isOpen} onClick={() => setOpen(!isOpen)}>
            {isOpen ? 'Fold' : 'Change'}
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
