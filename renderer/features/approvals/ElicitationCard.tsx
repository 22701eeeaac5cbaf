import { useMemo, useState } from 'react'
import type { Approval } from '#shared/session/session.ts'
import { readElicitation, type Elicitation } from '#shared/session/elicitation.ts'
import type { CardName } from '#renderer/state/writing/cardEntries.ts'
import { useCardEntry } from '#renderer/state/writing/useCardEntry.ts'
import { Button } from '#renderer/ui/Button.tsx'
import { Marked } from '#renderer/ui/Marked.tsx'
import { SeenScope } from '#renderer/content/Seen.tsx'
import { AllowButton } from './AllowButton.tsx'
import type { CardContext } from './cardContext.ts'
import { CardButtons } from './CardButtons.tsx'
import { CardFrame } from './CardFrame.tsx'
import { DangerList } from './DangerList.tsx'
import { ElicitationField } from './ElicitationField.tsx'
import { filledIn, presetOf, writtenIn, type Entry } from './elicitationEntries.ts'
import { Fields } from './Fields.tsx'
import { dangersOf } from './dangers.ts'
import { unsupportedFields } from './unsupportedFields.ts'
import { useAnswer } from './useAnswer.ts'
import { Visit, opensSafely } from './Visit.tsx'
import { ScrollableInput } from './ScrollableInput.tsx'
import * as words from './laterWords.ts'

/** A request of an MCP server: a form, or a page to open. The answer goes to that server only. */
export function ElicitationCard({ approval, context }: { approval: Approval; context: CardContext }) {
  const asked = useMemo(() => readElicitation(approval.input), [approval])
  const dangers = useMemo(() => dangersOf(approval), [approval])
  const [entries, setEntries] = useEntries(asked, { session_id: context.session_id, approval_id: approval.approval_id })
  const [isTried, setTried] = useState(false)
  const { isSending, send } = useAnswer(context, approval.approval_id)
  const { content, problems } = filledIn(asked, entries)
  const { url } = asked
  const refusing = (text: string, answer: Parameters<typeof send>[0], variant?: 'ghost') => (
    <Button variant={variant ?? 'secondary'} disabled={isSending} onClick={() => void send(answer)}>
      {text}
    </Button>
  )
  return (
    <CardFrame heading={context.heading} title={words.anMcpServerAsks} isDangerous={dangers.length > 0}>
      <SeenScope>
        <ScrollableInput label={words.whatItAsks}>
          <DangerList dangers={dangers} />
          <ServerSays asked={asked} />
          {asked.fields.map((field, index) => (
            <ElicitationField
              key={field.name}
              field={field}
              entry={entries[index] ?? presetOf(field)}
              problem={isTried ? (problems[index] ?? null) : null}
              onChange={(entry) => setEntries(entries.with(index, entry))}
            />
          ))}
          <Fields fields={unsupportedFields(approval.input, asked)} />
          {url === null && asked.fields.length > 0 && <p className="text-xs text-muted">{WHERE_IT_GOES}</p>}
        </ScrollableInput>
        <CardButtons
          refusal={refusing(words.decline, { decision: 'deny' })}
          more={refusing(words.closeWithoutAnAnswer, CLOSED, 'ghost')}
        >
          {canAllow(asked) && (
            <AllowButton
              text={url === null ? words.send : words.openThePage}
              danger={dangers.length > 0}
              disabled={isSending}
              onAllow={allow}
            />
          )}
        </CardButtons>
      </SeenScope>
    </CardFrame>
  )

  function allow(): void {
    if (url !== null) {
      // Inside the click handler, or the browser blocks it as a popup.
      window.open(url, '_blank', 'noopener,noreferrer')
      void send({ decision: 'allow' })
      return
    }
    setTried(true)
    if (problems.every((problem) => problem === null)) {
      void send({ decision: 'allow', updated_input: { content } })
    }
  }
}

function useEntries(asked: Elicitation, card: CardName) {
  return useCardEntry<readonly Entry[]>(card, 'form', {
    initial: () => asked.fields.map(presetOf),
    text: (all) => writtenIn(asked, all),
    read: null,
  })
}

function canAllow({ url, isTooLong }: Elicitation): boolean {
  return url === null ? !isTooLong : opensSafely(url)
}

const CLOSED = { decision: 'deny', updated_input: { action: 'cancel' } } as const

const WHERE_IT_GOES = words.whatYouWriteGoesTo

/** The server's message, and the address that it wants opened. */
function ServerSays({ asked: { server, message, url, isTooLong } }: { asked: Elicitation }) {
  return (
    <>
      <p className="whitespace-pre-wrap [overflow-wrap:anywhere]">
        <span className="text-muted">
          {words.bdiSays(
            <bdi>
              <Marked text={server} />
            </bdi>,
          )}{' '}
        </span>
        <bdi>
          <Marked text={message} />
        </bdi>
      </p>
      {url !== null && <Visit url={url} />}
      {isTooLong && <p className="text-bad">{words.theFormHasTooMany}</p>}
    </>
  )
}
