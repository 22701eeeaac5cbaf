import { link } from '#renderer/state/workstation/connection.ts'
import { forget, sendAgain, type Outgoing } from '#renderer/state/session/outbox.ts'
import { useStore } from '#renderer/state/store.ts'
import { Button } from '#renderer/ui/Button.tsx'
import { Problem } from '#renderer/ui/Problem.tsx'
import { Prompt } from './Prompt.tsx'
import * as words from './words.ts'

/** A message that is being sent: shown at once, with its error when it could not be sent. */
export function OutgoingPrompt({ outgoing }: { outgoing: Outgoing }) {
  const isUnderWay = outgoing.message_id === null && outgoing.problem === null
  const isAway = useStore(link, ({ kind }) => kind === 'offline' || kind === 'reconnecting')
  const note = outgoing.only_here
    ? words.sendingThisBrowserCannotKeep
    : isAway
      ? words.willBeSentWhenBack
      : words.sending
  return (
    <>
      <Prompt text={outgoing.content} attachments={outgoing.attachments} {...(isUnderWay ? { note } : {})} />
      {outgoing.problem !== null && (
        <Problem
          action={
            <>
              <Button onClick={() => sendAgain(outgoing.key)}>{words.sendAgain}</Button>
              <Button variant="ghost" onClick={() => forget(outgoing.key)}>
                {words.discard}
              </Button>
            </>
          }
        >
          {outgoing.problem}
        </Problem>
      )}
    </>
  )
}
